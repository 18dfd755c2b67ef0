"""A page in a program of its own, beside an office on the same screen: pastes what is on the clipboard and tells what
it has then, or copies what it has and waits.

`python -m tests.gui.neighbour paste|copy LEDGER`: the first form of a ledger made by `office.py`.
"""

import json
import os
import sys
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from perfdesk.core.sheet import INDICATORS, Cell
from perfdesk.desk import Desk
from perfdesk.ledger import Ledger
from perfdesk.ui.app import application_of
from perfdesk.ui.edits import Bridge
from perfdesk.ui.page.grid import Block
from perfdesk.ui.page.page_view import PageView

FIELDS = ("l1", "l2", "l3", "nature", "target", "unit", "actual")


def main(act: str, ledger: Path) -> int:
    application = application_of(["neighbour"])
    book = Ledger.open(ledger, who="邻座")
    desk = Desk(book)
    document = desk.document(1)
    view = PageView(Bridge(desk), document)
    view.show()
    rows = document.sheet.rows
    view.go_to(Cell(INDICATORS, rows[0], "l1"))
    if act == "copy":
        top, left = view.place
        view.select_block(Block(top, left, top + len(rows) - 1, left + len(FIELDS) - 1))
        view.copy()
        print("copied", flush=True)
        Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        application.exec()
    else:
        waiting = QTimer(interval=100)
        waiting.timeout.connect(lambda: QGuiApplication.clipboard().mimeData().text() and application.quit())
        waiting.start()
        QTimer.singleShot(20_000, application, application.quit)
        application.exec()
        view.paste()
        print(json.dumps([[document.sheet.at(row, name) for name in FIELDS] for row in rows]))
    view.close()
    book.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
