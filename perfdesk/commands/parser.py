"""The words of the command line: commands, options and what the help says of each.

Knows argparse and says its sentences in Chinese. Refuses to know what a command does: `perfdesk/commands` takes the
options by the command's name.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from perfdesk.formats import FORMATS

MISWRITTEN = 2
"""What a process ends with whose command was not understood."""


def options_of(words: Sequence[str]) -> argparse.Namespace:
    """The words taken apart; `command` is the command's name. Forms may be named after the options, where argparse no
    longer looks for them."""
    parser = _parser()
    options, rest = parser.parse_known_args(words)
    if rest and (getattr(options, "forms", None) != [] or any(word.startswith("-") for word in rest)):
        parser.error(f"不认识 {' '.join(rest)}")
    if rest:
        options.forms = rest
    return options


class _Usage(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """argparse, with its words in the clerk's language."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, formatter_class=_Usage, add_help=False)
        self._positionals.title, self._optionals.title = "内容", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这些说明")

    def error(self, message: str) -> NoReturn:
        known = message if not message[:1].isascii() else "少了内容，或有不认识的词"
        print(f"命令写法有误（{known}）。{self.format_usage().strip()}", file=sys.stderr)
        raise SystemExit(MISWRITTEN)


class _Commands:
    """The commands of a parser, each with the ledger it is about unless it is about none."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._parsers = parser.add_subparsers(dest="command", metavar="命令", required=True, parser_class=_Parser)

    def add(self, name: str, about: str, subject: str = "ledger") -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = self._parsers.add_parser(name, help=about, description=about)
        if subject:
            made.add_argument(subject, type=Path, metavar=subject.upper())
        return made


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="perfdesk", description="预算绩效填报。不带命令则打开窗口。")
    commands = _Commands(parser)
    _of_forms(commands)
    _of_documents(commands)
    _of_definitions(commands)
    _of_exports(commands)
    _of_evidence(commands)
    _of_care(commands)
    return parser


def _of_forms(commands: _Commands) -> None:
    new = commands.add("new", "新建账本")
    new.add_argument("--unit", required=True, metavar="单位名称")
    new.add_argument("--unit-code", default="", metavar="单位代码")
    new.add_argument("--year", required=True, type=int, metavar="年度")
    commands.add("list", "列出项目和报表").add_argument("--json", action="store_true")
    edit = commands.add("set", "填写单元格，写作 地址=内容")
    edit.add_argument("form", metavar="FORM")
    edit.add_argument("edits", nargs="+", metavar="ADDRESS=TEXT")
    show = commands.add("show", "显示一张报表")
    show.add_argument("form", metavar="FORM")
    show.add_argument("--json", action="store_true")
    history = commands.add("history", "列出修改记录")
    history.add_argument("form", nargs="?", metavar="FORM")
    history.add_argument("--json", action="store_true")


def _of_documents(commands: _Commands) -> None:
    read = commands.add("read", "认出文件里的表（- 为标准输入）", subject="")
    read.add_argument("documents", nargs="+", type=Path, metavar="DOCUMENT")
    read.add_argument("--json", action="store_true")
    check = commands.add("check", "核算得分并列出问题", subject="")
    check.add_argument("paths", nargs="+", type=Path, metavar="LEDGER|DOCUMENT")
    check.add_argument("--json", action="store_true")
    check.add_argument("--code", metavar="校验码", help="打印件上的校验码是不是账本现在的内容")
    take = commands.add("import", "把文件里的表和项目清单导入账本")
    take.add_argument("documents", nargs="+", type=Path, metavar="DOCUMENT")
    take.add_argument("--form", default="", metavar="ID", help="一律导入为这一种表样")
    take.add_argument("--overwrite", action="store_true", help="账本里已有的同一张表也覆盖")


def _of_definitions(commands: _Commands) -> None:
    commands.add("forms", "列出可用的表样", subject="").add_argument("--json", action="store_true")
    adopt = commands.add("adopt", "把空白的官方工作簿收为自己的表样", subject="workbook")
    adopt.add_argument("--id", default="", metavar="ID", help="表样的编号")
    adopt.add_argument("--out", type=Path, metavar="DIR", help="放在别处，不放进自己的表样文件夹")
    adopt.add_argument("--profile", default="", metavar="ID", help="按哪个口径评分，不写按表样判断")
    adopt.add_argument("--json", action="store_true")


def _of_exports(commands: _Commands) -> None:
    out = commands.add("export", "导出 Excel、PDF 或 Word")
    out.add_argument("forms", nargs="*", metavar="FORM")
    out.add_argument("--to", required=True, choices=[each.key for each in FORMATS])
    out.add_argument("--out", required=True, type=Path, metavar="DIR")
    out.add_argument("--single", action="store_true", help="合并为一个文件")
    pictures = commands.add("snapshot", "把窗口画成图片（不需要屏幕）")
    pictures.add_argument("--out", required=True, type=Path, metavar="DIR")
    commands.add("demo", "生成练习账本并导出全部报表", subject="folder")


def _of_evidence(commands: _Commands) -> None:
    attach = commands.add("attach", "给一张报表或其中一项指标附上佐证材料")
    attach.add_argument("form", metavar="FORM")
    attach.add_argument("files", nargs="+", type=Path, metavar="FILE")
    attach.add_argument("--to", default="", metavar="ADDRESS", help="属于哪一项指标，写作 indicators[2]；不写为整张表")
    proofs = commands.add("evidence", "列出一张报表的佐证材料")
    proofs.add_argument("form", metavar="FORM")
    proofs.add_argument("--out", type=Path, metavar="DIR", help="按编号复制到这个文件夹")


def _of_care(commands: _Commands) -> None:
    copy = commands.add("backup", "备份账本，并读回来核对")
    copy.add_argument("--out", required=True, type=Path, metavar="FILE")
    back = commands.add("restore", "从备份恢复成一个新账本", subject="file")
    back.add_argument("--out", required=True, type=Path, metavar="LEDGER")
    commands.add("doctor", "检查账本和这台电脑").add_argument("--json", action="store_true")
