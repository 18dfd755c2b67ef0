"""A spreadsheet's clipboard without the spreadsheet: offers the cells of a workbook as LibreOffice does, and waits.

`python -m tests.gui.copied WORKBOOK`, on the screen of the day's work, where LibreOffice is not installed.
"""

import sys
from html import escape

import openpyxl
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication


def main(path: str) -> int:
    application = QGuiApplication(["copied"])
    rows = [[str(cell.value) for cell in row] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows()]
    lines = "".join(f"<tr>{''.join(map(_cell, texts))}</tr>\n" for texts in rows)
    data = QMimeData()
    data.setText("\n".join("\t".join(texts) for texts in rows) + "\n")
    data.setHtml(f'<html><body><table cellspacing="0" border="0">\n{lines}</table></body></html>')
    application.clipboard().setMimeData(data)
    return application.exec()


def _cell(text: str) -> str:
    return f'<td height="17" align="left" valign=bottom sdnum="1033;0;@">{escape(text)}</td>'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
