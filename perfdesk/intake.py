"""Documents as judged forms: read, recognised, fitted to a known form, scored, checked. Touches no ledger.

The one way from a file to forms, for the commands, the import and the adoption of a template. Narrative texts beside
the forms are checked too; a paragraph goes by `text[n]`, counted over its document. Knows the order of these acts.
Refuses to know formats (`formats/documents.py`), labels (`core/recognition/recognise.py`) and rules
(`core/scores/scoring.py`, `core/audit.py`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from perfdesk import catalog
from perfdesk.core.audit import Finding, audit_ledger, audit_report
from perfdesk.core.checks.filled import Filled, Outline, Setting, outline
from perfdesk.core.checks.ledger import Listed
from perfdesk.core.checks.reports import Report
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.form import Form
from perfdesk.core.profile import Profile
from perfdesk.core.recognition.found import Found, FoundForm
from perfdesk.core.recognition.grid import Grid
from perfdesk.core.recognition.likeness import fitting, outline_of, profile_of, unlike
from perfdesk.core.recognition.recognise import recognise
from perfdesk.core.scores.score import Scores
from perfdesk.core.scores.scoring import score
from perfdesk.formats.documents import read_grids

_NARRATIVE = 5
"""So many paragraphs are a report; fewer are the title of a table."""
_REPORTED = ("self-evaluation", "target")
"""The kinds of forms of which there is one a project, the first that is there counts."""
_NO_FORM = "没有对得上的表样"
_FOR_TEXTS = "national-2020"
"""The profile of a text that comes without forms: its severities are the usual ones."""


@dataclass(frozen=True)
class Judged:
    """A found form with the known form it is (None: none fits), the profile it goes by, its scores and findings."""

    found: FoundForm
    form: Form | None
    profile: Profile
    scores: Scores
    findings: tuple[Finding, ...]
    unlike: str = ""
    """How it differs from the form it was taken for, or from all of them: its form and profile are not certain."""


@dataclass(frozen=True)
class Intake:
    """What some documents hold, judged; `findings` are those of no single form."""

    found: Found
    forms: tuple[Judged, ...]
    findings: tuple[Finding, ...]


def take_in(documents: Iterable[Path]) -> Intake:
    """The forms of these documents, looked at together. Raises PerfdeskError for one that cannot be read."""
    return judge([grid for document in documents for grid in read_grids(document)])


def judge(grids: Sequence[Grid], today: date | None = None) -> Intake:
    """The forms in grids. A form that says no year is judged as of this year."""
    found = recognise(grids, catalog.labels())
    known, year = _Known(), (today or date.today()).year
    settings = [known.setting(each, year) for each in found.forms]
    scored = [score(at.profile, each.sheet, at.year) for (_, at), each in zip(settings, found.forms, strict=True)]
    filled = [
        Filled(at, each.sheet, scores, printed=True, subtotals=each.subtotals)
        for (_, at), each, scores in zip(settings, found.forms, scored, strict=True)
    ]
    listed = [Listed(each.code, each.name, each.initial, each.adjusted, each.executed) for each in found.projects]
    audited = audit_ledger(filled, listed)
    judged = tuple(
        Judged(each, form, at.profile, scores, findings, unlike(each, form) if form else _NO_FORM)
        for each, (form, at), scores, findings in zip(found.forms, settings, scored, audited.forms, strict=True)
    )
    return Intake(found, judged, (*audited.whole, *_of_reports(grids, found, filled, year)))


def _of_reports(grids: Sequence[Grid], found: Found, filled: Sequence[Filled], year: int) -> Iterator[Finding]:
    """What is found in the narrative texts beside the forms, each finding with the name of its document."""
    profile = filled[0].profile if filled else catalog.profile(_FOR_TEXTS)
    setting = Setting(profile, catalog.words(), Outline("report", frozenset()), year)
    counts = (sum(form.kind == kind for form in found.forms) for kind in _REPORTED)
    forms = next((count for count in counts if count), None)
    texts: dict[str, list[str]] = {}
    for grid in grids:
        texts.setdefault(grid.source.partition("#")[0], []).extend(grid.headings)
    for document, paragraphs in texts.items():
        if len(paragraphs) >= _NARRATIVE:
            for each in audit_report(Report(setting, paragraphs, forms)):
                yield replace(each, message=f"{document}：{each.message}")


class _Known:
    """The forms at hand, each loaded once and only when a document holds one of its kind."""

    def __init__(self) -> None:
        self._listings = {each.id: each for each in catalog.forms() if not each.fault}
        self._loaded: dict[str, Form | None] = {}

    def setting(self, found: FoundForm, year: int) -> tuple[Form | None, Setting]:
        """The form that fits, and what it is judged by."""
        form = fitting(found, self._of_kind(found.kind))
        hers = form is not None and self._listings[form.id].own
        profile = catalog.profile(profile_of(found, form, catalog.labels(), hers=hers))
        paper = outline(form) if form is not None else outline_of(found)
        return form, Setting(profile, catalog.words(), paper, found.sheet.year or year)

    def _of_kind(self, kind: str) -> list[Form]:
        ids = [each.id for each in self._listings.values() if each.kind == kind]
        return [form for each in ids if (form := self._form(each)) is not None]

    def _form(self, form_id: str) -> Form | None:
        if form_id not in self._loaded:
            try:
                self._loaded[form_id] = catalog.form(form_id)
            except PerfdeskError:
                # A broken form of hers is told of where she uses it; documents can be read without.
                self._loaded[form_id] = None
        return self._loaded[form_id]
