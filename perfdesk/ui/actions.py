"""Every action of the window in one table: its words, key, menu, icon, what it needs and what it does.

Knows how the table becomes QActions, menus and the toolbar; what an action does is one function of the window
(`acts.py`, `page_acts.py`, `findings_acts.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolBar

from perfdesk.ui import acts, parts_acts
from perfdesk.ui.board import board_acts, chart_acts
from perfdesk.ui.evidence import evidence_acts
from perfdesk.ui.finding import find_acts
from perfdesk.ui.findings import findings_acts
from perfdesk.ui.history import history_acts
from perfdesk.ui.icons import icon
from perfdesk.ui.incoming import carry_acts
from perfdesk.ui.page import page_acts, typing_acts
from perfdesk.ui.paper import preview_acts, stamp_acts

if TYPE_CHECKING:
    from perfdesk.ui.main_window import MainWindow

MENUS = {
    "file": "文件(&F)",
    "edit": "编辑(&E)",
    "data": "数据(&D)",
    "forms": "报表(&R)",
    "view": "查看(&V)",
    "tools": "工具(&T)",
    "help": "帮助(&H)",
}
_LOOKS_ONLY = ("view", "help")
"""Menus whose actions leave her in the middle of a word; before all others what she is typing is taken over."""


class Command(NamedTuple):
    """One action. `needs`: nothing, `ledger`, `write` (a ledger she may change), `form` (one in front), `edit` (both),
    `tab` (a form or a review), `undo`, `redo`. `page`: its key works while the page has the focus, so that it does
    not rob text fields of it."""

    name: str
    menu: str
    text: str
    act: Callable[[MainWindow], object]
    key: str = ""
    icon: str = ""
    tool: str = ""
    """The word in the toolbar; blank where it is not there."""
    needs: str = ""
    page: bool = False
    parted: bool = False
    """A line stands above it in the menu."""


COMMANDS = (
    Command("new_ledger", "file", "新建账本…", acts.new_ledger, "Ctrl+Shift+N"),
    Command("open_ledger", "file", "打开账本…", acts.open_ledger, "Ctrl+O"),
    Command("recent", "file", "最近账本", acts.show_recent),
    Command("practice", "file", "打开练习账本", acts.open_practice),
    Command("import", "file", "导入…", acts.import_documents, "Ctrl+I", "file-input", "导入", "write", parted=True),
    Command("import_pasted", "file", "导入剪贴板里的表", acts.paste_document, "Ctrl+Shift+V", needs="write"),
    Command("export", "file", "导出…", acts.export, "Ctrl+E", "file-output", "导出", "ledger"),
    Command("export_account", "file", "导出得分说明…", acts.export_account, "Ctrl+Alt+E", needs="form"),
    Command("preview", "file", "打印预览", preview_acts.preview, "Ctrl+P", "printer", "打印", "ledger", parted=True),
    Command("print_many", "file", "批量打印…", preview_acts.choose_forms, "Ctrl+Alt+P", needs="ledger"),
    Command("save", "file", "保存", history_acts.save, "Ctrl+S", needs="ledger", parted=True),
    Command("name_point", "file", "命名为还原点…", history_acts.name_point, "Ctrl+Shift+S", needs="write"),
    Command("close_tab", "file", "关闭报表", acts.close_tab, "Ctrl+W", needs="tab"),
    Command("quit", "file", "退出", acts.leave, "Ctrl+Q", parted=True),
    Command("undo", "edit", "撤销", page_acts.undo, "Ctrl+Z", "undo-2", "撤销", "undo"),
    Command("redo", "edit", "重做", page_acts.redo, "Ctrl+Y", "redo-2", "重做", "redo"),
    Command("cut", "edit", "剪切", page_acts.cut, "Ctrl+X", needs="edit", page=True, parted=True),
    Command("copy", "edit", "复制", page_acts.copy, "Ctrl+C", needs="form", page=True),
    Command("paste", "edit", "粘贴", page_acts.paste, "Ctrl+V", needs="edit", page=True),
    Command("clear", "edit", "清除内容", page_acts.clear, "Del", needs="edit", page=True),
    Command("fill_down", "edit", "向下填充", page_acts.fill_down, "Ctrl+D", needs="edit", page=True, parted=True),
    Command("fill_right", "edit", "向右填充", page_acts.fill_right, "Ctrl+R", needs="edit", page=True),
    Command("select_row", "edit", "选中整行", page_acts.select_row, "Shift+Space", needs="form", page=True),
    Command("select_all", "edit", "全选", page_acts.select_all, "Ctrl+A", needs="form", page=True),
    Command("enlarge", "edit", "在大框里编辑", typing_acts.enlarge, "Shift+F2", needs="edit", page=True, parted=True),
    Command("find", "edit", "查找…", find_acts.find, "Ctrl+F", needs="ledger", parted=True),
    Command("replace", "edit", "替换…", find_acts.replace, "Ctrl+H", needs="write"),
    Command("find_next", "edit", "查找下一个", find_acts.find_next, "F3", needs="ledger"),
    Command("find_previous", "edit", "查找上一个", find_acts.find_previous, "Shift+F3", needs="ledger"),
    Command("history", "edit", "本表的修改记录", history_acts.history, "Ctrl+Shift+H", needs="ledger", parted=True),
    Command("cell_history", "edit", "本格的修改记录", history_acts.cell_history, "Ctrl+Alt+H", needs="form"),
    Command("ledger_history", "edit", "全账本的修改记录", history_acts.ledger_history, needs="ledger"),
    Command("points", "edit", "还原点", history_acts.points, needs="ledger"),
    Command("insert_row", "data", "插入指标行", page_acts.insert_row, "Ctrl++", "list-plus", "插入行", "edit"),
    Command("insert_copied", "data", "插入复制的行", page_acts.insert_copied, "Ctrl+Alt+V", needs="edit"),
    Command("duplicate_rows", "data", "重复指标行", page_acts.duplicate_rows, "Alt+Shift+Down", needs="edit"),
    Command("delete_rows", "data", "删除指标行", page_acts.delete_rows, "Ctrl+-", "list-x", "删除行", "edit"),
    Command("move_up", "data", "指标行上移", page_acts.move_up, "Alt+Up", needs="edit"),
    Command("move_down", "data", "指标行下移", page_acts.move_down, "Alt+Down", needs="edit"),
    Command("choose_class", "data", "选择指标类别…", page_acts.choose_class, "Ctrl+L", needs="edit", parted=True),
    Command("own_score", "data", "得分调整…", page_acts.own_score, "Ctrl+T", "sliders-horizontal", "得分调整", "edit"),
    Command("next_finding", "data", "审核：下一个问题", findings_acts.next_finding, "F8", needs="form", parted=True),
    Command("audit_ledger", "data", "全审：审核整个账本", findings_acts.audit_ledger, "Ctrl+Shift+F8", needs="ledger"),
    Command("attach", "data", "附上佐证材料…", evidence_acts.attach, "Ctrl+Shift+A", needs="write", parted=True),
    Command("evidence", "data", "佐证材料", evidence_acts.show, "Ctrl+Shift+E", needs="form"),
    Command("review", "data", "模拟复核", findings_acts.toggle_review, "Ctrl+F8", needs="form"),
    Command("new_project", "forms", "新建项目…", acts.new_project, "Ctrl+Shift+P", "folder-plus", "新建项目", "write"),
    Command("rename_project", "forms", "修改项目…", acts.rename_project, needs="write"),
    Command("delete_project", "forms", "删除项目", acts.delete_project, needs="write"),
    Command("new_form", "forms", "新建报表…", acts.new_form, "Ctrl+N", "file-plus", "新建报表", "write", parted=True),
    Command("duplicate_form", "forms", "复制报表", acts.duplicate_form, "Ctrl+Shift+D", needs="write"),
    Command("carry_form", "forms", "沿用到下一年", carry_acts.carry, "Ctrl+Shift+Y", needs="write"),
    Command("delete_form", "forms", "删除报表", acts.delete_form, needs="write"),
    Command("mark_sent", "forms", "标为已交", acts.mark_sent, "Ctrl+Shift+J", needs="write", parted=True),
    Command("mark_returned", "forms", "标为退回", acts.mark_returned, "Ctrl+Shift+T", needs="write"),
    Command("unmark", "forms", "取消标记", acts.unmark, needs="write"),
    Command(
        "attach_scan", "forms", "附上盖章扫描件…", stamp_acts.attach_scan, "Ctrl+Alt+S", needs="write", parted=True
    ),
    Command("open_scan", "forms", "打开盖章扫描件", stamp_acts.open_scan, "Ctrl+Alt+O", needs="ledger"),
    Command("remove_scan", "forms", "移除盖章扫描件", stamp_acts.remove_scan, needs="write"),
    Command("find_by_code", "forms", "按校验码查报表…", stamp_acts.find_by_code, "Ctrl+Alt+K", needs="ledger"),
    Command("due", "forms", "应交日期…", board_acts.due, needs="write"),
    Command("bin", "forms", "回收站", history_acts.open_bin, "Ctrl+Shift+R", needs="ledger", parted=True),
    Command("adopt", "forms", "采用县里下发的表样…", acts.adopt_template, needs="ledger", parted=True),
    Command("previous_form", "forms", "上一张报表", acts.previous_form, "Ctrl+PgUp", needs="tab", parted=True),
    Command("next_form", "forms", "下一张报表", acts.next_form, "Ctrl+PgDown", needs="tab"),
    Command("zoom_in", "view", "放大", page_acts.zoom_in, "Ctrl+Alt+=", "plus", needs="form"),
    Command("zoom_out", "view", "缩小", page_acts.zoom_out, "Ctrl+Alt+-", "minus", needs="form"),
    Command("zoom_whole", "view", "实际大小 100%", page_acts.zoom_whole, "Ctrl+0", needs="form"),
    Command("board", "view", "台账总览", board_acts.show_board, "Ctrl+B", needs="ledger", parted=True),
    Command("charts", "view", "图表", chart_acts.show_charts, "Ctrl+Shift+B", needs="ledger"),
    Command("toggle_tree", "view", "显示或隐藏项目栏", page_acts.toggle_tree, "Ctrl+1", parted=True),
    Command("toggle_panels", "view", "显示或隐藏依据栏", page_acts.toggle_panels, "Ctrl+2"),
    Command("go_to", "view", "转到项目或报表…", find_acts.go_to, "Ctrl+G", needs="ledger", parted=True),
    Command("next_part", "view", "到下一栏", parts_acts.next_part, "F6", needs="ledger"),
    Command("previous_part", "view", "到上一栏", parts_acts.previous_part, "Shift+F6", needs="ledger"),
    Command("appearance", "tools", "界面大小和对比度…", acts.appearance),
    Command("severities", "tools", "审核设置…", findings_acts.severities, needs="write"),
    Command("sweep", "tools", "清理已移除的附件", evidence_acts.sweep, needs="write"),
    Command("ledger_folder", "tools", "打开账本所在文件夹", acts.ledger_folder, needs="ledger"),
    Command("log", "tools", "打开运行日志", acts.open_log),
    Command("help", "help", "使用说明", acts.show_help, "Shift+F1"),
    Command("keys", "help", "键盘操作", acts.show_keys, "F1"),
    Command("about", "help", "关于本程序", acts.about, parted=True),
)

TOOLBAR = (
    "new_project", "new_form", "", "undo", "redo", "", "insert_row", "delete_rows", "own_score", "", "import", "export",
    "preview",
)  # fmt: skip
"""What stands in the toolbar; a blank is a line."""
PROJECT_MENU = ("new_form", "carry_form", "rename_project", "delete_project", "", "new_project", "bin")
FORM_MENU = (
    "duplicate_form", "delete_form", "history", "", "mark_sent", "mark_returned", "unmark", "", "attach_scan",
    "open_scan", "", *PROJECT_MENU,
)  # fmt: skip
PAGE_MENU = (
    "cut", "copy", "paste", "clear", "fill_down", "fill_right", "enlarge", "",
    "insert_row", "insert_copied", "duplicate_rows", "delete_rows", "move_up", "move_down", "",
    "choose_class", "own_score", "attach", "", "cell_history",
)  # fmt: skip
"""What the right button offers."""


def build(window: MainWindow) -> dict[str, QAction]:
    """The actions, with their menus and toolbar put into the window."""
    made = {command.name: _action(window, command) for command in COMMANDS}
    menus = {key: window.menuBar().addMenu(title) for key, title in MENUS.items()}
    for menu in menus.values():
        menu.aboutToShow.connect(partial(_letter, menu))
    for command in COMMANDS:
        menu = menus[command.menu]
        if command.parted and not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(made[command.name])
    _recent_menu(window, made["recent"])
    _toolbar(window, made)
    return made


def enable(made: dict[str, QAction], able: frozenset[str]) -> None:
    """Enables what has all it needs; `able` holds what there is of Command.needs."""
    for command in COMMANDS:
        made[command.name].setEnabled(not command.needs or command.needs in able)


def pop_up(window: MainWindow, names: Sequence[str], at: QPoint) -> None:
    """A menu of these actions at a place of the screen."""
    menu = QMenu(window)
    for name in names:
        if name:
            menu.addAction(window.actions_[name])
        else:
            menu.addSeparator()
    _letter(menu)
    menu.exec(at)
    menu.deleteLater()


def _letter(menu: QMenu) -> None:
    from perfdesk.ui.mnemonics import give

    give(menu)


def _action(window: MainWindow, command: Command) -> QAction:
    action = QAction(command.text, window)
    action.setIconText(command.tool or command.text.rstrip("…"))  # a menu's letter is not for buttons
    action.setToolTip(told(command))
    do = window.guarded if command.menu in _LOOKS_ONLY else window.do
    action.triggered.connect(lambda: do(command.act))
    if command.key:
        action.setShortcut(QKeySequence(command.key))
    if command.icon:
        action.setIcon(icon(command.icon))
        action.setIconVisibleInMenu(False)
    if command.page:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        window.tabs.addAction(action)
    return action


def _recent_menu(window: MainWindow, action: QAction) -> None:
    menu = QMenu(window)
    menu.aboutToShow.connect(lambda: acts.list_recent(window, menu))
    action.setMenu(menu)


def _toolbar(window: MainWindow, made: dict[str, QAction]) -> None:
    bar = QToolBar("工具栏", window, movable=False, floatable=False, iconSize=QSize(16, 16))
    bar.setObjectName("toolbar")
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    for name in TOOLBAR:
        if not name:
            bar.addSeparator()
            continue
        bar.addAction(made[name])
    window.addToolBar(bar)


def told(command: Command) -> str:
    """What the tooltip says: the words and the key."""
    key = QKeySequence(command.key).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{command.text.rstrip('…')}（{key}）" if key else command.text.rstrip("…")
