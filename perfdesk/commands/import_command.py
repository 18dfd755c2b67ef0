"""`perfdesk import`, `perfdesk forms`, `perfdesk adopt`: documents into a ledger, and the forms at hand.

Knows the keys that `contract.md` fixes and the lines a person reads. Refuses to plan (`importing.py`), to bind
(`adopting.py`) and to read documents.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfdesk import catalog
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.sheet import Sheet
from perfdesk.desk import Desk

if TYPE_CHECKING:
    from perfdesk.adopting import Adoption
    from perfdesk.importing import Choice, Item, ListedItem, Plan


def take(desk: Desk, documents: Sequence[Path], form: str, *, overwrite: bool = False) -> bool:
    """Imports documents and says what became of them; whether all was taken without a doubt.

    Where not one of them can be read nothing is done, and the first sentence says why.
    """
    from perfdesk.importing import plan, read_all

    files = list(read_all(documents, _progress if len(documents) > 3 else None))
    refused = [file for file in files if file.refusal]
    if len(refused) == len(files):
        raise PerfdeskError(refused[0].refusal)
    planned = plan(desk, files, form=form)
    if overwrite:
        lists = {each.number: True for each in planned.projects}
        planned = plan(desk, files, _overwriting(planned), form=form, wanted=lists)
    there = {item.existing: desk.document(item.existing).sheet for item in planned.items if item.existing is not None}
    desk.apply(planned.step)
    for line in _lines(desk, planned, there):
        print(line)
    return planned.clean


def _overwriting(planned: "Plan") -> Mapping[int, "Choice"]:
    from perfdesk.importing import OVERWRITE, Choice

    return {item.number: Choice(OVERWRITE) for item in planned.items if item.existing is not None}


def _progress(done: int, count: int, path: Path) -> bool:
    print(f"[{done + 1}/{count}] {path.name}", file=sys.stderr)
    return True


def _lines(desk: Desk, planned: "Plan", there: Mapping[int, Sheet]) -> Iterator[str]:
    """What became of each form, list and file; `there` are the forms as they were."""
    for item in planned.items:
        yield from _item_lines(item, there)
    for listed in planned.projects:
        yield _listed_line(listed)
    for file in planned.refused:
        yield file.refusal
    for unread in planned.unread:
        yield f"未读入 {unread.source}：{unread.why}"
    owed = [project.name or project.code for project in desk.owed()]
    if planned.projects and owed:
        yield f"还欠表的项目 {len(owed)} 个：{'、'.join(owed)}"
    left = sum(not item.same for item in planned.items) - len(planned.taken)
    yield (
        f"导入 {len(planned.taken)} 张表，未导入 {left} 张；"
        f"未读入 {len(planned.unread)} 处，读不了的文件 {len(planned.refused)} 个。"
    )


def _listed_line(listed: "ListedItem") -> str:
    from perfdesk.core.recognition.enlisting import told

    news = told(listed.changes)
    name = f"{listed.listed.code or '（无编码）'} {listed.listed.name}"
    fate = "新建项目" if listed.new else "账本里已有"
    return f"清单 {name}：{fate}" + (f"，{'改为' if listed.taken else '清单不同，没有改'}：{news}" if news else "")


_ACTS = {"new": "新建", "fill": "填入账本里的表", "overwrite": "覆盖账本里的表", "leave": "没有导入"}


def _item_lines(item: "Item", there: Mapping[int, Sheet]) -> Iterator[str]:
    named = f"{item.found.source} {item.name or '（没有项目名称）'}"
    form = item.form.short if item.form else ""
    what = f"：{item.why}" if item.why else f" [{item.into}]，{len(item.placed.sheet.texts) if item.placed else 0} 格"
    yield f"{named} · {form} {_ACTS[item.act]}{what}"
    if item.same:
        return
    if item.unlike and item.form:
        alike = (each for each in catalog.forms() if each.kind == item.form.kind and not each.fault)
        others = "、".join(each.id for each in alike if each.id != item.form.id)
        yield f"    存疑 表样：{item.unlike}，按相近的 {item.form.id} 读" + (
            f"；可用 --form 另选：{others}" if others else ""
        )
    sheet = item.found.sheet
    before = sheet if item.existing is None else there[item.existing]
    verb = "不同" if item.act == "leave" else "替换"
    for change in item.replaced:
        yield f"    {verb} {before.address(change.cell)}：{_short(change.old)} → {_short(change.new)}"
    for cell, why in item.doubts.items():
        yield f"    存疑 {sheet.address(cell)}：{why}：{_short(sheet.text(cell))}"
    for each in item.recalculated:
        yield f"    核算 {sheet.address(each.cell)}：表上印 {each.printed}，按口径核算 {each.given}"
    for left in item.left:
        yield f"    未导入 {sheet.address(left.cell)}：{left.why}：{_short(left.text)}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return (flat if len(flat) <= 30 else f"{flat[:30]}…") or "（空）"


def print_forms(*, as_json: bool) -> None:
    """The forms at hand, the shipped ones first."""
    listings = catalog.forms()
    if as_json:
        keys = ("id", "name", "short", "kind", "issuer", "year", "own", "fault")
        told = [{key: getattr(each, key) for key in keys} for each in listings]
        print(json.dumps({"forms": told}, ensure_ascii=False, indent=1))
        return
    for each in listings:
        whose = "自有" if each.own else "自带"
        print(f"{each.id}  {each.name}（{each.issuer}，{each.year}）  {whose}{f'  {each.fault}' if each.fault else ''}")


def adopt(workbook: Path, form_id: str, folder: Path | None, profile: str, *, as_json: bool) -> bool:
    """Binds a blank workbook as a form of hers and says what each cell was taken for; whether it was sure of all.

    `profile` is the one to score with; blank leaves it to what the sheet looks like.
    """
    from perfdesk.adopting import examine, keep

    adoption = examine(workbook)
    adoption = adoption.scored_by(profile) if profile else adoption
    form_id, target = keep(adoption, form_id, folder)
    told = _adopted(adoption, form_id)
    if as_json:
        print(json.dumps({**told, "folder": str(target)}, ensure_ascii=False, indent=1))
        return not told["doubts"]
    print(f"已收入表样 {form_id}：{adoption.name}，在 {target}")
    taken = catalog.profile(adoption.binding.profile)
    why = "按 --profile" if profile else adoption.why_profile()
    print(f"    口径 {taken.id}  {taken.name}{'' if taken.scores else '，不计分'}（{why}）")
    for line in _bound_lines(told, adoption.binding.fields):
        print(f"    {line}")
    return not told["doubts"]


def _adopted(adoption: "Adoption", form_id: str) -> dict[str, Any]:
    """What an adopted sheet was taken for, with the keys of `adopt --json`."""
    from perfdesk.core.layout.template import column_letters, reference
    from perfdesk.core.recognition.binding import addresses

    binding = adoption.binding
    doubts = [{"cell": reference(*each.place), "why": each.why} for each in binding.doubts]
    doubts += [{"cell": source.rpartition("#")[2], "why": why} for source, why in adoption.elsewhere]
    columns = {name: column_letters(at) for name, at in binding.columns.items()}
    return {
        "form": form_id, "kind": binding.kind, "sheet": binding.sheet, "profile": binding.profile,
        "cells": dict(addresses(binding)),
        "indicators": {"rows": f"{binding.rows[0]}:{binding.rows[1]}", "columns": columns},
        "computed": [reference(*at) for at in binding.computed], "doubts": doubts,
    }  # fmt: skip


def _bound_lines(told: Mapping[str, Any], fields: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    def label(name: str) -> str:
        return str(fields.get(name, {}).get("label", ""))

    for address, cell in told["cells"].items():
        yield f"{cell}  {address}  {label(re.sub(r'^funds.[0-9]+.', 'funds', address))}".rstrip()
    first, last = told["indicators"]["rows"].split(":")
    yield f"第 {first} 至 {last} 行  指标"
    for name, column in told["indicators"]["columns"].items():
        yield f"{column} 列  indicators.{name}  {label(f'indicators.{name}')}".rstrip()
    yield from (f"{cell}  表上的公式，保留" for cell in told["computed"])
    yield from (f"存疑 {each['cell']}：{each['why']}" for each in told["doubts"])
