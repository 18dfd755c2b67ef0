"""The stand-in faces: official names, widths, and who lends a character."""

import json
import subprocess
import sys
import unicodedata

import pytest

from perfdesk import catalog, typefaces
from perfdesk.typefaces import GETA, advance, face, faces, runs

NAMES = "䶮㛃𬭎𫖯𬀩𠅤喆堃犇"
GB2312 = "".join(
    bytes((row, place)).decode("gb2312", "ignore") for row in range(0xB0, 0xF8) for place in range(0xA1, 0xFF)
)


@pytest.mark.parametrize(
    ("name", "bold", "key"),
    [
        ("宋体", False, "serif"),
        ("SimSun", True, "serif-bold"),
        ("仿宋_GB2312", False, "serif"),
        ("方正小标宋简体", False, "serif-bold"),
        ("方正小标宋_GBK", True, "serif-bold"),
        ("黑体", False, "sans"),
        ("黑体", True, "sans"),
        ("Microsoft YaHei", False, "sans"),
        ("Calibri", False, "sans"),
        ("楷体_GB2312", False, "kai"),
        ("KaiTi", True, "kai"),
        ("Times New Roman", False, "serif"),
        ("从未听说的字体", False, "serif"),
    ],
)
def test_an_official_name_has_a_face(name: str, bold: bool, key: str) -> None:
    assert face(name, bold).key == key


def test_every_face_is_a_truetype_file_with_its_licence_beside_it() -> None:
    licences = [path.read_text("utf-8") for path in catalog.font_path("faces.toml").parent.glob("LICENSE*")]
    assert len(faces()) == 4
    assert all(each.path.read_bytes()[:4] == b"\0\1\0\0" for each in faces())
    assert sum("SIL OPEN FONT LICENSE" in text and "opyright" in text for text in licences) == 2


def test_reserved_font_names_are_not_used() -> None:
    assert not any(word in each.family for each in faces() for word in ("LXGW", "霞鹜"))


@pytest.mark.parametrize("font", ["宋体", "方正小标宋简体", "黑体", "楷体"])
def test_every_face_has_gb2312_and_the_names(font: str) -> None:
    text = GB2312 + NAMES
    assert runs(text, font, False) == [(face(font, False), text)]
    assert len(GB2312) == 6763


@pytest.mark.parametrize("font", ["宋体", "黑体", "楷体"])
def test_what_forms_print_is_somewhere(font: str) -> None:
    signs = "≥≤＝≧≦═±×÷‰℃㎡①⑳ⅠⅩ→□☐☑☒√✓✔✗—…“”‘’《》〔〕％（）：；！？、。·～￥"
    assert "".join(piece for _, piece in runs(signs, font, False)) == signs


def test_a_face_lends_what_another_lacks() -> None:
    assert [(each.key, piece) for each, piece in runs("共“三”次", "楷体", False)] == [
        ("kai", "共"),
        ("serif", "“"),
        ("kai", "三"),
        ("serif", "”"),
        ("kai", "次"),
    ]


def test_a_bold_text_borrows_from_a_bold_face() -> None:
    assert runs("“", "楷体", True)[0][0].key == "serif-bold"


def test_chinese_is_one_em_wide_and_digits_half_an_em() -> None:
    assert {advance(character, "宋体", False) for character in GB2312 + NAMES} == {1.0}
    assert {advance(digit, "宋体", bold) for digit in "0123456789" for bold in (True, False)} == {0.5}


def test_what_no_face_has_is_a_visible_sign_of_full_width() -> None:
    absent = "\U00020000\U0001f600\ue000\ud800"
    assert "".join(piece for _, piece in runs(absent, "宋体", False)) == GETA * 4
    assert advance("\U0001f600", "宋体", False) == 1.0


def test_controls_have_no_look_and_blanks_have_a_width() -> None:
    assert runs("甲\x07\x00\u200b\ufeff\ufe00乙", "宋体", False) == [(face("宋体", False), "甲乙")]
    assert advance("\x07", "宋体", False) == 0
    assert runs("\t", "宋体", False)[0][1] == " "
    assert advance("\t", "宋体", False) == advance(" ", "宋体", False) > 0


def test_no_character_is_too_odd() -> None:
    for code in (*range(0x3000), *range(0xD7F0, 0xE010), *range(0xFE00, 0x10010), 0x10FFFF):
        assert 0 <= advance(chr(code), "黑体", True) < 3, unicodedata.name(chr(code), hex(code))


def test_the_widths_are_those_of_the_files() -> None:
    font_tools = pytest.importorskip("fontTools.ttLib")
    data = json.loads(catalog.font_path("widths.json").read_text("utf-8"))
    for each in faces():
        font = font_tools.TTFont(each.path)
        wide = {chr(code): font["hmtx"][name][0] for code, name in font.getBestCmap().items()}
        listed = dict.fromkeys(data["full"], 1000)
        for width, characters in data["faces"][each.key].items():
            listed |= dict.fromkeys(characters, int(width))
        assert listed == wide, each.key


def test_measuring_needs_no_font_library() -> None:
    code = "import sys; from perfdesk.typefaces import advance; advance('宋', '宋体', False); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"reportlab", "fontTools", "PySide6"} & set(ran.stdout.split())


def test_the_face_for_a_bold_kai_has_to_be_thickened() -> None:
    assert not face("楷体", True).bold
    assert face("宋体", True).bold
    assert typefaces.face("方正小标宋简体", False).bold


def test_what_no_face_has_is_named_before_it_is_printed() -> None:
    assert typefaces.lacking([NAMES, "一\t\n二", GETA]) == ""
    assert typefaces.lacking(["\U0002a700号\U0002a700", "\U0002a701\u200b"]) == "\U0002a700\U0002a701"


def test_a_rare_character_has_a_face_of_its_own_and_prints() -> None:
    """From extension A, which no everyday face brings: 㐂 of a name, 䍁 in no other face."""
    from perfdesk.formats.pdf import render
    from tests.formats.test_pdf import filled, texts

    lent = runs("王㐂鱼䍁", "楷体", bold=True)
    assert [(face.path.name, text) for face, text in lent if not face.known] == [
        ("NotoSerifSC-Rare.ttf", "㐂"),
        ("NotoSerifSC-Rare.ttf", "䍁"),
    ]
    assert advance("㐂", "宋体", False) == 1.0 and typefaces.lacking("㐂䍁") == ""
    printed = render([filled("王㐂鱼䍁")])
    assert "王㐂鱼䍁" in texts(printed)[0]
    assert b"NotoSerifSC-Rare" in printed, "the name of its file, wherever the program is installed"


def test_every_rare_character_is_one_em_wide() -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(catalog.font_path("NotoSerifSC-Rare.ttf"))
    assert {font["hmtx"][name][0] for name in font.getBestCmap().values()} == {font["head"].unitsPerEm}
