"""A code from paper, looked for in a ledger."""

from pathlib import Path

import pytest

from perfdesk import practice
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.sheet import own
from perfdesk.desk import Desk
from perfdesk.ledger import Ledger
from perfdesk.stamped import find_code


def test_a_code_is_found_until_the_form_changes(tmp_path: Path) -> None:
    ledger = Ledger.open(practice.make(tmp_path / practice.NAME), who="会计")
    desk = Desk(ledger)
    codes = {record.id: desk.document(record.id).snapshot().fingerprint for record in desk.forms()}
    assert len(set(codes.values())) == len(codes) > 5
    form, code = max(codes.items())
    found = find_code(desk, code.lower().replace("-", " "))
    assert found is not None
    assert found.id == form
    desk.apply(desk.document(form).plan([(own("goal"), "改过的目标")]))
    assert find_code(desk, code) is None
    with pytest.raises(PerfdeskError, match="不是校验码"):
        find_code(desk, code[:-1])
    ledger.close()
