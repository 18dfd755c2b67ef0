"""The house's walls: who may import whom. A sentence a rule; a broken one names the file and the line."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "perfdesk"
LIBRARIES = {"PySide6", "shiboken6", "sqlite_utils", "sqlite3", "openpyxl", "lxml", "reportlab", "xlrd", "xlwt", "docx",
             "pypdfium2", "platformdirs"}  # fmt: skip


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of every import in a file, at whatever depth."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are written out in full"
            yield node.lineno, node.module or ""
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def modules(*names: str) -> list[Path]:
    """The files of these packages and modules; all of them must exist, so that a rule cannot go blind."""
    found: list[Path] = []
    for name in names:
        path = PACKAGE / name
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
        assert files and all(file.exists() for file in files), f"no such module: {name}"
        found += files
    return found


def strays(files: list[Path], forbidden: set[str]) -> list[str]:
    return [
        f"{file.relative_to(ROOT)}:{line} imports {name}"
        for file in files
        for line, name in imports(file)
        if any(name == each or name.startswith(f"{each}.") for each in forbidden)
    ]


def others(*names: str) -> list[Path]:
    spared = set(modules(*names))
    return [file for file in modules("") if file not in spared]


def test_the_core_imports_only_the_standard_library_and_itself() -> None:
    allowed = sys.stdlib_module_names | {"perfdesk"}
    foreign = [
        f"{file.relative_to(ROOT)}:{line} imports {name}"
        for file in modules("core")
        for line, name in imports(file)
        if name.split(".")[0] not in allowed or (name.startswith("perfdesk.") and not name.startswith("perfdesk.core"))
    ]
    assert foreign == []


def test_the_core_knows_no_file_no_clock_and_no_database() -> None:
    assert strays(modules("core"), {"os", "pathlib", "io", "sqlite3", "time", "locale", "tempfile", "zipfile"}) == []


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("PySide6", ("ui",)),
        ("sqlite_utils", ("ledger/ledger_schema",)),
        ("sqlite3", ("ledger",)),
        ("lxml", ("formats",)),
        ("openpyxl", ("formats",)),
        ("xlrd", ("formats/read_xls",)),
        ("reportlab", ("formats",)),
        ("xlwt", ("formats",)),
        ("docx", ("formats",)),
        ("pypdfium2", ("formats",)),
        ("platformdirs", ("catalog",)),
    ],
)
def test_each_library_has_one_home(library: str, homes: tuple[str, ...]) -> None:
    assert strays(others(*homes), {library}) == []


def test_the_ledger_knows_nothing_above_it() -> None:
    assert strays(
        modules("ledger"),
        {f"perfdesk.{name}" for name in ("desk", "document", "catalog", "formats", "ui", "exports", "commands")},
    ) == []  # fmt: skip


def test_formats_take_snapshots_and_never_a_ledger_or_a_window() -> None:
    above = {f"perfdesk.{name}" for name in ("ledger", "desk", "document", "exports", "ui", "commands", "practice")}
    assert strays(modules("formats"), above) == []


def test_documents_know_no_format_and_no_window() -> None:
    assert strays(modules("desk", "document"), {"perfdesk.formats", "perfdesk.ui", "perfdesk.commands"}) == []


def test_the_window_computes_nothing_and_asks_no_database() -> None:
    assert (
        strays(modules("ui"), {"sqlite3", "decimal", "perfdesk.ledger.ledger_schema", "perfdesk.ledger.ledger_file"})
        == []
    )


def test_only_the_ways_in_know_the_commands() -> None:
    assert strays(others("__main__", "commands"), {"perfdesk.commands"}) == []


def test_nothing_but_the_catalog_knows_where_resources_are() -> None:
    knowing = [
        str(file.relative_to(ROOT)) for file in others("catalog") if "__file__" in file.read_text("utf-8")
    ]  # fmt: skip
    assert knowing == []
