"""What a start does not wait for: it is not there yet when her ledger has been painted."""

import subprocess
import sys

import pytest

from tests.gui import office

START = """
import sys
from pathlib import Path
from PySide6 import QtGui, QtWidgets
from PySide6.QtCore import QEvent, QObject, QTimer
from perfdesk.ui.app import application_of, opened
from perfdesk.ui.remembered import Remembered

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self.tell)
        return False

    def tell(self):
        print(*sys.modules, *vars(QtGui), *vars(QtWidgets))
        application.exit(0)

application = application_of([])
window = opened(Path(sys.argv[1]), Remembered(Path(sys.argv[2])))
watch = Watch()
window.installEventFilter(watch)
window.show()
application.exec()
"""


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The modules, and the classes of Qt known to Python, once the window has been painted."""
    folder = tmp_path_factory.mktemp("start")
    words = [sys.executable, "-c", START, str(office.ledger(folder / "柳溪.perf")), str(folder / "window.ini")]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    return frozenset(done.stdout.split())


def test_the_window_has_been_painted(there: frozenset[str]) -> None:
    assert {"perfdesk.ui.tree", "QMainWindow", "QPainter"} <= there


@pytest.mark.parametrize(
    "late",
    [
        "perfdesk.document",
        "perfdesk.core.audit",
        "perfdesk.core.meaning.numerals",
        "perfdesk.core.form",
        "perfdesk.ui.page.form_tab",
        "perfdesk.ui.findings.panels",
        "perfdesk.ui.findings.findings_panel",
        "perfdesk.ui.dialogs",
        "perfdesk.ui.start_page",
        "lxml",
        "openpyxl",
        "reportlab",
        "PySide6.QtPrintSupport",
    ],
)
def test_no_module_is_imported_that_only_a_form_or_an_act_needs(there: frozenset[str], late: str) -> None:
    assert late not in there


@pytest.mark.parametrize("kind", ["QStyle", "QGradient", "QDesktopServices", "QDialog", "QWizard"])
def test_no_class_of_qt_is_made_known_that_the_window_does_not_use(there: frozenset[str], kind: str) -> None:
    assert kind not in there
