"""The file of a ledger: made, told from other files, opened, checked, brought up to date; and the disk's refusals.

Knows SQLite's ways of opening and failing, and the Chinese sentence for each. Refuses to know what is in the tables
(`ledger_schema.py`, `ledger/__init__.py`).

The database file is only ever touched through SQLite: on POSIX, closing any other handle of it would silently drop the
locks this process holds on it.
"""

import contextlib
import errno
import os
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from perfdesk.core.errors import PerfdeskError
from perfdesk.volume import journal_for, sync_folder

APPLICATION = 0x50455246
"""`PERF`, in the header of the file: what tells a ledger from other SQLite databases."""
VERSION = 2
"""The version of the tables; one a migration."""
ENGINE = sqlite3.sqlite_version
"""The version of SQLite at work."""
_PATIENCE = 2.0
"""Seconds to wait for a reader beside us under the rollback journal."""
_CHECKED_WHOLE = 8 << 20
"""Bytes up to which every page is checked on opening (some 12 ms); larger files when asked (`Ledger.damage`)."""


class LedgerReadOnly(PerfdeskError):  # noqa: N818
    """The file or its folder cannot be written. It may be opened read-only."""


def build(path: Path, facts: Mapping[str, str]) -> None:
    """A new ledger file, made beside and then put in its place whole."""
    from perfdesk.ledger import ledger_schema

    _refuse_remains(path)
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    database = sqlite3.connect(fresh, isolation_level=None)
    try:
        database.execute("PRAGMA synchronous = FULL")
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        ledger_schema.migrate(database)
        database.executemany("INSERT INTO ledger (key, value) VALUES (?, ?)", facts.items())
        database.close()
        fresh.replace(path)
        sync_folder(path.parent)
    finally:
        database.close()
        fresh.unlink(missing_ok=True)


def examine(path: Path) -> None:
    """Refuses what is no ledger, or a newer one, without writing a byte beside or into it.

    `immutable` reads the header past any lock and log. While another process copies its log into the file the header
    may be ahead of the pages, which SQLite calls corrupt; that verdict is left to the real opening.
    """
    if path.is_dir():
        raise PerfdeskError(f"「{path.name}」是文件夹，不是账本。")
    if not path.exists():
        raise PerfdeskError(f"找不到账本「{path.name}」，可能已被移动、改名，或存放它的磁盘没有接好。")
    if not path.stat().st_size:
        raise PerfdeskError(f"「{path.name}」是空文件，不是账本。")
    with contextlib.closing(_connect(path, "mode=ro&immutable=1")) as database:
        try:
            application, version = _header(database)
        except sqlite3.DatabaseError as error:
            if _code(error) == sqlite3.SQLITE_CORRUPT:
                return
            raise
    if application != APPLICATION:
        raise PerfdeskError(f"「{path.name}」不是绩效账本。")
    _refuse_newer(path, version)


def version_of(path: Path) -> int:
    """The version of the tables as they lie in the file; an older one is shown as if it were today's."""
    with refusals(path), contextlib.closing(_connect(path, "mode=ro&immutable=1")) as database:
        return _header(database)[1]


def writable(path: Path) -> sqlite3.Connection:
    """The ledger opened for writing, checked and of today's version. The caller holds its lock."""
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "not writable", path)
    database = _connect(path, "mode=rw")
    try:
        _refuse_damaged(path, database)
        _, version = _header(database)
        _refuse_newer(path, version)
        _refuse_unwritable(database, version)
        _keep_journal(database, journal_for(path.parent))
        database.execute("PRAGMA synchronous = FULL")
        if version < VERSION:
            _bring_up_to_date(path, database)
        database.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        database.close()
        raise
    return database


def readable(path: Path) -> sqlite3.Connection:
    """The ledger opened for looking, beside a writer or in a folder that cannot be written.

    SQLite reads a write-ahead log only where it can make or find its index beside; where it cannot, nobody here can be
    writing either, and the file is taken as it stands.
    """
    for mode in ("mode=ro", "mode=ro&immutable=1"):
        database = _connect(path, mode)
        try:
            _refuse_damaged(path, database)
            _, version = _header(database)
            _refuse_newer(path, version)
            return database if version == VERSION else _as_of_today(database)
        except sqlite3.OperationalError:
            database.close()
            if "immutable" in mode:
                raise
        except BaseException:
            database.close()
            raise
    raise AssertionError("one of the two ways returns or raises")


def lost(error: sqlite3.Error) -> bool:
    """Whether the disk under the file may be gone: a stick pulled, even if it is put back, leaves its handles dead."""
    return _code(error) == sqlite3.SQLITE_IOERR


def damage(database: sqlite3.Connection) -> str:
    """The first thing a check of every page finds; blank where all is well."""
    try:
        found = str(database.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        if _code(error) != sqlite3.SQLITE_CORRUPT:
            raise
        return str(error)
    return "" if found == "ok" else found


def changed_behind(path: Path) -> PerfdeskError:
    return PerfdeskError(
        f"账本「{path.name}」被别的程序改动过，与窗口里的内容不一致，这一步没有存下；请关闭账本后重新打开。"
    )


@contextlib.contextmanager
def refusals(path: Path) -> Iterator[None]:
    """What the disk and SQLite refuse, said in one sentence."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as error:
        raise _refusal(path, _code(error), error) from error
    except OSError as error:
        raise _refusal(path, _FROM_SYSTEM.get(error.errno or 0, sqlite3.SQLITE_IOERR), error) from error


_FROM_SYSTEM = {
    errno.ENOSPC: sqlite3.SQLITE_FULL,
    errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC: sqlite3.SQLITE_FULL,
    errno.EACCES: sqlite3.SQLITE_READONLY,
    errno.EPERM: sqlite3.SQLITE_READONLY,
    errno.EROFS: sqlite3.SQLITE_READONLY,
    errno.ENOENT: sqlite3.SQLITE_CANTOPEN,
}
_SENTENCES = {
    sqlite3.SQLITE_FULL: "磁盘已满，账本「{name}」没有改动；请腾出空间后再试。",
    sqlite3.SQLITE_READONLY: "账本「{name}」或它所在的文件夹是只读的，不能修改，只能以只读方式查看。",
    sqlite3.SQLITE_IOERR: "读写账本「{name}」所在的磁盘时出错，这一步没有存下；请检查磁盘或U盘后再试。",
    sqlite3.SQLITE_BUSY: "账本「{name}」正被别的程序占用，这一步没有存下；请稍候再试。",
    sqlite3.SQLITE_LOCKED: "账本「{name}」正被别的程序占用，这一步没有存下；请稍候再试。",
    sqlite3.SQLITE_CORRUPT: "账本「{name}」已损坏，请用最近的备份恢复。",
    sqlite3.SQLITE_NOTADB: "「{name}」不是绩效账本。",
    sqlite3.SQLITE_CANTOPEN: "账本「{name}」打不开，请检查它所在的磁盘或文件夹。",
    sqlite3.SQLITE_CONSTRAINT: "账本「{name}」被别的程序改动过，这一步没有存下；请关闭账本后重新打开。",
}


def _refusal(path: Path, code: int, error: Exception) -> PerfdeskError:
    sentence = _SENTENCES.get(code, "账本「{name}」的内容与本程序不符，可能被别的程序改动过（{error}）。")
    kind = LedgerReadOnly if code == sqlite3.SQLITE_READONLY else PerfdeskError
    return kind(sentence.format(name=path.name, error=error))


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary code: the low byte of the extended one."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    """`file://` and the quoted path: an authority, as `Path.as_uri` writes for a Windows share, SQLite refuses."""
    place = path.absolute().as_posix()
    address = f"file://{'' if place.startswith('/') else '/'}{quote(os.fsencode(place))}?{mode}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=_PATIENCE)


def _header(database: sqlite3.Connection) -> tuple[int, int]:
    application = database.execute("PRAGMA application_id").fetchone()[0]
    return application, database.execute("PRAGMA user_version").fetchone()[0]


def _refuse_newer(path: Path, version: int) -> None:
    if version > VERSION:
        raise PerfdeskError(f"账本「{path.name}」是更新版本的程序建立的，请升级本程序后再打开。")


def _refuse_remains(path: Path) -> None:
    """A log left by a ledger that is gone would be taken for the new one's, and ruin it."""
    for suffix in ("-wal", "-journal"):
        remains = path.with_name(path.name + suffix)
        if remains.exists():
            raise PerfdeskError(f"这里还留着一本旧账本的文件「{remains.name}」，请先把它移走，或换一个名字。")


def _refuse_damaged(path: Path, database: sqlite3.Connection) -> None:
    if path.stat().st_size <= _CHECKED_WHOLE and damage(database):
        raise PerfdeskError(f"账本「{path.name}」已损坏，请用最近的备份恢复。")


def _refuse_unwritable(database: sqlite3.Connection, version: int) -> None:
    """SQLite opens what it cannot write for reading, and even begins a transaction there: only a write tells."""
    database.execute("BEGIN IMMEDIATE")
    try:
        database.execute(f"PRAGMA user_version = {version}")
    finally:
        database.execute("ROLLBACK")


def _keep_journal(database: sqlite3.Connection, mode: str) -> None:
    """Somebody who is looking may stand in the way of a change; then the next opening changes it."""
    try:
        database.execute(f"PRAGMA journal_mode = {mode}")
    except sqlite3.OperationalError as error:
        if _code(error) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise


def _bring_up_to_date(path: Path, database: sqlite3.Connection) -> None:
    """Copies the file beside, then migrates."""
    from perfdesk.ledger import ledger_schema

    copy(database, _free(path.with_name(f"{path.name}.旧版备份")))
    ledger_schema.migrate(database)


def _as_of_today(database: sqlite3.Connection) -> sqlite3.Connection:
    """A copy in memory, brought up to date: an older file is looked at without a byte of it changing."""
    from perfdesk.ledger import ledger_schema

    copy = sqlite3.connect(":memory:", isolation_level=None)
    with contextlib.closing(database):
        database.backup(copy)
    ledger_schema.migrate(copy)
    return copy


def copy(database: sqlite3.Connection, path: Path) -> None:
    """A whole, durable copy, log included, made beside and then put in its place; nothing half copied goes by its
    name."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        with contextlib.closing(sqlite3.connect(fresh)) as copy:
            copy.execute("PRAGMA synchronous = FULL")
            database.backup(copy)
        fresh.replace(path)
        sync_folder(path.parent)
    finally:
        fresh.unlink(missing_ok=True)


def _free(path: Path) -> Path:
    """The path, numbered if something stands there."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}{number}")
    return free
