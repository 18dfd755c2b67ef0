"""What makes a PDF of reportlab's one that archives keep: PDF/A-2b.

Knows what reportlab leaves undone of ISO 19005-2 (metadata as XMP, the colours that are meant, line ends before
`endstream`, a map from codes to characters beyond the first plane) and how it is added. Refuses to know forms.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, cast
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, ttfonts
from reportlab.pdfgen.canvas import Canvas

from perfdesk.formats import srgb
from perfdesk.formats.xml_text import writable

PROGRAM = "perfdesk"
LANGUAGE = "zh-CN"
VERSION = (1, 7)
_WRITING = Lock()
_LONG_AGO = "2000-01-01 00:00:00+00:00"
"""The date of a file whose forms nobody knows the last change of: there is no clock here."""


@dataclass(frozen=True)
class About:
    """What a file says of itself; `changed` as the ledger writes moments."""

    title: str
    author: str
    subject: str
    changed: str = ""


def describe(canvas: Canvas, about: About) -> None:
    """Gives the file its title, dates, language and colours, in both the old and the new way."""
    canvas.setTitle(about.title)
    canvas.setAuthor(about.author)
    canvas.setSubject(about.subject)
    canvas.setCreator(PROGRAM)
    canvas.setProducer(PROGRAM)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    moment = datetime.fromisoformat(about.changed or _LONG_AGO)
    document = inside(canvas)
    document.info._dateFormatter = lambda *_: _pdf_date(moment)
    catalog = document.Catalog
    catalog.Metadata = document.Reference(_metadata(about, moment), "metadata")
    catalog.OutputIntents = pdfdoc.PDFArray([_intent(document)])
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]


def inside(canvas: Canvas) -> Any:
    """The document a canvas draws into, of which reportlab makes no secret and no promise."""
    return vars(canvas)["_doc"]


@contextmanager
def written_right() -> Iterator[None]:
    """While a file is written: reportlab's flaws mended, and streams without a coat of ASCII. One thread at a time."""
    with _WRITING:
        yield from _mended()


def _mended() -> Iterator[None]:
    fonts, settings, stream = cast(Any, ttfonts), cast(Any, rl_config), cast(Any, pdfdoc.PDFStream)
    flawed, open_ended, coated = fonts.makeToUnicodeCMap, stream.format, settings.useA85
    fonts.makeToUnicodeCMap = _to_unicode_map
    stream.format = lambda self, document: _line_before_end(open_ended(self, document))
    settings.useA85 = 0
    try:
        yield
    finally:
        fonts.makeToUnicodeCMap, stream.format, settings.useA85 = flawed, open_ended, coated


def _line_before_end(stream: bytes) -> bytes:
    return stream.removesuffix(b"endstream\n") + b"\nendstream\n"


def _pdf_date(moment: datetime) -> str:
    zone = f"{moment:%z}" or "+0000"
    return f"D:{moment:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"


def _intent(document: Any) -> Any:
    """sRGB, on a screen or on paper."""
    stream = pdfdoc.PDFStream(content=srgb.profile(), filters=[pdfdoc.PDFZCompress])
    stream.dictionary["N"] = 3
    name = pdfdoc.PDFString("sRGB IEC61966-2.1")
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": name,
            "Info": name,
            "DestOutputProfile": document.Reference(stream, "colours"),
        }
    )


def _metadata(about: About, moment: datetime) -> Any:
    stream = pdfdoc.PDFStream(content=_xmp(about, moment).encode("utf-8"))
    stream.dictionary["Type"] = pdfdoc.PDFName("Metadata")
    stream.dictionary["Subtype"] = pdfdoc.PDFName("XML")
    return stream


def _xmp(about: About, moment: datetime) -> str:
    title, author, subject = (_xml(text) for text in (about.title, about.author, about.subject))
    stamp = moment.isoformat(timespec="seconds")
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{PROGRAM}</pdf:Producer>
<xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool>
<xmp:CreateDate>{stamp}</xmp:CreateDate>
<xmp:ModifyDate>{stamp}</xmp:ModifyDate>
<xmp:MetadataDate>{stamp}</xmp:MetadataDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""


def _xml(text: str) -> str:
    return escape(writable(text))


def _to_unicode_map(fontname: str, subset: Sequence[int]) -> str:
    """What characters the codes of an embedded font mean, for searching and copying."""
    known = [(code, chr(character)) for code, character in enumerate(subset) if character]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{fontname} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(known), 100):
        part = known[start : start + 100]
        lines.append(f"{len(part)} beginbfchar")
        lines += [f"<{code:02X}> <{character.encode('utf-16-be').hex().upper()}>" for code, character in part]
        lines.append("endbfchar")
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])
