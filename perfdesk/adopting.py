"""A blank official workbook becomes a form of hers: recognised, bound, shown for confirmation, kept in her folder.

Knows the order of these acts and how a definition is written as TOML. The workbook itself is kept byte for byte:
exports go into it in place. Refuses to know labels (`core/recognition/recognise.py`), what cells are for
(`core/recognition/binder.py`) and windows.
"""

import io
import json
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from perfdesk import catalog
from perfdesk.core.errors import DefinitionError, PerfdeskError
from perfdesk.core.form import KINDS, Form, load
from perfdesk.core.layout.page import print_scale
from perfdesk.core.layout.template import Template
from perfdesk.core.profile import Profile
from perfdesk.core.recognition.binder import bind
from perfdesk.core.recognition.binding import Binding, Doubt, Place, definition
from perfdesk.core.recognition.found import Aside, FoundForm
from perfdesk.core.recognition.likeness import closest, fitting, profile_of, why_profile
from perfdesk.core.recognition.recognise import recognise
from perfdesk.core.sheet import ORDER
from perfdesk.formats.documents import content, read_grids
from perfdesk.formats.emptied import emptied
from perfdesk.formats.files import write_atomically
from perfdesk.formats.ooxml import read_template

_SHORT = {
    "target": "本地目标表",
    "monitor": "本地监控表",
    "self-evaluation": "本地自评表",
    "overall-target": "本地整体目标表",
    "overall": "本地整体自评表",
}
_PRINTED = ("year", "l1", "l2", ORDER)
_FILLED = 8
"""Texts typed into a sheet that make it a filled one; a blank one may have a few left over."""
_READABLE = 8.0
"""Points: print below this size is hard to read."""
_JUDGING = ("self-evaluation", "overall")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")


@dataclass(frozen=True)
class Adoption:
    """A blank workbook as bound so far. `elsewhere` is what was recognised and is not part of it, with the reason."""

    workbook: bytes
    template: Template
    found: FoundForm
    binding: Binding
    name: str
    elsewhere: tuple[tuple[str, str], ...] = ()

    def bound(self, binding: Binding) -> "Adoption":
        """The same with corrections."""
        return replace(self, binding=binding)

    def form(self, form_id: str = "ours") -> Form:
        """The form as it would be; PerfdeskError says what is still wrong with it."""
        data = self.definition(form_id)
        try:
            return load(data, self.template, catalog.profile(self.binding.profile), form_id, workbook=self.workbook)
        except DefinitionError as error:
            raise PerfdeskError(f"这张表还不能用：{error}") from error

    def scored_by(self, profile: str) -> "Adoption":
        """The same with another profile (口径); PerfdeskError where its kind cannot have it."""
        known = [each.id for each in profiles(self.binding.kind)]
        if profile not in known:
            raise PerfdeskError(f"{KINDS[self.binding.kind]}不能用口径「{profile}」，可用的有：{'、'.join(known)}。")
        return self.bound(replace(self.binding, profile=profile))

    def of_kind(self, kind: str) -> "Adoption":
        """The same said to be of another kind, scored as is usual for that."""
        found = replace(self.found, kind=kind)
        profile = profile_of(found, None, catalog.labels())
        return replace(self, found=found, binding=replace(self.binding, kind=kind, profile=profile))

    def why_profile(self) -> str:
        """Why the profile is the one it was bound with, in half a sentence."""
        return why_profile(self.found, catalog.labels())

    def definition(self, form_id: str) -> dict[str, Any]:
        """The data of its form.toml."""
        return definition(self.binding, form_id, self.name, _SHORT[self.binding.kind], "本地")


def examine(workbook: Path, year: int = 0) -> Adoption:
    """Binds a blank workbook; nothing is written. PerfdeskError where it holds no form that can be bound.

    `year` is that of the ledger it is for, for a sheet that prints none; 0 where there is no ledger.
    """
    data = _content(workbook)
    adoption = _examined(workbook.name, data, year)
    rest = _printed_around(adoption)
    if len(rest) < _FILLED:
        return adoption
    adoption = _examined(workbook.name, emptied(data, adoption.template.sheet, rest), year)
    binding = adoption.binding
    why = f"这份表是填过的：已去掉 {len(rest)} 格内容当作空表收入，请看看还有没有留下的"
    return adoption.bound(replace(binding, doubts=(Doubt((1, 1), why), *binding.doubts)))


def _printed_around(adoption: Adoption) -> dict[Place, str]:
    """The cells of a filled sheet somebody typed into, with what the sheet prints there itself: a label, or nothing.

    Printed prompts and the classes of the indicators are not typed.
    """
    found = adoption.found
    if found.blank or not found.sheet.own("project").strip():
        return {}
    cells = [cell for cell in found.sheet.texts if cell in found.places and cell not in found.doubts]
    typed = [(found.places[cell], found.sheet.text(cell)) for cell in cells if cell.field not in _PRINTED]
    typed += [(each.spot, each.text) for each in _typed_asides(found)]
    texts = {(patch.row, patch.column): patch.text for patch in adoption.template.patches}
    rest: dict[Place, str] = {}
    for spot, text in typed:
        before = rest.get(spot[1:], texts.get(spot[1:], ""))
        if text and text in before:
            rest[spot[1:]] = before.replace(text, "", 1)
    return {at: text if any(sign.isalpha() for sign in text) else "" for at, text in rest.items()}


def _typed_asides(found: FoundForm) -> list[Aside]:
    """The texts without a field that are no labels themselves: below a heading, behind a label that is known, or
    every other one of a row."""
    typed: list[Aside] = []
    unknown: set[str] = set()
    headings = {row for block in found.blocks for row in range(block.heading[0], block.heading[1] + 1)}
    for each in found.asides:
        if each.spot.row in headings:
            continue
        if each.named or unknown & set(each.labels):
            typed.append(each)
        else:
            unknown.add(each.text)
    return typed


def _examined(name: str, data: bytes, year: int) -> Adoption:
    """What the cells of a workbook are for."""
    grids = read_grids(data, name)
    found = recognise(grids, catalog.labels())
    if not found.forms:
        raise PerfdeskError(f"「{name}」里没有认出绩效表，请换一份空白的官方表再试。")
    best = max(found.forms, key=lambda form: (bool(form.blocks), len(form.places)))
    if not best.blocks:
        raise PerfdeskError(f"「{name}」里的表没有认出指标的表头（三级指标、指标值），还不能收入。")
    source = grids[best.blocks[0].grid].source
    template = read_template(data, source.removeprefix(f"{name}#"))
    like, profile = _known(best)
    binding = bind(best, template, catalog.labels(), profile, like, year or date.today().year)
    binding = replace(binding, doubts=(*binding.doubts, *_undated(best, binding), *_small(template)))
    others = [
        (each.source, "这个工作簿里还有一张表，没有收入，请另存为单独的工作簿")
        for each in found.forms
        if each is not best
    ]
    return Adoption(data, template, best, binding, _name(binding), tuple(others))


def profiles(kind: str) -> list[Profile]:
    """The profiles a form of a kind may go by: scores are for forms that judge what was reached."""
    return [each for each in catalog.profiles() if kind in _JUDGING or not each.scores]


def keep(adoption: Adoption, form_id: str = "", folder: Path | None = None) -> tuple[str, Path]:
    """Writes the form into her forms folder, or another; its id and where it is. What is there is never replaced."""
    folder = folder or catalog.user_folder() / "forms"
    form_id = form_id or _free_id(adoption.binding.year, folder)
    if not _ID.fullmatch(form_id):
        raise PerfdeskError(f"表样编号「{form_id}」只能用字母、数字、- 和 _，请换一个。")
    target = folder / form_id
    if _taken(form_id, folder):
        raise PerfdeskError(f"已经有编号为「{form_id}」的表样，请换一个编号。")
    adoption.form(form_id)
    text = toml(adoption.definition(form_id))
    try:
        target.mkdir(parents=True)
    except OSError as error:
        raise PerfdeskError(f"无法在「{folder}」建立文件夹，请换一个位置。") from error
    try:
        # The definition last: a folder without one is no form.
        write_atomically(target / "template.xlsx", adoption.workbook)
        write_atomically(target / "form.toml", text.encode("utf-8"))
    except PerfdeskError:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return form_id, target


def _content(workbook: Path) -> bytes:
    """The bytes of a workbook that exports can be filled into; anything else has to be saved as one first."""
    try:
        data = content(workbook)
    except PerfdeskError as error:
        raise PerfdeskError(f"「{workbook.name}」读不了：{error}") from error
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "xl/workbook.xml" in names and not any(name.endswith("vbaProject.bin") for name in names):
            return data
        if "xl/workbook.xml" in names:
            raise PerfdeskError(f"「{workbook.name}」含有宏，请用 Excel 或 WPS 打开，另存为不含宏的 .xlsx 再试。")
        if "word/document.xml" in names:
            why = "是 Word 文档，不能直接收入；请把空表复制到 Excel 或 WPS 表格里，存为 .xlsx 再试。"
            raise PerfdeskError(f"「{workbook.name}」{why}")
    raise PerfdeskError(f"「{workbook.name}」不能直接收入，请用 Excel 或 WPS 打开，另存为 .xlsx 再试。")


def _known(found: FoundForm) -> tuple[Form | None, str]:
    """A shipped form of the kind that is scored alike, and the profile."""
    listed = [each for each in catalog.forms() if each.kind == found.kind and not each.own]
    forms = [catalog.form(each.id) for each in listed]
    profile = profile_of(found, None, catalog.labels())
    alike = [form for form in forms if form.profile.id == profile]
    return fitting(found, alike) or closest(found, alike), profile


def _undated(found: FoundForm, binding: Binding) -> Iterator[Doubt]:
    if found.sheet.year is None:
        yield Doubt((1, 1), f"表上没有印年度，按 {binding.year} 年收入")


def _small(template: Template) -> Iterator[Doubt]:
    """A sheet wider than its paper, which is printed smaller than anybody likes to read."""
    scale = print_scale(template)
    sizes = Counter(patch.style.size for patch in template.patches if patch.text.strip())
    usual = max(sizes, key=sizes.__getitem__, default=_READABLE)
    if scale < 1 and usual * scale < _READABLE:
        why = f"表比纸宽，打印时缩到 {scale:.0%}：{usual:g} 磅的字印成 {usual * scale:.1f} 磅，请换大一号的纸或收窄各列"
        yield Doubt((1, 1), why)


def _name(binding: Binding) -> str:
    title = re.sub(r"[（(][^（()）]*年度?[^（()）]*[)）]|20\d\d\s*年度?", "", binding.title)
    return "".join(title.split()) or KINDS[binding.kind]


def _taken(form_id: str, folder: Path) -> bool:
    return (folder / form_id).exists() or any(each.id == form_id for each in catalog.forms())


def _free_id(year: int, folder: Path) -> str:
    number, form_id = 2, f"ours-{year}"
    while _taken(form_id, folder):
        form_id, number = f"ours-{year}-{number}", number + 1
    return form_id


def toml(data: Mapping[str, Any]) -> str:
    """A definition as TOML: plain values first, then one line a cell, then the tables."""
    lines = [f"{key} = {_value(each)}" for key, each in data.items() if isinstance(each, str | int)]
    lines += _list("cells", data["cells"])
    for fund in data["funds"]:
        lines += ["", "[[funds]]", *(f"{key} = {_value(each)}" for key, each in fund.items())]
    indicators = data["indicators"]
    lines += ["", "[indicators]", f"rows = {_value(indicators['rows'])}"]
    lines += [f"columns = {_value(indicators['columns'])}", *_list("start", indicators["start"])[1:]]
    for table in ("page", "fields"):
        lines += ["", f"[{table}]", *(f"{_key(key)} = {_value(each)}" for key, each in data[table].items())]
    return "\n".join(lines) + "\n"


def _list(key: str, entries: list[Mapping[str, Any]]) -> list[str]:
    return ["", f"{key} = [", *(f"    {_value(each)}," for each in entries), "]"]


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _value(key)
