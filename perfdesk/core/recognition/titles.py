"""Titles of forms: the kind of form they name, the year it is for, sometimes the project.

Knows how a title is told from other words. Refuses to know where on a sheet it stands (`recognise.py`).
"""

import re
from functools import lru_cache

from perfdesk.core.recognition.labels import Labels, squeezed

_YEAR = re.compile(r"(20\d\d)\s*(?:年|—|-)")
_TITLE_YEAR = re.compile(r"^[^\d]{0,3}(20\d\d)年|(?<!\d)(20\d\d)年度|[(](20\d\d)(?:年|[)])")
_HAN_YEAR = re.compile(r"二[〇零○O0][一二三四五六七八九〇零○]{2}(?=年)")
_DIGITS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")
YEAR_ALONE = re.compile(r"[(（]?\s*(20\d\d)\s*(?:年度|年)?\s*[)）]?")
_AROUND = re.compile(r"^[（(]|(?:[（(][^（()）]*[)）])+$")
_LONGEST_TITLE = 60


def is_title(text: str, labels: Labels) -> bool:
    return bool(title_kind(text, labels))


@lru_cache(maxsize=8192)
def title_kind(text: str, labels: Labels) -> str:
    """The kind of form a title names; blank where it is none."""
    if len(text) > _LONGEST_TITLE * 3:
        return ""
    flat = _AROUND.sub("", squeezed(text))
    if not flat.endswith(labels.endings) or len(flat) > _LONGEST_TITLE or "。" in flat or "：" in text:
        return ""
    kind = next((kind for ending, kind in labels.titles if flat.endswith(ending)), "")
    whole = any(word in flat for word in labels.overall)
    return {"self-evaluation": "overall", "target": "overall-target"}.get(kind, kind) if whole else kind


def year_in(text: str) -> str:
    flat = _in_digits(text)
    match = _YEAR.search(flat) or YEAR_ALONE.fullmatch(flat)
    return match[1] if match else ""


def _in_digits(text: str) -> str:
    """The text without blanks, a year in Chinese figures (二〇二三年) in digits."""
    flat = squeezed(text)
    match = _HAN_YEAR.search(flat)
    return flat.replace(match[0], match[0].translate(_DIGITS)) if match else flat


def year_of_title(title: str, labels: Labels) -> str:
    """The year a title is for; one inside the name of a project is not."""
    flat = _in_digits(title)
    match = _TITLE_YEAR.search(flat) or _year_of_kind(flat, labels)
    return next(filter(None, match.groups())) if match else ""


def _year_of_kind(flat: str, labels: Labels) -> re.Match[str] | None:
    """A year with nothing but the kind of form behind it: `某馆2031年整体支出绩效自评表`."""
    match = re.search(r"(?<!\d)(20\d\d)年(.*)", flat)
    return match if match and _bare(match[2], labels) else None


def _bare(words: str, labels: Labels) -> bool:
    """Whether these words name only a kind of form. 专项资金 does not: `提前下达2024年专项资金` is a project."""
    ending = next((ending for ending, _ in labels.titles if words.endswith(ending)), "")
    kinds = {squeezed(word) for word in labels.generic if word.endswith(("支出", "整体"))}
    return bool(ending) and words.removesuffix(ending) in {"", *kinds}


def named_in_title(title: str, labels: Labels) -> str:
    """The project a title names: `3.甲项目绩效目标表`; blank where it names only the kind of form."""
    flat = re.sub(r"[（(][^（()）]*[)）]$", "", " ".join(title.split()))
    ending = next((ending for ending, _ in labels.titles if flat.replace(" ", "").endswith(ending)), "")
    name = re.sub(r"^\s*\d{1,3}\s*[.．、-]\s*", "", flat.removesuffix(ending))
    name = re.sub(r"^20\d\d\s*年(?:度)?", "", name).strip()
    kind_alone = name in labels.generic or _year_of_kind(_in_digits(title), labels)
    return "" if not ending or kind_alone else name
