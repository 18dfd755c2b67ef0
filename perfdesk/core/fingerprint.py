"""A short code over what a form says: printed in its footer, typed in again years later.

Knows what counts as the content (the form's kind and year, every cell of the paper as typed with its rows in printed
order, every figure the rules show) and how a code is written so that a slip of the keyboard is noticed: 31 characters
that cannot be taken for one another, the last of ten a check over the others. Refuses to know where forms are kept.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping

from perfdesk.core.carried import is_mark
from perfdesk.core.excuses import keeps_excuse
from perfdesk.core.form import Form
from perfdesk.core.scores.scoring import Scores
from perfdesk.core.sheet import INDICATORS, ORDER, Cell, Sheet

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 and O, no 1, I and L. Thirty-one, a prime: every single slip and every swap of two changes the check."""
_LENGTH = 9
_GROUP = 5


def fingerprint(form: Form, sheet: Sheet, scores: Scores) -> str:
    """The code of a form's present content: `7K2QF-9XWTB`."""
    content = [form.id, sheet.year or form.year, _cells(sheet, sheet.texts), _cells(sheet, scores.shown)]
    canonical = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    number = int.from_bytes(hashlib.sha256(canonical.encode("ascii")).digest(), "big")
    payload = ""
    for _ in range(_LENGTH):
        number, rest = divmod(number, len(_LETTERS))
        payload += _LETTERS[rest]
    return _grouped(payload + _check(payload))


def read_code(text: str) -> str | None:
    """The code in what was typed, whatever its case, width, separators and Chinese words (草稿 校验码 …) around it.

    None where it cannot be one.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    code = "".join(character for character in plain if character.isascii() and character.isalnum())
    if len(code) != _LENGTH + 1 or any(character not in _LETTERS for character in code):
        return None
    return _grouped(code) if _check(code[:_LENGTH]) == code[_LENGTH] else None


def _check(payload: str) -> str:
    total = sum(weight * _LETTERS.index(character) for weight, character in enumerate(payload, 2))
    return _LETTERS[total % len(_LETTERS)]


def _grouped(code: str) -> str:
    return f"{code[:_GROUP]}-{code[_GROUP:]}"


def _cells(sheet: Sheet, texts: Mapping[Cell, str]) -> list[tuple[str, int, str, str]]:
    """Cells in one order, indicator rows by their place: ids differ from ledger to ledger."""
    place = {row: number for number, row in enumerate(sheet.rows)}
    found = []
    for cell, text in texts.items():
        if not text or cell.field == ORDER or keeps_excuse(cell) or is_mark(cell):
            continue
        if cell.section != INDICATORS or cell.row in place:
            found.append((cell.section, place[cell.row] if cell.section == INDICATORS else cell.row, cell.field, text))
    return sorted(found)
