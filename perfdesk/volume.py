"""What kind of storage a folder is on, as far as a ledger must know: fixed, or one that may be pulled or shared.

SQLite's write-ahead log needs shared memory, which a network share does not have, and leaves two more files that a
stick pulled too early loses. There a ledger keeps the older rollback journal. Refuses to know what a ledger is.
"""

import contextlib
import os
import re
import sys
from pathlib import Path

_SHARED = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|ncpfs?|afs|9p|ceph|glusterfs|lustre|davfs\d?|fuse\.(?!blk)\w.*|virtiofs|vboxsf|vmhgfs"
)
_STICK = frozenset({"vfat", "msdos", "exfat", "iso9660", "udf"})
"""What sticks and cards are formatted with; a fixed disk that is, loses little by the slower journal."""
_WINDOWS_REMOVABLE, _WINDOWS_FIXED = 2, 3
_ESCAPE = re.compile(r"\\([0-7]{3})")


def journal_for(folder: Path) -> str:
    """The journal mode SQLite should keep in this folder: `wal`, or `delete` where storage may vanish or is shared."""
    return "wal" if _fixed(folder.resolve()) else "delete"


def sync_folder(folder: Path) -> None:
    """Makes a new name durable. Windows has no such call, and some network drives refuse it: the file is there."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _fixed(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        drive = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)
        return not folder.anchor.startswith("\\\\") and drive == _WINDOWS_FIXED
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return True
    source, kind = mount_of(str(folder), mounts)
    return fixed(kind, _removable(source))


def fixed(kind: str, removable: bool) -> bool:
    """Whether a file system of this type, on a device that can or cannot be pulled, is a disk that stays."""
    return not removable and kind not in _STICK and not _SHARED.fullmatch(kind)


def mount_of(folder: str, mounts: str) -> tuple[str, str]:
    """Device and file system type of the mount a folder is on; `mounts` is the text of /proc/mounts."""
    best, found = "", ("", "")
    for line in mounts.splitlines():
        source, point, kind, *_ = [_ESCAPE.sub(lambda code: chr(int(code[1], 8)), part) for part in line.split(" ")]
        inside = folder == point or folder.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, found = point, (source, kind)
    return found


def _removable(source: str) -> bool:
    """Whether /sys calls the disk of a device removable. A partition has no word of its own; its disk has."""
    device = Path("/sys/class/block", os.path.basename(source)).resolve()  # noqa: PTH119
    for place in (device, device.parent):
        flag = place / "removable"
        try:
            return flag.read_text(encoding="ascii").strip() == "1"
        except OSError:
            continue
    return False
