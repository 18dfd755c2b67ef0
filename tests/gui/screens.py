"""An X server, the program on it, and hands: keys and mouse from outside, pictures of what is there."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageChops
from PySide6.QtCore import QRect

USUAL = (1366, 768)
"""The usual screen of a county office."""
PICTURES = Path(os.environ.get("CI_OUTPUT", "out/ci")) / "on-screen"


class Screen:
    """An X server, the program on it, and hands."""

    def __init__(self, number: str, env: dict[str, str], size: tuple[int, int], pictures: Path) -> None:
        self.display, self.env, self.size = f":{number}", env, size
        self.shots, self._pictures = 0, pictures

    def run(self, *words: str) -> str:
        command = ["timeout", "20", *words]
        return subprocess.run(command, env=self.env, capture_output=True, text=True, check=True).stdout

    def focus(self, title: str) -> None:
        """Waits for a window of that title and gives it the keyboard (there is no window manager)."""
        found = waited(lambda: self._windows(title), f"no window called {title}")
        self.run("xdotool", "windowmove", found, "0", "0", "windowsize", found, *map(str, self.size))
        self.run("xdotool", "windowraise", found, "windowfocus", "--sync", found)

    def _windows(self, title: str) -> str:
        search = ["xdotool", "search", "--onlyvisible", "--name", title]
        told = subprocess.run(search, env=self.env, capture_output=True, text=True, timeout=20)
        return told.stdout.split()[-1] if told.stdout.split() else ""

    def click(self, place: QRect) -> None:
        x, y = place.center().toTuple()
        self.run("xdotool", "mousemove", str(x), str(y), "click", "1")

    def keys(self, *names: str) -> None:
        self.run("xdotool", "key", "--delay", "40", *names)

    def types(self, text: str, delay: int = 40) -> None:
        """`delay`: milliseconds between two keys."""
        self.run("xdotool", "type", "--delay", str(delay), text)

    def picture(self, name: str) -> Image.Image:
        """The screen once it has stopped changing, kept in the output folder."""
        self.shots += 1
        path = self._pictures / f"{self.shots:02}-{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        last = None
        for _ in range(20):
            time.sleep(0.25)
            self.run("import", "-window", "root", str(path))
            now = Image.open(path).convert("RGB")
            now.load()
            if last is not None and not ImageChops.difference(last, now).getbbox():
                break
            last = now
        return now


def waited(what: Callable[[], object], otherwise: str, seconds: float = 20.0) -> str:
    """The first true answer."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = what()
        if answer:
            return str(answer)
        time.sleep(0.1)
    raise AssertionError(otherwise)


@contextmanager
def served(
    home: Path, size: tuple[int, int] = USUAL, scale: float = 1.0, pictures: Path = PICTURES
) -> Iterator[Screen]:
    """A screen of this size, with everything the program keeps in this folder."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size[0]}x{size[1]}x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as told:
        number = told.readline().strip()
    env = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_"))}
    env |= {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "HOME": str(home), "LC_ALL": "C.UTF-8"}
    env |= {"XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config")}
    if scale != 1.0:
        env["QT_SCALE_FACTOR"] = str(scale)
    try:
        yield Screen(number, env, size, pictures)
    finally:
        server.terminate()
        server.wait(10)
