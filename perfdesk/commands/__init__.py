"""The commands: the same engine without a window, for scripts, for a county's IT person, for tests.

Knows the exit statuses that `contract.md` fixes (0 done; 1 done, and something is wrong with the
data; 2 not done, one sentence on standard error). Refuses to know any rule: every command opens a desk, asks or
changes it as the window would, and prints.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from perfdesk import catalog
from perfdesk.commands import care_command, evidence_command, export_command, import_command, read_command
from perfdesk.commands.opening import desk_of, document_of, number_of
from perfdesk.commands.parser import MISWRITTEN, options_of
from perfdesk.core.audit import Finding
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.facts import facts, told_finding
from perfdesk.core.sheet import INDICATORS, ORDER, Cell, Sheet
from perfdesk.core.step import ATTACHMENTS
from perfdesk.desk import Desk
from perfdesk.document import Document
from perfdesk.ledger import Entry, FormRecord, Ledger
from perfdesk.ledger.lock import clerk
from perfdesk.ledger_audit import audit_file
from perfdesk.stamped import checked, find_code

DONE, WRONG, NOT_DONE = 0, 1, MISWRITTEN
_NO_DEFINITION = "表样不在这台电脑上，没有审核"


def run(words: Sequence[str]) -> int:
    """Carries out one command line."""
    options = options_of(words)
    try:
        status = _ACTS[options.command](options)
        sys.stdout.flush()
        return status
    except PerfdeskError as error:
        print(error, file=sys.stderr)
        return NOT_DONE
    except BrokenPipeError:
        sys.stderr.close()
        return NOT_DONE


def _new(options: argparse.Namespace) -> int:
    Ledger.create(
        options.ledger, unit=options.unit, unit_code=options.unit_code, year=options.year, who=clerk()
    ).close()
    print(f"已新建账本：{options.ledger}")
    return DONE


def _list(options: argparse.Namespace) -> int:
    with desk_of(options.ledger) as desk:
        projects, forms = desk.projects(), desk.forms()
        if options.json:
            told = [
                {"id": each.id, "code": each.code, "name": each.name, "year": each.year,
                 "forms": [_listed(form) for form in forms if form.project == each.id]}
                for each in projects
            ]  # fmt: skip
            info = desk.ledger.info
            _print_json({"unit": info.unit, "unit_code": info.unit_code, "year": info.year, "projects": told})
            return DONE
        for project in projects:
            print(f"{project.year}  {project.code or '（无编码）'}  {project.name}")
            for form in (each for each in forms if each.project == project.id):
                total = f"{form.total} 分 {form.grade}" if form.total else "未核算"
                print(f"    [{form.id}] {_name(form)}  {form.state}  {total}  错误 {form.errors}")
    return DONE


def _listed(record: FormRecord) -> dict[str, Any]:
    return {
        "id": record.id, "form": record.form, "kind": _listing(record).kind, "year": record.year, "state": record.state,
        "total": record.total, "grade": record.grade, "errors": record.errors,
    }  # fmt: skip


def _listing(record: FormRecord) -> catalog.Listing:
    """What is said of a record's form; its definition may be gone."""
    unknown = catalog.Listing(record.form, record.form, record.form, "", "", record.year)
    return next((each for each in catalog.forms() if each.id == record.form), unknown)


def _name(record: FormRecord) -> str:
    return _listing(record).name


def _set(options: argparse.Namespace) -> int:
    with desk_of(options.ledger, readonly=False) as desk:
        document = document_of(desk, options.form)
        step = document.plan_addresses([_edit(each) for each in options.edits])
        if step.empty:
            print("没有改动。")
            return DONE
        desk.apply(step)
        changes = step.cells.get(document.id, ())
        for change in changes:
            if change.cell.field != "order":
                print(f"{document.sheet.address(change.cell)}：{change.old or '（空）'} → {change.new or '（空）'}")
        total = document.scores.total
        if total and total.value is not None:
            print(f"总分 {document.scores.shown.get(Cell('', 0, 'total.score'), '')}，{document.scores.grade}")
    return DONE


def _edit(text: str) -> tuple[str, str]:
    address, sign, value = text.partition("=")
    if not sign or not address.strip():
        raise PerfdeskError(f"「{text}」应写成 地址=内容，例如 indicators[0].actual=12。")
    return address.strip(), value


def _show(options: argparse.Namespace) -> int:
    with desk_of(options.ledger) as desk:
        document = document_of(desk, options.form)
        if options.json:
            _print_json(_told([_facts(options.ledger, document)]))
            return DONE
        sheet = document.sheet
        for cell in document.form.own_cells:
            _line(document, cell)
        for row in sheet.fund_rows:
            print(document.form.funds[row].label if row < len(document.form.funds) else f"资金行 {row + 1}")
            for name in ("initial", "adjusted", "executed", "rate", "score", "note"):
                _line(document, Cell("funds", row, name))
        for row in sheet.named_rows:
            print(f"第 {sheet.named_rows.index(row) + 1} 行「{sheet.at(row, 'l3')}」")
            for name in document.form.indicators.columns:
                _line(document, Cell(INDICATORS, row, name))
    return DONE


def _line(document: Document, cell: Cell) -> None:
    text = document.scores.shown.get(cell) or document.sheet.text(cell)
    if text:
        print(f"    {document.sheet.address(cell)}：{text}")


def _facts(ledger: Path, document: Document, findings: Sequence[Finding] | None = None) -> dict[str, Any]:
    form = document.form
    found = document.findings if findings is None else findings
    told = facts(
        document.sheet, document.scores, found, source=f"{ledger}#{document.id}", kind=form.kind,
        form=form.id, year=form.year, fund_labels=[fund.label for fund in form.funds],
    )  # fmt: skip
    return told | {"evidence": evidence_command.told(document)}


def _told(forms: list[dict[str, Any]]) -> dict[str, Any]:
    return {"forms": forms, "findings": [], "projects": [], "unread": []}


def _print_json(told: Any) -> None:
    print(json.dumps(told, ensure_ascii=False, indent=1))


def _history(options: argparse.Namespace) -> int:
    with desk_of(options.ledger) as desk:
        form = number_of(desk, options.form) if options.form else None
        sheets: dict[int, Sheet] = {}
        entries = desk.ledger.history(form)
        if options.json:
            _print_json({"entries": [_entry(desk, each, sheets) for each in entries]})
            return DONE
        for told in (_entry(desk, each, sheets) for each in _worth_a_line(entries)):
            at = datetime.fromisoformat(told["at"]).astimezone()
            print(f"{at:%Y-%m-%d %H:%M:%S}  {told['who']}  {told['act']}  {_change(told)}".rstrip())
    return DONE


def _worth_a_line(entries: Sequence[Entry]) -> Iterator[Entry]:
    """What a person reads: not the order of rows, and of a file that came in, or whose coming is undone, its name."""
    whole = {
        (each.step, each.cell.row)
        for each in entries
        if (each.cell.section, each.cell.field) == (ATTACHMENTS, "sha256") and not (each.old and each.new)
    }
    for each in entries:
        told = each.cell.section != ATTACHMENTS or (each.step, each.cell.row) not in whole or each.cell.field == "name"
        if told and each.cell.field != ORDER:
            yield each


def _read(options: argparse.Namespace) -> int:
    intake = read_command.take_in(options.documents)
    if options.json:
        _print_json(read_command.told(intake))
    else:
        read_command.print_read(intake)
    return DONE


def _check(options: argparse.Namespace) -> int:
    """Ledgers one by one, documents all together: a project list may stand in another file than its forms."""
    if options.code:
        return _check_code(options)
    told, errors = _told([]), 0
    for path in filter(read_command.is_ledger, options.paths):
        errors += _check_ledger(path, told, as_json=options.json)
    documents = [path for path in options.paths if not read_command.is_ledger(path)]
    if documents:
        intake = read_command.take_in(documents)
        errors += read_command.errors(intake)
        for key, entries in read_command.told(intake).items():
            told[key] += entries
        if not options.json:
            read_command.print_check(intake)
    if options.json:
        _print_json(told)
    return WRONG if errors else DONE


def _check_ledger(path: Path, told: dict[str, Any], *, as_json: bool) -> int:
    """Adds what a ledger holds to what is told, or prints it; how many errors stand, or forms nobody can check."""
    with desk_of(path) as desk:
        found = audit_file(path, desk.ledger.info.severities, lambda done, whole: None)
        told["findings"] += [told_finding(Sheet(), each) for each in found.whole]
        told["unread"] += [{"source": f"{path}#{form}", "why": _NO_DEFINITION} for form in found.unread]
        for record in (each for each in desk.forms() if each.id not in found.unread):
            document, findings = desk.document(record.id), found.forms.get(record.id, ())
            told["forms"].append(_facts(path, document, findings))
            if not as_json:
                _print_check(record, document, findings)
    if not as_json:
        for form in found.unread:
            print(f"[{form}] {_NO_DEFINITION}")
        for finding in found.whole:
            print(read_command.finding_line(finding, Sheet()))
    return found.errors + len(found.unread)


def _check_code(options: argparse.Namespace) -> int:
    """Whether what was printed with this code is still what one of the ledgers holds."""
    for path in options.paths:
        with desk_of(path) as desk:
            found = find_code(desk, options.code)
        if found:
            break
    if options.json:
        _print_json({"code": checked(options.code), "current": bool(found), "form": found.id if found else None})
    elif found:
        print(f"是 [{found.id}] {_name(found)} 现在的内容。")
    else:
        print("不是账本里任何报表现在的内容：打印后已有改动，或不属于这个账本。")
    return DONE if found else WRONG


def _print_check(record: FormRecord, document: Document, findings: Sequence[Finding]) -> None:
    total = f"{record.total} 分 {record.grade}" if record.total else "不计分或未填"
    print(f"[{record.id}] {document.sheet.own('project') or '（未填项目名称）'} · {document.form.short}：{total}")
    for finding in findings:
        print(read_command.finding_line(finding, document.sheet))


def _import(options: argparse.Namespace) -> int:
    with desk_of(options.ledger, readonly=False) as desk:
        clean = import_command.take(desk, options.documents, options.form, overwrite=options.overwrite)
    return DONE if clean else WRONG


def _forms(options: argparse.Namespace) -> int:
    import_command.print_forms(as_json=options.json)
    return DONE


def _adopt(options: argparse.Namespace) -> int:
    sure = import_command.adopt(options.workbook, options.id, options.out, options.profile, as_json=options.json)
    return DONE if sure else WRONG


def _export(options: argparse.Namespace) -> int:
    with desk_of(options.ledger) as desk:
        whole = export_command.write_out(desk, options.to, options.out, options.forms, single=options.single)
    return DONE if whole else WRONG


def _attach(options: argparse.Namespace) -> int:
    with desk_of(options.ledger, readonly=False) as desk:
        whole = evidence_command.attach(desk, document_of(desk, options.form), options.files, options.to)
    return DONE if whole else WRONG


def _evidence(options: argparse.Namespace) -> int:
    with desk_of(options.ledger) as desk:
        evidence_command.show(desk, document_of(desk, options.form), options.out)
    return DONE


def _snapshot(options: argparse.Namespace) -> int:
    from perfdesk.ui.pictures import take

    for path in take(options.ledger, options.out):
        print(path)
    return DONE


def _backup(options: argparse.Namespace) -> int:
    care_command.back_up(options.ledger, options.out)
    return DONE


def _restore(options: argparse.Namespace) -> int:
    care_command.restore(options.file, options.out)
    return DONE


def _doctor(options: argparse.Namespace) -> int:
    return DONE if care_command.examine(options.ledger, as_json=options.json) else WRONG


def _demo(options: argparse.Namespace) -> int:
    export_command.demo(options.folder)
    return DONE


def _change(told: dict[str, Any]) -> str:
    """What an entry changed; that a project or form was made or deleted its act says already."""
    if told["cell"].endswith(".removed"):
        return ""
    return f"{told['cell']}：{told['from'] or '（空）'} → {told['to'] or '（空）'}"


def _entry(desk: Desk, entry: Entry, sheets: dict[int, Sheet]) -> dict[str, Any]:
    """A line of the journal; the rows of a form are numbered as they stand now, also in one that was deleted."""
    if entry.form is not None and entry.form not in sheets:
        sheets[entry.form] = desk.ledger.sheet(entry.form)
    record = f"{entry.cell.section}[{entry.cell.row}].{entry.cell.field}"
    cell = record if entry.form is None else sheets[entry.form].address(entry.cell)
    return {
        "at": entry.at, "who": entry.who, "act": entry.act, "form": entry.form, "cell": cell,
        "from": entry.old, "to": entry.new,
    }  # fmt: skip


_ACTS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "new": _new, "list": _list, "set": _set, "show": _show, "history": _history, "read": _read, "check": _check,
    "import": _import, "forms": _forms, "adopt": _adopt, "export": _export, "attach": _attach, "evidence": _evidence,
    "snapshot": _snapshot, "backup": _backup, "restore": _restore, "doctor": _doctor, "demo": _demo,
}  # fmt: skip
