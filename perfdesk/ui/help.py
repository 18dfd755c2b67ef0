"""The two texts of the menu 帮助: every act with its key, or the menu it is in, and what this program is."""

from html import escape

from PySide6.QtGui import QKeySequence

from perfdesk import __version__
from perfdesk.ui import palette
from perfdesk.ui.actions import COMMANDS, MENUS, Command

PAGE_KEYS = (
    ("直接打字", "替换这一格的内容"),
    ("F2", "修改这一格的内容；再按一次，到大框里写"),
    ("Enter", "填好，到下一格（向下）"),
    ("Tab", "填好，到右边一格"),
    ("Alt+Enter", "格内换行"),
    ("Ctrl+Enter", "把正在填的内容填进选中的每一格"),
    ("Alt+↓", "正在填时：选以前填过的"),
    ("Esc", "放弃正在填的内容"),
    ("Shift+方向键", "选中一块"),
    ("点行号、列号", "选中整行、整列"),
    ("拖行号左边的点", "调整指标行的顺序"),
    ("Ctrl+;", "填入今天的日期"),
    ("Ctrl+Home", "到第一个要填的格"),
    ("Ctrl+滚轮", "放大、缩小"),
)
"""Keys of the page itself, which no menu lists."""
BOARD_KEYS = (
    ("Enter", "打开这张表；还没有的，新建一张"),
    ("Ctrl+A", "全选；Shift、Ctrl 加方向键或单击选几行"),
    ("Alt+↑", "按光标所在的列升序排列"),
    ("Alt+↓", "按光标所在的列降序排列"),
    ("Ctrl+C", "复制选中的行，可以粘贴到 Excel"),
    ("Esc", "不再查找和筛选"),
)
"""Keys of the board and its table."""
PREVIEW_KEYS = (
    ("PgUp、PgDn", "上一页、下一页"),
    ("Home、End", "第一页、最后一页"),
    ("Ctrl++、Ctrl+-", "放大、缩小；Ctrl+0 是实际大小"),
    ("Ctrl+P", "选打印机、页码、份数，按回车打印"),
    ("Esc", "收起打印的选项"),
)


def keys() -> str:
    """All acts, by menu: what has no key is reached by Alt and the letters of the menus."""
    sections: list[tuple[str, tuple[tuple[str, str], ...]]] = [("填表", PAGE_KEYS)]
    for menu, title in MENUS.items():
        told = [(_way(each), each.text.rstrip("…")) for each in COMMANDS if each.menu == menu]
        sections.append((title.split("(")[0], tuple(told)))
    sections.append(("台账总览", BOARD_KEYS))
    sections.append(("打印预览", PREVIEW_KEYS))
    return "".join(_section(title, rows) for title, rows in sections if rows)


def about() -> str:
    return (
        f"<h3>预算绩效填报</h3><p>版本 {escape(__version__)}</p>"
        "<p>在自己的电脑上填写预算绩效目标表、自评表，不用联网。每填一格自动保存，"
        "随时可以撤销，导出官方 Excel 表样和 PDF。</p>"
        f"<p style='color:{palette.HINT}'>Apache-2.0 许可。界面由 Qt（LGPL）绘制，"
        "图标取自 Lucide（ISC），字体为 Noto 与霞鹜文楷的衍生版（OFL）。</p>"
    )


def _section(title: str, rows: tuple[tuple[str, str], ...]) -> str:
    lines = "".join(
        f"<tr><td width='150' style='padding:3px 16px 3px 0;color:{palette.HINT}'>{escape(key)}</td>"
        f"<td style='padding:3px 0'>{escape(words)}</td></tr>"
        for key, words in rows
    )
    return f"<h4>{escape(title)}</h4><table cellspacing='0'>{lines}</table>"


def _way(command: Command) -> str:
    """The key of an act, else the menu it is in and how that is opened."""
    if command.key:
        return _shown(command.key)
    words, letter = MENUS[command.menu].rstrip(")").split("(&")
    return f"「{words}」菜单 Alt+{letter}"


def _shown(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
