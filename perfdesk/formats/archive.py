"""A zip written again: entries that nobody touched are copied as compressed as they are.

Python's own module can only unpack and pack anew, which costs more than filling a form and may give other bytes for
the same part. Knows the plain zip of office documents (no zip64: they are far smaller). Refuses to unpack: that is
`zipfile`'s business.
"""

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20
_UTF8 = 0x800
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_AS_IT_WAS: Mapping[str, bytes] = MappingProxyType({})


class Entry(NamedTuple):
    """One part, packed. `like` lends its time, method and rights."""

    name: str
    packed: bytes
    size: int
    crc: int
    like: ZipInfo

    @property
    def _heading(self) -> tuple[int, ...]:
        """What both headers say: version, flags, method, time, date, checksum, sizes, length of the name."""
        year, month, day, hour, minute, second = self.like.date_time
        time = hour << 11 | minute << 5 | second // 2
        date = (year - 1980) << 9 | month << 5 | day
        flags = 0 if self.name.isascii() else _UTF8
        sizes = (self.crc, len(self.packed), self.size, len(self.name.encode()))
        return (_VERSION, flags, self.like.compress_type, time, date, *sizes)

    @property
    def local(self) -> bytes:
        return _LOCAL.pack(b"PK\3\4", *self._heading, 0) + self.name.encode() + self.packed

    def central(self, offset: int) -> bytes:
        made = _VERSION | self.like.create_system << 8
        ending = (0, 0, 0, self.like.internal_attr, self.like.external_attr, offset)
        return _CENTRAL.pack(b"PK\1\2", made, *self._heading, *ending) + self.name.encode()


def copied(archive: bytes, info: ZipInfo) -> Entry:
    """An entry of an archive, not unpacked."""
    *_, name, extra = _LOCAL.unpack_from(archive, info.header_offset)
    start = info.header_offset + _LOCAL.size + name + extra
    return Entry(info.filename, archive[start : start + info.compress_size], info.file_size, info.CRC, info)


def made(name: str, data: bytes, like: ZipInfo) -> Entry:
    """A new or changed entry."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = packer.compress(data) + packer.flush() if like.compress_type == ZIP_DEFLATED else data
    return Entry(name, packed, len(data), zlib.crc32(data), like)


def undated(archive: bytes, instead: Mapping[str, bytes] = _AS_IT_WAS) -> bytes:
    """The archive with every part dated alike, and some parts replaced: no clock tells in it when it was made."""
    entries = []
    with ZipFile(BytesIO(archive)) as issued:
        for info in issued.infolist():
            like = ZipInfo(info.filename, _LONG_AGO)
            like.compress_type, like.create_system, like.external_attr = info.compress_type, 0, 0
            new = instead.get(info.filename)
            entries.append(copied(archive, info)._replace(like=like) if new is None else made(like.filename, new, like))
    return joined(entries)


def joined(entries: list[Entry]) -> bytes:
    """The archive of these entries, in this order."""
    parts, directory, offset = [], [], 0
    for entry in entries:
        local = entry.local
        parts.append(local)
        directory.append(entry.central(offset))
        offset += len(local)
    size = sum(map(len, directory))
    end = _END.pack(b"PK\5\6", 0, 0, len(entries), len(entries), size, offset, 0)
    return b"".join([*parts, *directory, end])
