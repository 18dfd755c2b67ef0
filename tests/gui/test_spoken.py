"""What a screen reader says: everything she can do something with has a name that says what it is."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QWidget

from perfdesk.ui import pictures
from tests.gui import office

ROLE = QAccessible.Role
HANDLED = {
    ROLE.Button, ROLE.CheckBox, ROLE.RadioButton, ROLE.ComboBox, ROLE.SpinBox, ROLE.EditableText, ROLE.List,
    ROLE.Tree, ROLE.Table, ROLE.Slider, ROLE.ButtonMenu, ROLE.PageTab,
}  # fmt: skip
ITEMS = {ROLE.List, ROLE.Tree, ROLE.Table, ROLE.ComboBox, ROLE.SpinBox, ROLE.ScrollBar}
"""What is in these is said by them."""


def walked(interface: QAccessibleInterface, above: str = "") -> Iterator[tuple[str, QAccessibleInterface]]:
    if interface is None or not interface.isValid() or interface.state().invisible:  # type: ignore[attr-defined]
        return
    way = f"{above}/{interface.role().name}"
    if interface.role() in HANDLED:
        yield way, interface
    if interface.role() not in ITEMS:
        for place in range(interface.childCount()):
            yield from walked(interface.child(place), way)


def said(interface: QAccessibleInterface) -> str:
    """What it is. Of choices and figures Qt gives what is chosen as the name, where the desktop is not Windows."""
    if interface.role() in (ROLE.ComboBox, ROLE.SpinBox):
        return interface.text(QAccessible.Text.Description)
    return interface.text(QAccessible.Text.Name)


def inside_lists(shown: QWidget) -> Iterator[tuple[str, QAccessibleInterface]]:
    """Choices that stand in the lines of a list: the keys reach them, but no walk over the lines does."""
    for kind in (QComboBox, QAbstractSpinBox):
        for widget in shown.findChildren(kind):
            if widget.isVisible():
                yield type(widget).__name__, QAccessible.queryAccessibleInterface(widget)


def chinese(text: str) -> bool:
    return any("一" <= character <= "鿿" for character in text)


def test_everything_that_is_handled_has_a_name(qapp: QApplication, tmp_path: Path) -> None:
    nameless = set()
    for name, picture in pictures._pictures(office.ledger(tmp_path / "柳溪.perf"), qapp, pictures.SIZE):
        qapp.processEvents()
        shown = picture.__self__  # type: ignore[attr-defined]
        for way, interface in (*walked(QAccessible.queryAccessibleInterface(shown)), *inside_lists(shown)):
            if not chinese(said(interface)):
                nameless.add((name, interface.role().name, said(interface), way[-150:]))
    assert not nameless, "\n".join(map(str, sorted(nameless)))
