"""`perfdesk`: without a command the window, otherwise the commands of the same engine.

The window's way in is kept short: nothing that only the commands need is imported on it, and the garbage collector
waits until the window is painted (`ui/app.py` lets it go on), because nothing that a start makes is garbage.
"""

import gc
import sys
from pathlib import Path

COMMANDS = (
    "new", "list", "set", "show", "history", "read", "check", "import", "forms", "adopt", "export", "snapshot", "demo",
    "backup", "restore", "doctor", "attach", "evidence",
)  # fmt: skip
PRACTICE, READONLY = "--practice", "--readonly"


def main() -> int:
    words = sys.argv[1:]
    readonly = words[:1] == [READONLY] and _is_ledger(words[1:])
    words = words[readonly:]
    if words and words != [PRACTICE] and not _is_ledger(words):
        from perfdesk.commands import run

        return run(words)
    gc.disable()
    from perfdesk.ui.appearance import prepare
    from perfdesk.ui.remembered import Remembered

    remembered = Remembered()
    prepare(remembered)
    from perfdesk.ui.app import run as open_window

    path = _practice() if words == [PRACTICE] else Path(words[0]) if words else None
    return open_window(path, sys.argv, remembered, readonly)


def _is_ledger(words: list[str]) -> bool:
    """Whether a window is asked for: one word that is a path. All else is for the commands to judge."""
    return len(words) == 1 and words[0] not in COMMANDS and (words[0].endswith(".perf") or Path(words[0]).exists())


def _practice() -> Path:
    """The practice ledger in the user's own folder, made the first time."""
    from perfdesk import catalog, practice

    catalog.user_folder().mkdir(parents=True, exist_ok=True)
    return practice.make(catalog.user_folder() / practice.NAME)


if __name__ == "__main__":
    sys.exit(main())
