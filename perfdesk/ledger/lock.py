"""Who has a ledger open for writing: an operating system's lock on a small file beside it.

The lock dies with its process, so nothing has to be cleaned up after a crash; what the file says (who, where,
since when) is only for the sentence the second one reads. Refuses to know what is in a ledger.
"""

import contextlib
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from perfdesk.core.errors import PerfdeskError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FAR = 1 << 20
"""Windows keeps others from reading locked bytes: lock one far behind the text."""


class Holder(NamedTuple):
    """Who has it."""

    who: str
    host: str
    pid: int
    since: str

    @property
    def words(self) -> str:
        place = "本机" if self.host == _machine() else f"电脑 {self.host}"
        return f"{self.who or '另一个窗口'}（{place}，{self.since[:16]} 起）"


class LedgerBusy(PerfdeskError):  # noqa: N818
    """Somebody else has the ledger open for writing. It may be opened read-only beside him."""

    def __init__(self, path: Path, holder: Holder | None) -> None:
        who = holder.words if holder else "另一个窗口"
        super().__init__(f"账本「{path.name}」正由{who}打开着，您可以先以只读方式查看。")
        self.holder = holder


class Lock:
    """Held from `take` to `release`, or to the end of the process. OSError where no lock can be made."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path, self._descriptor = path, descriptor

    @classmethod
    def take(cls, ledger: Path, who: str) -> "Lock":
        """The lock of a ledger; LedgerBusy names the holder where somebody has it."""
        path = ledger.with_name(f".{ledger.name}.lock")
        while True:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
            if not _locked(descriptor):
                holder = _read(descriptor)
                os.close(descriptor)
                raise LedgerBusy(ledger, holder)
            if _stands(descriptor, path):
                break
            os.close(descriptor)
        _write(
            descriptor, Holder(who.replace("\n", " "), _machine(), os.getpid(), f"{datetime.now():%Y-%m-%d %H:%M:%S}")
        )
        return cls(path, descriptor)

    @property
    def stands(self) -> bool:
        """Whether the lock is still the one others meet; not so when its disk was pulled and put back."""
        try:
            return _stands(self._descriptor, self._path)
        except OSError:
            return False

    def release(self) -> None:
        if self._descriptor < 0:
            return
        if sys.platform != "win32" and self.stands:
            with contextlib.suppress(OSError):
                self._path.unlink()
        with contextlib.suppress(OSError):
            os.close(self._descriptor)
        self._descriptor = -1
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                self._path.unlink()


def _locked(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _stands(descriptor: int, path: Path) -> bool:
    """Whether the locked file is still the one at its path: the former holder removes it when he leaves."""
    if sys.platform == "win32":
        return True
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _write(descriptor: int, holder: Holder) -> None:
    """A full disk must not keep her out: the lock holds without its text."""
    with contextlib.suppress(OSError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, "\n".join(map(str, holder)).encode(errors="replace"))


def _read(descriptor: int) -> Holder | None:
    """What the holder wrote; None where he has not written yet, or something else has."""
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        who, host, pid, since = os.read(descriptor, 4096).decode().split("\n")
        return Holder(who, host, int(pid), since)
    except (OSError, ValueError):
        return None


def clerk() -> str:
    """Who is at this machine, as the system knows her; blank where it does not."""
    named = next((os.environ[name] for name in ("LOGNAME", "USER", "USERNAME") if os.environ.get(name)), "")
    if named:
        return named
    with contextlib.suppress(ImportError, KeyError):
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    return ""


def _machine() -> str:
    """This machine's name, without importing what could also ask the network."""
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
