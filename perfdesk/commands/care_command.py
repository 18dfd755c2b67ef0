"""The commands that look after a ledger: a copy, the way back from one, and what ails it.

Knows what they print. Refuses to know how a copy is proved (`backup.py`) and what is looked at (`doctor.py`).
"""

import json
from pathlib import Path


def back_up(ledger: Path, target: Path) -> None:
    from perfdesk import backup

    held = backup.back_up(ledger, target)
    print(f"已备份到 {target}，读回核对无误：{held}。")


def restore(copy: Path, target: Path) -> None:
    from perfdesk import backup

    held = backup.restore(copy, target)
    print(f"已恢复为 {target}，读回核对无误：{held}。")


def examine(ledger: Path, *, as_json: bool) -> bool:
    """Prints the page; whether nothing on it is ill."""
    from perfdesk import doctor

    sections = doctor.examine(ledger)
    if as_json:
        told = [
            {"title": each.title, "lines": [{"label": a, "text": b, "ill": ill} for a, b, ill in each.lines]}
            for each in sections
        ]
        print(json.dumps({"sections": told}, ensure_ascii=False, indent=1))
    else:
        for section in sections:
            print(section.title)
            for line in section.lines:
                print(f"  {'✗' if line.ill else ' '} {line.label}：{line.text}")
    return not any(line.ill for section in sections for line in section.lines)
