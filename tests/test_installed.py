"""Faces installed on this PC lend what ours lack; nothing else about the PC matters."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from perfdesk import catalog, installed, typefaces

RARE = "\U00032000"
"""No standard has a character here yet, so no face of a real PC does."""


def forget() -> None:
    for each in (installed._files, installed.lender, typefaces._set):
        each.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The only place where fonts are installed."""
    monkeypatch.setattr(installed, "folders", lambda: (tmp_path, tmp_path / "missing"))
    forget()
    yield tmp_path
    forget()


def face_with(path: Path, character: str, rights: int = 0) -> Path:
    """A face that draws this character as 犇."""
    font = TTFont(catalog.font_path("PerfdeskWenKai-Regular.ttf"))
    glyph = font.getBestCmap()[ord("犇")]
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format == 12:
            table.cmap[ord(character)] = glyph
    font["OS/2"].fsType = rights
    font.save(path)
    return path


def test_nothing_installed_lends_nothing(folder: Path) -> None:
    assert installed.lender("犇") is None
    assert typefaces.lacking([RARE]) == RARE
    assert [piece for _, piece in typefaces.runs(RARE, "宋体", False)] == [typefaces.GETA]


def test_a_face_lends_what_it_has(folder: Path) -> None:
    path = face_with(folder / "rare.ttf", RARE)
    assert installed.lender(RARE) == path
    assert installed.lender("犇") == path
    assert installed.lender("\U00032001") is None
    assert installed.lender("é") is None
    assert typefaces.lacking([RARE]) == ""
    lent = typefaces.runs(f"甲{RARE}乙", "宋体", False)
    assert [(face.path.name, piece) for face, piece in lent][1] == ("rare.ttf", RARE)
    assert typefaces.advance(RARE, "宋体", False) == 1.0


def test_ours_come_first_and_likely_ones_before_others(folder: Path) -> None:
    face_with(folder / "aaa.ttf", RARE)
    likely = face_with(folder / "HanaMinB.ttf", RARE)
    assert installed.lender(RARE) == likely
    assert typefaces.runs("犇", "宋体", False)[0][0].path.parent != folder


def test_files_that_no_pdf_may_embed_are_passed_over(folder: Path) -> None:
    face_with(folder / "restricted.ttf", RARE, rights=2)
    (folder / "empty.ttf").write_bytes(b"")
    (folder / "cut.ttf").write_bytes(catalog.font_path("NotoSansSC-Regular.ttf").read_bytes()[:600])
    (folder / "folder.ttf").mkdir()
    shutil.copy(catalog.font_path("faces.toml"), folder / "text.ttf")
    assert installed.lender(RARE) is None


def test_a_lent_character_is_printed_and_can_be_copied(folder: Path) -> None:
    from perfdesk.formats.pdf import render
    from tests.formats.test_pdf import STYLE, filled, one_box, texts

    face_with(folder / "PerfdeskWenKai-Regular.ttf", RARE)
    snapshot = one_box(f"周{RARE}生楷体与宋体", replace(STYLE, font="楷体"))
    assert f"周{RARE}生楷体与宋体" in texts(render([snapshot]))[0]
    assert f"周{RARE}生" in texts(render([filled(f"周{RARE}生")]))[0]


def test_maps_of_both_kinds_are_read_as_font_tools_reads_them(folder: Path) -> None:
    for each in ("PerfdeskWenKai-Regular.ttf", "NotoSerifSC-Regular.ttf"):
        known = TTFont(catalog.font_path(each)).getBestCmap()
        ours = installed._Characters(list(installed._ranges(catalog.font_path(each))))
        assert all(code in ours for code in known)
        assert not any(code in ours for code in range(0x3400, 0xA000) if code not in known)
