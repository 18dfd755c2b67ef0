"""The colours a PDF is meant in: sRGB, as an ICC profile of a kilobyte.

Written from the figures of IEC 61966-2-1 (primaries as seen under D50, the piecewise tone curve), so no file of
somebody else's travels with the program. Refuses to know PDF.
"""

import struct
from functools import cache

_PRIMARIES = {
    "rXYZ": (0.43607, 0.22249, 0.01392),
    "gXYZ": (0.38515, 0.71687, 0.09708),
    "bXYZ": (0.14307, 0.06061, 0.71410),
}
_D50 = (0.9642, 1.0, 0.8249)
_NAME = b"sRGB IEC61966-2.1"
_RIGHTS = b"No copyright, use freely"
_STEPS = 256


@cache
def profile() -> bytes:
    """An ICC profile, version 2.1, for a display."""
    tags: dict[str, bytes] = {"desc": _description(), "cprt": b"text\0\0\0\0" + _RIGHTS + b"\0", "wtpt": _xyz(_D50)}
    tags |= {name: _xyz(value) for name, value in _PRIMARIES.items()}
    tags |= dict.fromkeys(("rTRC", "gTRC", "bTRC"), _curve())
    start = 128 + 4 + 12 * len(tags)
    table, data, places = b"", b"", dict[bytes, int]()
    for name, tag in tags.items():
        if tag not in places:
            places[tag] = start + len(data)
            data += tag + b"\0" * (-len(tag) % 4)
        table += struct.pack(">4sII", name.encode(), places[tag], len(tag))
    return _header(start + len(data)) + struct.pack(">I", len(tags)) + table + data


def _header(size: int) -> bytes:
    head = struct.pack(">I4sI4s4s4s", size, b"\0" * 4, 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    made = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    rest = b"acsp" + b"\0" * 28 + _fixed(_D50)
    return (head + made + rest).ljust(128, b"\0")


def _fixed(values: tuple[float, ...]) -> bytes:
    """Numbers of sixteen bits before and after the point."""
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _xyz(values: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(values)


def _description() -> bytes:
    name = _NAME + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + b"\0" * (4 + 4 + 2 + 1 + 67)


def _curve() -> bytes:
    steps = [round(65535 * _linear(number / (_STEPS - 1))) for number in range(_STEPS)]
    return b"curv\0\0\0\0" + struct.pack(f">I{_STEPS}H", _STEPS, *steps)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
