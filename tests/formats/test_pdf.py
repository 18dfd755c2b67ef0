"""The printed form, read back by another library."""

import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from perfdesk.core.layout.page import LEADING, PADDING, Advance, Box, Page
from perfdesk.core.layout.template import Border, Paper, Style
from perfdesk.core.scores.scoring import Scores
from perfdesk.core.sheet import Sheet, added_rows, edits, own
from perfdesk.core.snapshot import Snapshot
from perfdesk.formats import format_of
from perfdesk.formats.pdf import render
from tests.core.paperwork import form

NAMES = "䶮㛃𬭎𫖯𬀩𠅤喆堃犇"
THIN = Border("thin", "thin", "thin", "thin")
STYLE = Style(font="宋体", size=12.0, border=THIN)


def filled(project: str = "河道清淤", rows: Sequence[Mapping[str, str]] = (), draft: bool = False) -> Snapshot:
    """A form with a project, a unit and indicator rows."""
    sheet = Sheet().apply(edits(Sheet(), [(own("project"), project), (own("unit"), "云溪县水利站")]))
    return Snapshot(form(), sheet.apply(added_rows(sheet, 0, rows, 1)), Scores(), draft)


class ByHand(Snapshot):
    """A snapshot whose page is made by hand: boxes of 300 by 80 points, one below the other."""

    boxes: tuple[Box, ...]

    def page(self, advance: Advance) -> Page:
        count = len(self.boxes)
        rows = tuple(range(1, count + 1))
        return Page((300.0,), (80.0,) * count, self.boxes, rows, frozenset(), {}, (0, 0), (0, 0), Paper())


def by_hand(*boxes: tuple[str, Style]) -> Snapshot:
    made = ByHand(form(), Sheet(), Scores())
    placed = tuple(
        Box(row, 1, 1, 1, text, tuple(text.split("\n")), style) for row, (text, style) in enumerate(boxes, 1)
    )
    object.__setattr__(made, "boxes", placed)
    return made


def one_box(text: str, style: Style = STYLE) -> Snapshot:
    return by_hand((text, style))


def texts(data: bytes) -> list[str]:
    """The text of each page, its lines joined."""
    document = pypdfium2.PdfDocument(data)
    return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def picture(data: bytes, dpi: int = 144) -> Image.Image:
    image: Image.Image = pypdfium2.PdfDocument(data)[0].render(scale=dpi / 72).to_pil().convert("L")
    return image


def ink(data: bytes, box: tuple[int, int, int, int]) -> int:
    """How many dark pixels there are in a part of the first page (points from the top left)."""
    left, top, right, bottom = (2 * each for each in box)
    return sum(picture(data).crop((left, top, right, bottom)).histogram()[:128])


@pytest.mark.parametrize("font", ["宋体", "方正小标宋简体", "黑体", "楷体_GB2312"])
@pytest.mark.parametrize("bold", [False, True])
def test_rare_characters_are_drawn_and_can_be_copied(font: str, bold: bool) -> None:
    text = f"负责人：{NAMES}，“共”≥95%①㎡"
    data = render([one_box(text, replace(STYLE, font=font, bold=bold))])
    assert text in texts(data)[0]


def test_every_face_draws_ink_for_every_name() -> None:
    for font in ("宋体", "黑体", "楷体"):
        for character in NAMES:
            style = Style(font=font, size=40.0, horizontal="left")
            found = ink(render([one_box(character, style)]), (50, 54, 100, 134))
            assert found > 300, (font, character)


def test_what_no_face_has_is_a_visible_sign() -> None:
    data = render([one_box("\U0002a700号", Style(size=40.0))])
    assert "〓号" in texts(data)[0]
    assert ink(data, (50, 54, 100, 134)) > 300


@pytest.mark.parametrize(
    "text", ["\x00\x07\x1b", "�", "\ud800", "甲\u200b\ufeff乙\t丙", "\u202e右至左", "", "🙂👨‍👩‍👧", "\uffff\U0010ffff"]
)
def test_odd_characters_do_not_stop_the_printing(text: str) -> None:
    data = render([one_box(text), filled(project=text, rows=[{"l3": text}])])
    assert len(pypdfium2.PdfDocument(data)) == 3


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_any_text_can_be_printed(text: str) -> None:
    assert render([one_box(text)]).startswith(b"%PDF-")


def test_pages_are_numbered_and_drafts_marked() -> None:
    rows = [{"l1": "产出指标", "l2": "数量指标", "l3": f"清淤第{number}段"} for number in range(90)]
    pages = texts(render([filled(rows=rows, draft=True)]))
    assert len(pages) > 2
    assert all(f"第{number}页共{len(pages)}页草稿" in page for number, page in enumerate(pages, 1))
    assert all(page.startswith("草稿") for page in pages)
    assert "草稿" not in texts(render([filled()]))[0]


def test_a_draft_is_marked_across_the_paper_and_stays_readable() -> None:
    clean, draft = (picture(render([filled(draft=draft)])) for draft in (False, True))
    middle = (400, 600, 800, 1100)
    assert clean.crop(middle).getextrema() == (255, 255)
    assert draft.crop(middle).getextrema()[0] > 200
    assert sum(draft.crop(middle).histogram()[:250]) > 10_000


def test_a_form_says_its_kind_its_last_change_and_its_code() -> None:
    snapshot = replace(filled(), changed="2025-03-05 09:12:44+08:00")
    (page,) = texts(render([snapshot]))
    assert f"云溪县2025年表样2025-03-0509:12第1页共1页校验码{snapshot.fingerprint}" in page


def test_three_hundred_rows_are_all_there() -> None:
    rows = [{"l1": "产出指标", "l2": f"类{number // 7}", "l3": f"清淤第{number}段"} for number in range(300)]
    data = render([filled(rows=rows)])
    joined = "".join(texts(data))
    assert [int(number) for number in re.findall(r"清淤第(\d+)段", joined)] == list(range(300))


def test_five_thousand_characters_go_over_pages() -> None:
    text = "".join(chr(0x4E00 + number % 2000) for number in range(5000))
    text = "".join(character for character in text if character.encode("gb2312", "ignore"))
    pages = texts(render([filled(rows=[{"l1": "产出指标", "l3": text}])]))
    assert len(pages) > 2
    body = re.sub(
        r"第\d+页共\d+页校验码\S{11}|云溪县2025年表样|产出指标|绩效指标|自评表（2025年度）|项目名称|河道清淤|一级指标|二级指标|三级指标|得分|总分",
        "",
        "".join(pages),
    )
    assert sorted(set(body) - {"（", "）", "度"} - set("0123456789")) == sorted(set(text) - {"度"})
    assert sum(body.count(character) for character in set(text)) >= len(text) * 0.99


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    snapshot = filled(project=NAMES, rows=[{"l1": "产出指标", "l3": "“清淤”≥3公里"}])
    assert render([snapshot]) == render([snapshot])


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import hashlib; from tests.formats.test_pdf import filled, render;"
        "render([filled('别的')]); print(hashlib.sha256(render([filled('试点', [{'l3': '甲'}])])).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def test_two_threads_give_the_same_bytes() -> None:
    snapshots = [filled("清淤", draft=True), filled("护岸", [{"l3": NAMES}])]
    alone = [render([each]) for each in snapshots]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda number: render([snapshots[number % 2]]), range(12))) == alone * 6


def test_it_says_what_it_is() -> None:
    data = render([filled()])
    about = pypdfium2.PdfDocument(data).get_metadata_dict()
    assert about["Title"] == "河道清淤 自评表"
    assert about["Author"] == "云溪县水利站"
    assert b"/Lang (zh-CN)" in data
    assert b"resources" not in data


def test_several_forms_have_a_list_bookmarks_by_project_and_count_their_own_pages() -> None:
    data = render([filled("清淤"), filled("清淤"), filled("护岸")])
    marks = list(pypdfium2.PdfDocument(data).get_toc())
    assert [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in marks] == [
        (0, "绩效表目录", 0),
        (0, "清淤", 1),
        (1, "自评表", 1),
        (1, "自评表", 2),
        (0, "护岸", 3),
        (1, "自评表", 3),
    ]
    front, *forms = texts(data)
    assert "云溪县水利站共3份序号项目表总分页码1清淤自评表—22清淤自评表—33护岸自评表—4" in front
    assert [f"第1页共1页（总第{number}页）" in page for number, page in enumerate(forms, 2)] == [True] * 3
    assert list(pypdfium2.PdfDocument(render([filled()])).get_toc()) == []


def test_a_long_list_goes_over_pages_and_names_the_right_ones() -> None:
    pages = texts(render([filled(f"第{number}号渠") for number in range(80)]))
    assert len(pages) == 83
    assert all("序号项目表总分页码" in page for page in pages[:3])
    assert "80第79号渠自评表—83" in pages[2]
    assert "第79号渠" in pages[82]


def test_whoever_waits_is_told_and_may_stop() -> None:
    told: list[int] = []
    render([filled(), filled()], told.append)
    assert told == [1, 2]

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render([filled()], stop)
    assert render([filled()]) == render([filled()])


def test_fonts_are_embedded_and_only_those_used() -> None:
    data = render([filled()])
    assert data.count(b"/FontFile2") > 0
    assert b"NotoSerifSC-Regular" in data
    assert b"NotoSansSC" not in data
    assert b"Helvetica" not in data
    assert len(data) < 60_000


def test_borders_are_drawn_once_and_as_thick_as_their_style() -> None:
    thin = ink(render([one_box("", STYLE)]), (40, 40, 360, 150))
    thick = ink(render([one_box("", replace(STYLE, border=Border(*["thick"] * 4)))]), (40, 40, 360, 150))
    none = ink(render([one_box("", replace(STYLE, border=Border()))]), (40, 40, 360, 150))
    assert none == 0 < thin < thick


def test_a_fill_and_a_colour_are_drawn() -> None:
    data = render([one_box("红", replace(STYLE, fill="FFFF00", color="FF0000", size=40.0))])
    image = pypdfium2.PdfDocument(data)[0].render(scale=2).to_pil().convert("RGB")
    colors = {color for _, color in image.getcolors(1 << 20)}
    assert {(255, 255, 0), (255, 0, 0)} <= colors


def test_a_bold_text_is_thicker_where_no_face_is_bold() -> None:
    plain, bold = (
        ink(render([one_box("楷体", Style(font="楷体", size=30.0, bold=bold))]), (40, 40, 360, 150))
        for bold in (False, True)
    )
    assert bold > plain * 1.15


def test_a_thick_or_squeezed_text_leaves_the_next_one_as_it_is() -> None:
    plain, thick = Style(font="楷体", size=30.0), Style(font="楷体", size=30.0, bold=True)
    below = (40, 150, 400, 240)
    alone = ink(render([by_hand(("", STYLE), ("下面的字", plain))]), below)
    assert alone > 300
    assert ink(render([by_hand(("上", thick), ("下面的字", plain))]), below) == alone
    assert ink(render([by_hand(("宽" * 30, STYLE), ("下面的字", plain))]), below) == alone


def test_an_unbroken_label_is_squeezed_into_its_frame() -> None:
    data = render([one_box("宽" * 30, STYLE)])
    assert ink(data, (40, 60, 50, 130)) == ink(data, (352, 60, 400, 130)) == 0
    assert "宽" * 30 in texts(data)[0]


def test_lines_stand_where_the_page_says() -> None:
    data = render([one_box("国\n国", replace(STYLE, size=20.0, border=Border(), horizontal="left"))])
    rows = [number for number in range(40, 150) if ink(data, (40, number, 360, number + 1))]
    top = 54 + (80 - 2 * 20 * LEADING) / 2
    assert rows[0] == pytest.approx(top + 3, abs=2)
    assert rows[-1] == pytest.approx(top + 2 * 20 * LEADING - 3, abs=3)
    columns = [number for number in range(40, 150) if ink(data, (number, 40, number + 1, 150))]
    assert columns[0] == pytest.approx(50.4 + PADDING + 1, abs=2)


def test_paragraphs_have_an_even_right_edge_and_keep_their_last_line() -> None:
    """Lines of 28, 29 and 9 characters in a room of 29.5; labels and narrow cells stay ragged."""
    lines = "堤" * 28 + "\n" + "堤" * 29 + "\n" + "堤" * 9
    style = replace(STYLE, size=10.0, horizontal="left", border=THIN)
    made = one_box(lines, style)
    typed = tuple(replace(box, cells=(own("goal"),)) for box in made.boxes)  # type: ignore[attr-defined]
    ragged = edges(render([made]))
    object.__setattr__(made, "boxes", typed)
    even = edges(render([made]))
    assert ragged[1] - ragged[0] == pytest.approx(10, abs=1)
    assert even[1] - even[0] == pytest.approx(0, abs=1)
    assert even[2] == ragged[2]
    assert "堤" * 66 in texts(render([made]))[0]


def edges(data: bytes) -> list[float]:
    """Where the ink of each line ends on the right."""
    image = picture(data)
    found = []
    for number in range(3):
        middle = 54 + 40 + (number - 1) * 10 * LEADING
        part = image.crop((110, round(2 * middle) - 4, 698, round(2 * middle) + 4)).point(
            lambda value: 255 * (value < 128)
        )
        box = part.getbbox()
        found.append(box[2] / 2 if box else 0.0)
    return found


def test_it_is_registered_and_tells_how_far_it_is() -> None:
    told: list[int] = []
    assert format_of("pdf").render([filled(), filled()], told.append) == render([filled(), filled()])
    assert told == [1, 2]
