"""The style sheet of the window around the page: flat, hairlines, a 4-px grid, 28-px controls.

Knows how each kind of control looks, in the colours of `palette.py`; refuses to know which controls there are.
"""

from perfdesk import catalog
from perfdesk.ui.palette import CHOSEN, Colours


def sheet(colours: Colours = CHOSEN) -> str:
    """The style sheet in these colours."""
    chevrons = {name: catalog.icon_path(f"chevron-{name}").as_posix() for name in ("up", "down")}
    return _SHEET.format(**colours._asdict(), **chevrons)


_SHEET = """
QMainWindow, QDialog, QMessageBox {{ background: {raised}; }}
#startPage, QMainWindow::separator {{ background: {ground}; }}

QMenuBar {{ background: {raised}; padding: 2px 4px; }}
QMenuBar::item {{ padding: 4px 10px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected, QMenuBar::item:pressed {{ background: {hover}; color: {ink}; }}
QMenu {{ background: {paper}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; min-height: 18px; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::item:selected {{ background: {wash}; color: {ink}; }}
QMenu::item:disabled {{ color: {prompt}; background: transparent; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}

QToolBar {{ background: {raised}; border: none; border-bottom: 1px solid {line};
    padding: 0 8px 4px 8px; spacing: 2px; }}
QToolBar::separator {{ background: {line}; width: 1px; margin: 6px 6px; }}
QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 4px 8px;
    min-height: 18px; background: transparent; }}
QToolBar QToolButton {{ padding: 4px 7px; }}
#qt_toolbar_ext_button {{ padding: 0; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {pressed}; }}
QToolButton:focus {{ border-color: {accent}; }}
QToolButton:disabled {{ color: {prompt}; }}

QPushButton {{ background: {paper}; border: 1px solid {line}; border-radius: 4px; padding: 0 12px; min-height: 26px; }}
QPushButton:hover {{ background: {raised}; border-color: {prompt}; }}
QPushButton:pressed {{ background: {pressed}; }}
QPushButton:focus {{ border-color: {accent}; }}
QPushButton:disabled {{ color: {prompt}; background: {raised}; }}
QPushButton#primary {{ background: {accent}; border-color: {accent}; color: {on_accent}; }}
QPushButton#primary:hover {{ background: {accent_hover}; }}
QPushButton#primary:pressed {{ background: {accent_pressed}; }}
QPushButton#primary:disabled {{ background: {raised}; border-color: {line}; color: {prompt}; }}
QPushButton#primary:focus {{ border: 2px solid {ink}; }}
QPushButton#card {{ border-radius: 8px; padding: 0; text-align: left; min-height: 70px; }}
QPushButton#card:hover {{ border-color: {accent}; background: {editable}; }}
QPushButton#card:focus {{ border: 2px solid {accent}; }}
QPushButton#link {{ background: transparent; border: 1px solid transparent; color: {accent};
    text-align: left; padding: 0 4px; }}
QPushButton#link:hover {{ text-decoration: underline; background: {hover}; }}
QPushButton#link:focus {{ border-color: {accent}; }}

QLineEdit, QPlainTextEdit, QTextEdit, QTextBrowser {{
    background: {paper}; border: 1px solid {line}; border-radius: 4px; padding: 0 6px; min-height: 26px;
    selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit QToolButton {{ padding: 0; margin: 0; min-height: 0; border: none; }}
QPlainTextEdit, QTextEdit, QTextBrowser {{ padding: 2px 4px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QTextBrowser:focus {{ border-color: {accent}; }}
QScrollArea#reasons {{ border: 1px solid transparent; }}
QScrollArea#reasons:focus {{ border-color: {accent}; }}
QCheckBox::indicator:unchecked, QAbstractItemView::indicator:unchecked {{
    border: 1px solid {prompt}; border-radius: 2px; background: {paper}; }}
QComboBox, QSpinBox {{
    background: {paper}; border: 1px solid {line}; border-radius: 4px; padding: 0 6px; min-height: 26px;
    selection-background-color: {accent}; selection-color: {on_accent}; }}
QComboBox:focus, QSpinBox:focus {{ border-color: {accent}; }}
QComboBox:disabled, QSpinBox:disabled {{ color: {prompt}; background: {raised}; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: url("{down}"); width: 14px; height: 14px; }}
QComboBox QAbstractItemView {{ background: {paper}; border: 1px solid {line}; padding: 4px; outline: none;
    selection-background-color: {wash}; selection-color: {ink}; }}
QComboBox QAbstractItemView::item {{ min-height: 26px; }}
QSpinBox::up-button, QSpinBox::down-button {{ border: none; width: 20px; background: transparent; }}
QSpinBox::up-button:hover, QSpinBox::down-button:hover {{ background: {hover}; }}
QSpinBox::up-arrow {{ image: url("{up}"); width: 10px; height: 10px; }}
QSpinBox::down-arrow {{ image: url("{down}"); width: 10px; height: 10px; }}
QDialog QListWidget {{ background: {paper}; border: 1px solid {line}; border-radius: 4px; padding: 4px; }}
QDialog QListWidget:focus {{ border-color: {accent}; }}
QListWidget, #findings {{ background: transparent; outline: none; }}
#listed {{ background: {paper}; }}
#findings::item:hover {{ background: {hover}; }}
#findings::item:selected {{ background: {wash}; color: {ink}; }}
#deeds {{ border-top: 1px solid {line}; }}
#mode {{ padding: 2px 6px; color: {hint}; }}
#mode:checked {{ color: {accent}; background: {wash}; }}
QListWidget::item {{ padding: 4px 8px; border-radius: 4px; color: {ink}; }}
QListWidget::item:hover {{ background: {hover}; }}
QListWidget::item:selected {{ background: {wash}; color: {ink}; }}
QListWidget::item:disabled {{ color: {prompt}; }}

QTreeView {{ background: transparent; outline: none; show-decoration-selected: 1; }}
QTreeView::item:hover, QTreeView::branch:hover {{ background: {hover}; }}
QTreeView::item:selected, QTreeView::branch:selected {{ background: {wash}; color: {ink}; }}

QHeaderView {{ background: {raised}; border: none; }}
QHeaderView::section {{ background: {raised}; color: {hint}; border: none; border-bottom: 1px solid {line};
    padding: 2px 4px; }}
QHeaderView::section:vertical {{ border-bottom: none; border-right: 1px solid {line}; }}
QTableView {{ background: {paper}; outline: none; selection-background-color: {wash}; selection-color: {ink}; }}
QTableCornerButton::section {{ background: {raised}; border: none; }}

QTabBar {{ background: transparent; }}
QTabBar::tab {{ background: transparent; color: {hint}; padding: 0 4px 0 12px; height: 32px; border: none;
    border-bottom: 2px solid transparent; margin-right: 2px; max-width: 240px; }}
QTabBar::tab:hover {{ background: {hover}; }}
QTabBar::tab:selected {{ color: {ink}; border-bottom-color: {accent}; background: {paper}; }}
QTabBar::tab:focus {{ color: {accent}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {line}; background: {ground}; }}
QTabWidget {{ background: {raised}; }}

QSplitter::handle {{ background: {line}; }}
QSplitter::handle:hover {{ background: {accent}; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; }}
#panels {{ background: {raised}; }}
#empty {{ background: {ground}; }}
#notice {{ background: {paper}; border-top: 1px solid {line}; }}
#notice QToolButton {{ padding: 2px; }}
#bar {{ background: {raised}; border-bottom: 1px solid {line}; }}
#pages, #printSide {{ background: {raised}; }}
#printSide {{ border-left: 1px solid {line}; }}
QListView#pages {{ border-right: 1px solid {line}; }}
#overlay {{ background: {paper}; border: 1px solid {line}; border-radius: 8px; }}
#findPanel {{ background: {raised}; border-top: 1px solid {line}; }}
QTableView#findings {{ background: {raised}; }}
#records::item {{ height: 26px; }}
#helpText {{ border: none; border-radius: 0; }}
#heading {{ font-weight: bold; }}
#hint, #empty {{ color: {hint}; }}
#fault {{ color: {error}; }}

QStatusBar {{ background: {raised}; border-top: 1px solid {line}; color: {hint}; min-height: 28px; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {hint}; padding: 0 8px; }}
QStatusBar QToolButton {{ padding: 0 4px; color: {hint}; }}
QProgressBar {{ background: {line}; border: none; border-radius: 3px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QToolTip {{ background: {paper}; color: {ink}; border: 1px solid {line}; padding: 4px 6px; }}

QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {handle}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {prompt}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
