"""`python -m tests.formats.fuzzing SECONDS SEED`: reads damaged documents for so long, under 1 GB and 10 s each.

Prints how many it read. Anything but grids and a PerfdeskError ends it, and the number of the case is the last line.
"""

import logging
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType

from perfdesk.core.errors import PerfdeskError
from perfdesk.formats.documents import read_grids
from tests.formats import handed_in, workbooks

_MEMORY = 1 << 30
_SECONDS = 10


def seeds() -> list[bytes]:
    page = f'<html><meta charset="gbk">{handed_in.page()}</html>'.encode("gbk")
    return [
        handed_in.xlsx(),
        handed_in.xls(),
        handed_in.word(),
        workbooks.nasty(),
        page,
        handed_in.xml_workbook().encode(),
    ]


def damaged(data: bytes, luck: random.Random) -> bytes:
    """The document cut off, or with some bytes changed: as it is, or inside a part of its zip."""
    hurt = luck.choice((_cut, _flipped, _flipped, _swapped, _grown))
    if data.startswith(b"PK") and luck.random() < 0.8:
        with_parts = workbooks.parts(data)
        xml = [name for name in with_parts if name.endswith((".xml", ".rels"))]
        name = luck.choice(xml)
        return handed_in.changed(data, {name: hurt(with_parts[name], luck)})
    return hurt(data, luck)


def _cut(data: bytes, luck: random.Random) -> bytes:
    return data[: luck.randrange(len(data) + 1)]


def _flipped(data: bytes, luck: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(luck.choice((1, 1, 2, 5, 40)) if changed else 0):
        changed[luck.randrange(len(changed))] = luck.choice((0, 0xFF, 0x30, 0x39, 0x3C, luck.randrange(256)))
    return bytes(changed)


def _swapped(data: bytes, luck: random.Random) -> bytes:
    """A piece of it somewhere else."""
    start, to = luck.randrange(len(data) + 1), luck.randrange(len(data) + 1)
    piece = data[start : start + luck.randrange(1, 400)]
    return data[:to] + piece + data[to:]


def _grown(data: bytes, luck: random.Random) -> bytes:
    """Figures made huge: sizes, places, indexes."""
    places = [at for at, byte in enumerate(data) if 0x30 <= byte <= 0x39]
    at = luck.choice(places) if places else 0
    return data[:at] + luck.choice((b"99999", b"-1", b"1048577", b"1e999", b"4294967295")) + data[at + 1 :]


def _too_slow(_: int, __: FrameType | None) -> None:
    raise SystemExit(f"a document took more than {_SECONDS} s")


def main(seconds: float, seed: int, read: Callable[[bytes], object] = read_grids) -> int:
    logging.disable()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    signal.signal(signal.SIGALRM, _too_slow)
    good, end, number, refused = seeds(), time.monotonic() + seconds, 0, 0
    while time.monotonic() < end:
        luck = random.Random(f"{seed}:{number}")
        document = damaged(luck.choice(good), luck)
        signal.alarm(_SECONDS)
        try:
            read(document)
        except PerfdeskError:
            refused += 1
        except BaseException:
            print(f"case {seed}:{number}", flush=True)
            raise
        signal.alarm(0)
        number += 1
    print(f"read {number} refused {refused}")
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2])))
