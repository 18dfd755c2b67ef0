"""What no XML file can hold, replaced by a sign that is seen."""

import re

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """The text with control characters and half surrogates as �."""
    return _UNWRITABLE.sub("\ufffd", text)
