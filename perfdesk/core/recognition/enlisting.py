"""What a project list says of a project, put on the project's record: as changes, each with its old and new text.

Knows which columns a record keeps of a list, and that a blank in a list never takes a text. Refuses to know how lists
are recognised (`project_list.py`), which project is meant, and whether it should be done.
"""

from collections.abc import Mapping
from types import MappingProxyType

from perfdesk.core.recognition.found import Listed
from perfdesk.core.step import PROJECTS, RecordChange

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "category": "项目类别",
        "unit": "单位",
        "initial": "年初预算数",
        "adjusted": "调整预算数",
        "executed": "预算执行数",
    }
)
"""The columns that are kept, with what they are called."""
CODE = "code"
"""The project's own code: a list gives it where there is none."""
SOURCE = "listed"
"""The column that says where the list stands."""


def enlisted(project: int, has: Mapping[str, str], listed: Listed) -> tuple[RecordChange, ...]:
    """The changes that make a record say what the list says; none where it says so already."""
    said = {name: getattr(listed, name).strip() for name in COLUMNS}
    changed = {name: text for name, text in said.items() if text and text != has.get(name, "")}
    if listed.code.strip() and not has.get(CODE):
        changed[CODE] = listed.code.strip()
    if (changed or not has.get(SOURCE)) and listed.source != has.get(SOURCE, ""):
        changed[SOURCE] = listed.source
    return tuple(RecordChange(PROJECTS, project, name, has.get(name, ""), text) for name, text in changed.items())


def said_otherwise(changes: tuple[RecordChange, ...]) -> tuple[RecordChange, ...]:
    """Of these changes those that put another text in the place of one of an earlier list."""
    return tuple(change for change in changes if change.old and change.field in COLUMNS)


def told(changes: tuple[RecordChange, ...]) -> str:
    """What is said otherwise, in words: 「预算执行数 9 → 8」."""
    return "、".join(f"{COLUMNS[each.field]} {each.old} → {each.new}" for each in said_otherwise(changes))
