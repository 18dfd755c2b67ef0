"""Writing a finished file: all of it or none of it.

Knows how a file is put in its place so that neither a full disk nor a power cut leaves half of it. Refuses to know
what is in it.
"""

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from perfdesk.core.errors import PerfdeskError
from perfdesk.volume import sync_folder

_WHY = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EACCES: "没有写入权限，或文件正被 Excel、WPS 打开",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "所在的盘是只读的",
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "文件夹不存在",
    errno.EISDIR: "这个名字是一个文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EFBIG: "文件超过了磁盘允许的大小",
}

_UMASK = os.umask(0o022)
os.umask(_UMASK)
"""Read once: asking means setting, and an export runs beside the window's own thread."""


def make_folder(folder: Path) -> None:
    """Makes a folder where there is none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PerfdeskError(f"无法在「{folder}」建立文件夹，请换一个位置。") from error


def write_atomically(path: Path, data: bytes) -> None:
    """Puts the data at the path. On any refusal raises PerfdeskError, and the file that was there stays as it was."""
    beside = None
    try:
        handle, name = tempfile.mkstemp(prefix=".~", suffix=path.suffix, dir=path.parent)
        beside = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if os.name != "nt":
            beside.chmod(_mode(path))
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        if beside:
            with contextlib.suppress(OSError):
                beside.unlink()
        why = _WHY.get(error.errno or 0) or error.strerror or "写入失败"
        raise PerfdeskError(f"「{path.name}」没有写成：{why}。原来的文件没有动。") from error


def _mode(path: Path) -> int:
    """The rights of the file that is replaced, or those a new file gets."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return 0o666 & ~_UMASK
