"""The list in front of many forms."""

from perfdesk.core.layout.cover import TITLE, Entry, cover, entry
from perfdesk.core.layout.page import text_height
from perfdesk.core.layout.paper import cut
from perfdesk.core.scores.scoring import Scores
from perfdesk.core.sheet import own
from perfdesk.core.snapshot import Snapshot
from tests.core.paperwork import filled, form


def em(character: str, font: str, bold: bool) -> float:
    return 1.0


def test_a_line_says_project_form_total_and_page() -> None:
    scored = Snapshot(form(), filled(project=" 河道清淤 "), Scores(shown={own("total.score"): "96.5"}))
    assert entry(scored, 7) == Entry("河道清淤", "自评表", "96.5", 7)
    assert entry(Snapshot(form(), filled(), Scores()), 1).total == "—"


def test_many_units_take_as_many_lines_as_they_need() -> None:
    units = "、".join(f"云溪县第{number}水利管理站" for number in range(12))
    page = cover([Entry("河道清淤", "自评表", "—", 2)], units, em)
    under = page.boxes[1]
    assert "".join(under.lines) == f"{units}　共 1 份" and len(under.lines) > 1
    assert all(len(line) * under.style.size <= page.frame(under)[2] for line in under.lines)
    assert text_height(under) <= page.heights[1]


def test_long_names_grow_their_line_and_headings_come_again() -> None:
    names = ["河道清淤", "小型水库除险加固及灌区配套改造" * 3, *(f"第{number}号渠" for number in range(60))]
    page = cover([Entry(name, "自评表", "—", number) for number, name in enumerate(names, 2)], "云溪县水利站", em)
    assert page.heights[4] > page.heights[3]
    for box in page.boxes:
        assert text_height(box) <= page.frame(box)[3] + 1e-6
    leaves = cut(page)
    printed = [[line.text for piece in leaf.pieces for line in piece.lines] for leaf in leaves]
    assert len(leaves) == 3
    assert printed[0][:2] == [TITLE, "云溪县水利站　共 62 份"]
    assert all("页码" in texts for texts in printed)
    assert [text for texts in printed for text in texts if text.endswith("号渠")] == names[2:]
