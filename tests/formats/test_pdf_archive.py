"""PDF/A-2b, rule by rule: what ISO 19005-2 asks of a file like ours, looked up in the file itself."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image, ImageCms

from perfdesk.formats import srgb
from perfdesk.formats.pdf import render
from tests.formats.test_pdf import NAMES, STYLE, filled, one_box

ALLOWED = frozenset(re.findall(r"\S+", "q Q cm w J j d re f n m l S BT ET Tf Tm Tj T* TL Tr Tz Tc rg RG"))
ROWS = [{"l1": "产出指标", "l2": "数量指标", "l3": f"“清淤”第{number}段≥3公里" * 3} for number in range(40)]
CHANGED = "2025-03-05 09:12:44+08:00"
DC, RDF = "{http://purl.org/dc/elements/1.1/}", "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
ID, XMP = "{http://www.aiim.org/pdfa/ns/id/}", "{http://ns.adobe.com/xap/1.0/}"


def samples() -> dict[str, bytes]:
    first = replace(filled(NAMES, ROWS, draft=True), changed=CHANGED)
    return {
        "one": render([replace(filled(rows=ROWS), changed=CHANGED)]),
        "many": render([first, replace(filled("<渠&堤>\x07"), changed="2024-12-01 08:00:00+08:00")]),
        "faces": render([one_box(NAMES + "〓", replace(STYLE, font="楷体", bold=True)), one_box("\t甲\u3000乙 丙")]),
    }


SAMPLES = samples()


@pytest.fixture(params=SAMPLES)
def data(request: pytest.FixtureRequest) -> bytes:
    return SAMPLES[request.param]


@pytest.fixture
def document(data: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(data)) as document:
        yield document


def test_head_and_tail(data: bytes, document: pikepdf.Pdf) -> None:
    head = data.split(b"\n", 2)
    assert head[0] == b"%PDF-1.7"
    assert head[1][:1] == b"%"
    assert min(head[1][1:5]) > 127
    assert data.rstrip(b"\r\n").endswith(b"%%EOF")
    assert len(document.trailer.ID) == 2
    assert "/Encrypt" not in document.trailer
    assert document.check_pdf_syntax() == []
    count = len(document.objects)
    assert len(re.findall(rb"\n[0-9]+ 0 obj\n", data)) == len(re.findall(rb"\nendobj\n", data)) == count


def test_streams_end_where_they_say(data: bytes) -> None:
    found = list(re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", data))
    assert len(found) == data.count(b"endstream\n") > 5
    for match in found:
        end = match.end() + int(match[1])
        assert data[end : end + 10] == b"\nendstream"


def test_only_filters_that_are_allowed(document: pikepdf.Pdf) -> None:
    used = {
        str(name) for each in document.objects if isinstance(each, pikepdf.Stream) for name in each.get("/Filter", [])
    }
    assert used == {"/FlateDecode"}


def test_metadata_say_the_same_twice(document: pikepdf.Pdf) -> None:
    stream = document.Root.Metadata
    assert (stream.Type, stream.Subtype) == ("/Metadata", "/XML")
    assert "/Filter" not in stream
    packet = stream.read_raw_bytes()
    assert packet.startswith(b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>')
    tree = etree.fromstring(packet[packet.index(b"<x:") : packet.index(b"<?xpacket end")])
    assert [tree.findtext(f".//{ID}{name}") for name in ("part", "conformance")] == ["2", "B"]
    for name, key in (("title", "/Title"), ("creator", "/Author"), ("description", "/Subject")):
        assert tree.findtext(f".//{DC}{name}//{RDF}li") == str(document.docinfo[key])
    moment = re.sub(r"[-:T]", "", tree.findtext(f".//{XMP}ModifyDate") or "")
    assert str(document.docinfo["/ModDate"]) == str(document.docinfo["/CreationDate"])
    assert re.sub(r"[D:']", "", str(document.docinfo["/ModDate"])) == moment


def test_the_date_is_that_of_the_last_change() -> None:
    for name in ("one", "many"):
        with pikepdf.open(io.BytesIO(SAMPLES[name])) as document:
            assert str(document.docinfo["/ModDate"]) == "D:20250305091244+08'00'"


def test_the_catalog_has_what_it_must_and_nothing_it_may_not(document: pikepdf.Pdf) -> None:
    root = document.Root
    assert root.Lang == "zh-CN"
    assert root.ViewerPreferences.DisplayDocTitle is True
    (intent,) = root.OutputIntents
    assert (intent.S, str(intent.OutputConditionIdentifier)) == ("/GTS_PDFA1", "sRGB IEC61966-2.1")
    assert intent.DestOutputProfile.N == 3
    assert intent.DestOutputProfile.read_bytes() == srgb.profile()
    assert not {"/AcroForm", "/OpenAction", "/AA", "/Names", "/OCProperties", "/NeedsRendering"} & set(root.keys())


def test_pages_have_no_transparency_no_actions_and_no_other_colours(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        assert not {"/Group", "/AA", "/Annots", "/PresSteps"} & set(page.obj.keys())
        assert set(page.obj.Resources.keys()) <= {"/Font", "/ProcSet"}
        operators = {str(operator) for _, operator in pikepdf.parse_content_stream(page)}
        assert not operators & {"gs", "sh", "Do", "k", "K", "cs", "CS", "ri", "i", "BI"}
        assert operators <= ALLOWED
        named = {str(operands[0]) for operands, operator in pikepdf.parse_content_stream(page) if str(operator) == "Tf"}
        assert named <= set(page.obj.Resources.Font.keys())


def shown(document: pikepdf.Pdf) -> dict[str, set[int]]:
    """Which codes of each font (by its name in the pages) are shown."""
    codes: dict[str, set[int]] = {}
    for page in document.pages:
        font = ""
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                font = str(operands[0])
            if str(operator) in ("Tj", "'"):
                codes.setdefault(font, set()).update(bytes(operands[0]))
    return codes


def fonts(document: pikepdf.Pdf) -> dict[str, Any]:
    return {name: font for page in document.pages for name, font in page.obj.Resources.Font.items()}


def test_fonts_are_embedded_and_say_the_truth(document: pikepdf.Pdf) -> None:
    used, known = shown(document), fonts(document)
    assert used
    for name, codes in used.items():
        font = known[name]
        descriptor = font.FontDescriptor
        assert re.fullmatch(r"/[A-Z]{6}\+\S+", str(font.BaseFont))
        assert font.BaseFont == descriptor.FontName
        assert int(descriptor.Flags) & 4
        assert not int(descriptor.Flags) & 32
        assert "/Encoding" not in font
        program = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
        assert int(descriptor.FontFile2.Length1) == len(descriptor.FontFile2.read_bytes())
        (table,) = program["cmap"].tables
        meaning = unicode_of(font.ToUnicode.read_bytes())
        for code in codes:
            glyph = table.cmap.get(code, ".notdef")
            assert program.getGlyphID(glyph) != 0, (name, code)
            width = program["hmtx"][glyph][0] * 1000 / program["head"].unitsPerEm
            assert abs(float(font.Widths[code - int(font.FirstChar)]) - width) <= 1
            assert code in meaning


def unicode_of(table: bytes) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9A-F]{2})> <([0-9A-F]{4,8})>\n", table)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def test_the_profile_is_srgb_to_the_eye() -> None:
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb.profile()))
    picture = Image.new("RGB", (16, 16))
    picture.putdata([(x * 17, y * 17, (x * y) % 256) for x in range(16) for y in range(16)])
    same = ImageCms.profileToProfile(picture, ours, ImageCms.createProfile("sRGB"), outputMode="RGB")
    assert same is not None
    apart = [abs(a - b) for a, b in zip(picture.tobytes(), same.tobytes(), strict=True)]
    assert max(apart) <= 2
    assert len(srgb.profile()) < 1200


def test_a_two_page_form_is_small() -> None:
    assert len(SAMPLES["one"]) < 100_000
