"""Which form a printed code belongs to: the paper with the stamp against the ledger.

Knows how the code below a printed form (`core/fingerprint.py`) is looked for among the forms of a ledger. Refuses to
know how the answer is shown.
"""

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.fingerprint import read_code
from perfdesk.desk import Desk
from perfdesk.ledger import FormRecord


def find_code(desk: Desk, code: str) -> FormRecord | None:
    """The form whose present content has this code, None where none has it any more.

    PerfdeskError where it cannot be a code: a slip of the keyboard must not pass for a changed form.
    """
    wanted = read_code(code)
    if wanted is None:
        raise PerfdeskError(f"「{code}」不是校验码，请对照纸面右下角重新输入（共 10 位，没有 0、1、I、L、O）。")
    return next((each for each in desk.forms() if desk.document(each.id).snapshot().fingerprint == wanted), None)
