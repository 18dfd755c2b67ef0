"""`perfdesk`: without a command the window, otherwise the commands of the same engine.

The window's way in is kept short: nothing that only the commands need is imported on it.
"""

import sys
from pathlib import Path

COMMANDS = ("new", "list", "set", "show", "history", "check", "export", "snapshot", "demo")


def main() -> int:
    words = sys.argv[1:]
    if words and (words[0] in COMMANDS or words[0].startswith("-")):
        from perfdesk.commands import run

        return run(words)
    from perfdesk.ui.app import run as open_window

    return open_window(Path(words[0]) if words else None, sys.argv)


if __name__ == "__main__":
    sys.exit(main())
