"""What may go wrong outside the clerk's data: one Chinese sentence each, caught in one place.

A wrong figure in a form is never an error here; it is a finding (see `audit.py`).
"""


class PerfdeskError(Exception):
    """The world refused: locked, full, not a workbook, too new. `str()` is the sentence she reads."""


class DefinitionError(PerfdeskError):
    """A form, profile or font definition is wrong. Names the file and the key, and stops the load."""

    def __init__(self, origin: str, key: str, why: str) -> None:
        super().__init__(f"定义文件有误：{origin}，{key}：{why}。")
        self.origin, self.key, self.why = origin, key, why
