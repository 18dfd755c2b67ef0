"""One unit's ledger: a `.perf` file, which is one SQLite database.

Knows how forms, records and the journal are kept, that a step is written whole and durable or not at all, and what to
say when the disk refuses. Refuses to know what a text means or scores, and who may have the file (`lock.py`).

The hot path is `sqlite3` alone: a prepared statement a kind of change. sqlite-utils makes and migrates the tables
(`ledger_schema.py`) and is imported only then.

What a step says stood there before (`old`) is part of each UPDATE and DELETE, and the number of rows hit is compared:
a file that somebody changed behind our back refuses the step instead of being overwritten.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.sheet import INDICATORS, ORDER, Cell, Change, Sheet, cleaned
from perfdesk.core.step import ATTACHMENTS, DUE, FORMS, LEDGER, POINT, PROJECTS, REMOVED, SEVERITY, RecordChange, Step
from perfdesk.ledger import ledger_file
from perfdesk.ledger import ledger_statements as sql
from perfdesk.ledger.ledger_file import LedgerReadOnly, refusals
from perfdesk.ledger.lock import Holder, LedgerBusy, Lock
from perfdesk.ledger.records import Attachment, Entry, FormRecord, Info, Project, Summary

if TYPE_CHECKING:
    from perfdesk.ledger.journal import Journal

__all__ = [
    "Attachment", "Entry", "FormRecord", "Holder", "Info", "Ledger", "LedgerBusy", "LedgerReadOnly", "Project",
    "Summary",
]  # fmt: skip
_NOTHING: Mapping[str, bytes] = MappingProxyType({})


class Ledger:
    """An open ledger. Made by `create` and `open`, given back by `close`."""

    def __init__(self, path: Path, database: sqlite3.Connection, lock: Lock | None, who: str) -> None:
        self.path, self.who = path, cleaned(who)
        self._database, self._lock = database, lock
        self._lost = False
        self.closed = False
        self.info = self._info()

    @classmethod
    def create(cls, path: Path | str, *, unit: str, unit_code: str = "", year: int, who: str) -> "Ledger":
        """A new ledger, which is then open. Refuses to overwrite; nothing half made stands at its path."""
        path = Path(path)
        if not 1900 <= year <= 2999:
            raise PerfdeskError("年度应为四位数字，例如 2024。")
        if path.exists():
            raise PerfdeskError(f"「{path.name}」已经存在，请换一个名字。")
        with refusals(path):
            lock = Lock.take(path, who)
            try:
                ledger_file.build(
                    path, {"unit": cleaned(unit), "unit_code": cleaned(unit_code), "year": str(year), "made": _now()}
                )
                return cls(path, ledger_file.writable(path), lock, who)
            except BaseException:
                lock.release()
                raise

    @classmethod
    def open(cls, path: Path | str, *, who: str, readonly: bool = False) -> "Ledger":
        """An existing ledger. What is none, is newer or is damaged is refused in one sentence and left untouched."""
        path = Path(path)
        with refusals(path):
            ledger_file.examine(path)
            if readonly:
                return cls(path, ledger_file.readable(path), None, who)
            lock = Lock.take(path, who)
            try:
                return cls(path, ledger_file.writable(path), lock, who)
            except BaseException:
                lock.release()
                raise

    @property
    def readonly(self) -> bool:
        return self._lock is None

    def close(self) -> None:
        """Twice does no harm."""
        self.closed = True
        self._database.close()
        if self._lock:
            self._lock.release()

    def projects(self, *, removed: bool = False) -> list[Project]:
        """The projects by year and code; with the deleted ones if asked."""
        rows = self._read(
            "SELECT id, ifnull(year, 0), code, name, removed, category, unit, initial, adjusted, executed, listed"
            f" FROM projects {_living(removed)} ORDER BY year, code, id"
        )
        return [Project(*row[:4], *(bool(row[4]), *row[5:])) for row in rows]

    def forms(self, *, removed: bool = False) -> list[FormRecord]:
        """The forms in the order they were made; with the deleted ones if asked."""
        rows = self._read(
            "SELECT id, ifnull(project, 0), form, ifnull(year, 0), state, removed, total, grade, filled, wanted,"
            f" errors, changed FROM forms {_living(removed)} ORDER BY id"
        )
        return [FormRecord(*row[:5], *(bool(row[5]), *row[6:])) for row in rows]

    def listed_forms(self) -> list[FormRecord]:
        """The forms as the tree lists them: in the order of their projects."""
        order = {project.id: place for place, project in enumerate(self.projects())}
        return sorted(self.forms(), key=lambda record: (order.get(record.project, len(order)), record.id))

    def attachments(self, *, removed: bool = False) -> list[Attachment]:
        """The files kept for forms, in their order; with the deleted ones if asked."""
        rows = self._read(
            "SELECT id, ifnull(form, 0), section, row, field, kind, position, name, suffix, size,"
            f" ifnull(sha256, ''), note, code, removed FROM attachments {_living(removed)}"
            " ORDER BY form, section, row, position, id"
        )
        return [Attachment(*(*row[:13], bool(row[13]))) for row in rows]

    def content(self, sha256: str) -> bytes | None:
        """The bytes of a file that is kept; None where they are not, or no longer."""
        found = self._read("SELECT bytes FROM contents WHERE sha256 = ?", sha256)
        return found[0][0] if found else None

    def let_go(self) -> frozenset[str]:
        """The fingerprints of files whose bytes were swept: what is told of them is all there is."""
        return frozenset(row[0] for row in self._read("SELECT sha256 FROM contents WHERE bytes IS NULL"))

    def contents_size(self) -> int:
        """How many bytes the files take that are kept, removed ones too."""
        return self._number("SELECT sum(length(bytes)) FROM contents")

    def sheet(self, form: int) -> Sheet:
        """The texts of a form; empty where the ledger has none."""
        texts = {
            Cell(section, row, field): text
            for section, row, field, text in self._read(
                "SELECT section, row, field, text FROM cells WHERE form = ?", form
            )
        }
        for section, row, position in self._read("SELECT section, id, position FROM rows WHERE form = ?", form):
            texts[Cell(section, row, ORDER)] = position
        return Sheet(texts)

    def field(self, section: str, field: str, forms: range) -> list[tuple[int, str]]:
        """Form and text wherever a field is filled in forms of these numbers."""
        asked = (forms.start, forms.stop, section, field)
        return self._read(
            "SELECT form, text FROM cells WHERE form >= ? AND form < ? AND section = ? AND field = ?", *asked
        )

    def last_row(self, form: int) -> int:
        """The highest id an indicator row of the form ever had, deleted ones too."""
        return self._number("SELECT max(row) FROM journal WHERE form = ? AND section = ?", form, INDICATORS)

    def next_id(self, table: str) -> int:
        """A number no project or form had before (deleted ones stay in the file)."""
        if table not in sql.FIELDS:
            raise ValueError(f"no table of records: {table}")
        return self._number(f"SELECT max(id) FROM {table}") + 1

    def history(self, form: int | None = None) -> list[Entry]:
        """The journal from the first change on: of a form, or of the whole ledger."""
        where, given = ("WHERE form = ?", (form,)) if form is not None else ("", ())
        rows = self._read(
            f"SELECT at, who, act, form, section, row, field, old, new, step FROM journal {where} ORDER BY id", *given
        )
        return [Entry(*row[:4], *(Cell(*row[4:7]), *row[7:])) for row in rows]

    @property
    def journal(self) -> "Journal":
        """Everything that was ever changed, read back."""
        from perfdesk.ledger.journal import Journal

        return Journal(self._read)

    def write(
        self, step: Step, summaries: Mapping[int, Summary] | None = None, contents: Mapping[str, bytes] = _NOTHING
    ) -> str:
        """Writes a step, durable when this returns; gives the time that was noted. Refused, it leaves no trace.

        `contents` are the bytes of files the step names, by their SHA-256.
        """
        at = _now()
        with self._writing():
            self._transact(step, summaries or {}, contents, at)
        if any(change.table == LEDGER for change in step.records):
            self.info = self._info()
        return at

    def swept_size(self) -> int:
        """How many bytes are kept only for attachments that were removed."""
        return self._number(f"SELECT sum(length(bytes)) FROM contents WHERE {sql.UNUSED}")

    def sweep(self) -> None:
        """Lets go of the bytes of removed attachments, for good, and gives the room back to the disk.

        Their records stay: what was kept, and its fingerprint, can still be told.
        """
        with self._writing():
            with self._transaction():
                self._database.execute(f"UPDATE contents SET bytes = NULL WHERE {sql.UNUSED}")
            # Where somebody is looking, or the disk has no room for a copy, the pages are used again later.
            with contextlib.suppress(sqlite3.OperationalError):
                self._database.execute("VACUUM")

    def damage(self) -> str:
        """What a check of every page finds; blank where all is well."""
        with refusals(self.path):
            return ledger_file.damage(self._database)

    def copy_to(self, path: Path) -> None:
        """The whole file as it stands, to a place where nothing is."""
        with refusals(path):
            ledger_file.copy(self._database, path)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """What is refused is said in one sentence, and a handle whose disk may be gone is marked."""
        if self.readonly:
            raise LedgerReadOnly(f"账本「{self.path.name}」是以只读方式打开的，不能修改。")
        with refusals(self.path):
            self._recover()
            try:
                yield
            except sqlite3.Error as error:
                self._lost = ledger_file.lost(error)
                raise

    def _recover(self) -> None:
        """After a failed disk, another handle of the same file: a stick that was pulled may be back."""
        if not self._lost:
            return
        if self._lock and not self._lock.stands:
            self._lock.release()
            self._lock = Lock.take(self.path, self.who)
        database = ledger_file.writable(self.path)
        self._database.close()
        self._database, self._lost = database, False

    def _transact(self, step: Step, summaries: Mapping[int, Summary], contents: Mapping[str, bytes], at: str) -> None:
        with self._transaction():
            self._database.executemany(sql.NEW_CONTENT, contents.items())
            self._write_records(step.records)
            for form, changes in step.cells.items():
                self._write_cells(form, sql.net(changes))
            self._note(step, at)
            self._database.executemany("UPDATE forms SET changed = ? WHERE id = ?", [(at, form) for form in step.forms])
            self._database.executemany(
                "UPDATE forms SET total = ?, grade = ?, filled = ?, wanted = ?, errors = ? WHERE id = ?",
                [(*summary, form) for form, summary in summaries.items()],
            )

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing. A failed COMMIT may have ended the transaction itself, or not: only then roll back."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._database.execute("COMMIT")
        except BaseException:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            raise

    def _write_records(self, changes: Sequence[RecordChange]) -> None:
        for table in (PROJECTS, FORMS, ATTACHMENTS):
            made = [(change.id,) for change in changes if change == (table, change.id, REMOVED, "1", "")]
            self._database.executemany(f"INSERT OR IGNORE INTO {table} (id) VALUES (?)", made)
        for change in changes:
            if change.table == LEDGER:
                self._hit(sql.FACT if change.old else sql.NEW_FACT, [(change.new, change.field, change.old)])
            else:
                new, old = (sql.stored(change.table, change.field, text) for text in (change.new, change.old))
                self._hit(sql.UPDATES[change.table, change.field], [(new, change.id, old)])

    def _write_cells(self, form: int, changes: Sequence[Change]) -> None:
        cells = [change for change in changes if change.cell.field != ORDER]
        self._write_texts(sql.CELLS, [((form, *cell), old, new) for cell, old, new in cells])
        rows = [change for change in changes if change.cell.field == ORDER]
        self._write_texts(sql.ROWS, [((form, cell.section, cell.row), old, new) for cell, old, new in rows])

    def _write_texts(self, statements: sql.Statements, changes: Sequence[tuple[tuple[Any, ...], str, str]]) -> None:
        self._hit(statements.delete, [(*key, old) for key, old, new in changes if not new])
        self._hit(statements.update, [(new, *key, old) for key, old, new in changes if old and new])
        self._hit(statements.insert, [(*key, new) for key, old, new in changes if not old])

    def _hit(self, sql: str, values: Sequence[tuple[Any, ...]]) -> None:
        """Runs a statement once for each; each must find exactly the row it is for."""
        if not values:
            return
        try:
            hit = self._database.executemany(sql, values).rowcount
        except sqlite3.IntegrityError as error:
            raise ledger_file.changed_behind(self.path) from error
        if hit != len(values):
            raise ledger_file.changed_behind(self.path)

    def _note(self, step: Step, at: str) -> None:
        """The journal's lines of a step, as it was planned."""
        number = self._number("SELECT coalesce((SELECT step FROM journal ORDER BY id DESC LIMIT 1), 0)") + 1
        head = (number, at, self.who, step.act)
        homes = {each.id: each.new or each.old for each in step.records if each[:3:2] == (ATTACHMENTS, "form")}
        records = [
            (*head, *sql.concerned(change, homes), change.id if change.table == PROJECTS else None, *change)
            for change in step.records
        ]  # fmt: skip
        self._database.executemany(sql.NOTE_RECORD, records)
        cells = [
            (*head, form, form, *cell, old, new) for form, changes in step.cells.items() for cell, old, new in changes
        ]
        self._database.executemany(sql.NOTE_CELL, cells)

    def _info(self) -> Info:
        facts = dict(self._read("SELECT key, value FROM ledger"))
        year = facts.get("year", "")
        return Info(
            facts.get("unit", ""),
            facts.get("unit_code", ""),
            int(year) if year.isdecimal() else 0,
            _facts(facts, SEVERITY),
            _facts(facts, POINT),
            _facts(facts, DUE),
        )

    def _number(self, sql: str, *values: Any) -> int:
        return self._read(sql, *values)[0][0] or 0

    def _read(self, sql: str, *values: Any) -> list[Any]:
        with refusals(self.path):
            return self._database.execute(sql, values).fetchall()


def _facts(facts: Mapping[str, str], prefix: str) -> dict[str, str]:
    """The facts whose key begins so; a blank one is none."""
    return {key.removeprefix(prefix): text for key, text in facts.items() if key.startswith(prefix) and text}


def _living(removed: bool) -> str:
    return "" if removed else "WHERE NOT removed"


def _now() -> str:
    """The clerk's wall clock with its offset: an IT person reads it, and it can be compared across computers."""
    return datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
