"""Which known form a found one is, and which profile to score it with: by kind, columns and labels, never by province.

Knows how far two layouts agree. Refuses to know where forms and profiles are kept, and to score.
"""

from collections.abc import Iterable, Mapping

from perfdesk.core.checks.filled import LABELS, Outline
from perfdesk.core.form import Form
from perfdesk.core.recognition.found import FoundForm
from perfdesk.core.recognition.labels import Labels, ProfileRule, spellings
from perfdesk.core.recognition.own_places import aside_places
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell

_COLUMNS = 0.75
_FIELDS = 0.5
"""How far columns and fields of two layouts must agree to be the same form."""
_KEPT = 0.1
"""What a text counts that has a place on this form and on no other."""
_ELSEWHERE = ("code", "year", "total.weight", "total.score")
"""Own fields that say nothing of the layout, or are kept with the project."""
_NONE = "hebei-target"
_JOINED = ("nature", "unit")
"""Columns that are part of the target where there is none for them."""
_JUDGED = ("nature", "target", "unit", "actual", "weight", "score")
"""The columns a form is scored and checked by: a document without one of them is another form."""


def fitting(found: FoundForm, forms: Iterable[Form]) -> Form | None:
    """The form whose paper this is; None where none has a place for all that is printed."""
    rated = [(agreement(found, form), form) for form in forms if form.kind == found.kind]
    best = max(rated, key=lambda each: (each[0], _near(found, each[1]), each[1].id), default=None)
    return best[1] if best and best[0] > 0 else None


def closest(found: FoundForm, forms: Iterable[Form]) -> Form | None:
    """Of the forms of its kind the one that has most of its columns and fields, where none fits whole."""

    def shared(form: Form) -> tuple[float, int, str]:
        columns = _share(found.columns - {"number"}, frozenset(form.indicators.columns))
        return columns + _share(_own(found.places), _own(form.own_cells)), _near(found, form), form.id

    return max((form for form in forms if form.kind == found.kind), key=shared, default=None)


def unlike(found: FoundForm, form: Form) -> str:
    """In which columns and fields a document is not this form, in a sentence; blank where it is."""
    theirs, columns = frozenset(form.indicators.columns), found.columns - {"number"}
    printed = dict.fromkeys(column.field for block in found.blocks for column in block.columns)
    beside = (name for name in printed if name in columns - theirs)
    lacks = [f"indicators.{name}" for name in beside if not (name in _JOINED and "target" in theirs)]
    own = {cell.field for cell in form.own_cells} | set(_ELSEWHERE)
    held = (cell.field for cell, text in found.sheet.texts.items() if not cell.section and text.strip())
    lacks += [name for name in held if name not in own and not name.startswith("signatures.")]
    wants = [f"indicators.{name}" for name in _JUDGED if name in theirs - columns] if columns else []
    parts = [f"文件里的{_quoted(_word(found.labels, name) for name in lacks)}这张表样没有"] if lacks else []
    said = {name: field.label for name, field in form.fields.items()}
    parts += [f"这张表样的{_quoted(_word(said, name) for name in wants)}文件里没有"] if wants else []
    if not parts and agreement(found, form) <= 0:
        parts = ["栏目对得上的不多"]
    return "，".join(parts)


def _quoted(words: Iterable[str]) -> str:
    return "".join(f"「{word}」" for word in dict.fromkeys(words))


def _word(labels: Mapping[str, str], name: str) -> str:
    """What a field is called where it is printed, else everywhere."""
    return "".join(labels.get(name, "").split()).rstrip("：:") or LABELS.get(name, name.rpartition(".")[2])


def agreement(found: FoundForm, form: Form) -> float:
    """How far the layouts agree, 0 where they are different forms."""
    columns, theirs = found.columns - {"number"}, frozenset(form.indicators.columns)
    beside = aside_places(found, form)
    fields, expected = _own((*found.places, *beside)), _own(form.own_cells)
    money = any(cell.section == FUNDS for cell in found.places)
    if money != bool(form.funds) or not columns <= theirs or _lost(found, form):
        return 0.0
    columns |= {cell.field for cell in beside if cell.section}
    alike, same = _share(columns, theirs), _share(fields, expected)
    if alike < _COLUMNS or same < _FIELDS:
        return 0.0
    return alike + same + _words(found, form) / 2 + len(beside) * _KEPT


def _lost(found: FoundForm, form: Form) -> bool:
    """Whether something printed has no place on the form."""
    places = {name for fund in form.funds for name in fund.places}
    own = {cell.field for cell in form.own_cells} | set(_ELSEWHERE)
    return any(
        (cell.section == FUNDS and (cell.field not in places or cell.row >= len(form.funds)))
        or (not cell.section and cell.field not in own and not cell.field.startswith("signatures."))
        for cell in found.sheet.texts
        if cell.section != INDICATORS and found.sheet.texts[cell].strip("/-—－ ")
    )


def _own(cells: Iterable[Cell]) -> frozenset[str]:
    names = {cell.field for cell in cells if not cell.section and cell.field not in _ELSEWHERE}
    return frozenset(name for name in names if not name.startswith(("signatures.", "schedule[")))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0


def _words(found: FoundForm, form: Form) -> float:
    """The share of labels that are printed as the form prints them."""
    both = [(label, form.fields[name].label) for name, label in found.labels.items() if name in form.fields]
    return sum(_alike(*each) for each in both) / len(both) if both else 0.0


def _alike(one: str, other: str) -> bool:
    return bool(set(spellings(one)[:2]) & set(spellings(other)[:2]))


def _near(found: FoundForm, form: Form) -> int:
    """Of two years of the same form the nearer counts."""
    return -abs((found.sheet.year or form.year) - form.year)


def profile_of(found: FoundForm, form: Form | None, labels: Labels, *, hers: bool = False) -> str:
    """The profile to score with: hers goes by her form; else what the rules say of its words and classes, then the
    form's own, then what is usual for its kind."""
    if form is not None and hers:
        return form.profile.id
    rule = _deciding(found, labels)
    if form is not None and not (rule and _special(rule)):
        return form.profile.id
    return rule.profile if rule else _NONE


def why_profile(found: FoundForm, labels: Labels) -> str:
    """Why a form nobody has a definition of is scored as it is: 「表上有「四川」字样」."""
    rule = _deciding(found, labels)
    if rule is None:
        return "没有别的口径对得上"
    said = [f"表上或文件名里有「{word}」" for word in rule.words if word in found.about][:1]
    said += [f"项目编码以 {rule.codes[0]} 开头"] if rule.codes and not said else []
    said += [f"一级指标里有「{'」「'.join(rule.l1)}」"] if rule.l1 else []
    names = (*(f"indicators.{each}" for each in rule.columns), *rule.fields)
    said += [f"表上有{''.join(f'「{LABELS.get(name, name)}」' for name in names)}栏"] if names and not said else []
    return said[0] if said else "这种表通常用它"


def _deciding(found: FoundForm, labels: Labels) -> ProfileRule | None:
    """The rule that goes by words or classes of the form, else the first for its kind and columns."""
    rules = [rule for rule in labels.profiles if _holds(rule, found)]
    return next(filter(_special, rules), rules[0] if rules else None)


def _special(rule: ProfileRule) -> bool:
    return bool(rule.words or rule.codes or rule.l1)


def _holds(rule: ProfileRule, found: FoundForm) -> bool:
    sheet, columns = found.sheet, found.columns
    classes = {"".join(sheet.at(row, "l1").split()) for row in sheet.rows}
    fields = {cell.field for cell in found.places if not cell.section}
    if rule.kinds and found.kind not in rule.kinds:
        return False
    if not set(rule.columns) <= columns or set(rule.without) & columns or not set(rule.fields) <= fields:
        return False
    if rule.l1 and not classes & set(rule.l1):
        return False
    said = any(word in found.about for word in rule.words) or sheet.own("code").startswith(rule.codes or ("\0",))
    return said or not (rule.words or rule.codes)


def outline_of(found: FoundForm) -> Outline:
    """What the paper of a form nobody has a definition of has room for."""
    names = {f"{cell.section}.{cell.field}" if cell.section else cell.field for cell in found.places}
    labels = {name: " ".join(label.split()) for name, label in found.labels.items()}
    return Outline(found.kind, frozenset(names), labels=labels, funds=found.fund_labels)
