"""The shipped profiles, profiles with switches turned on, and small filled forms to score under them."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from perfdesk.core.profile import Profile, load
from perfdesk.core.scores.score import Score, Scores
from perfdesk.core.scores.scoring import score
from perfdesk.core.sheet import FUNDS, Cell, Sheet, added_rows, edits

ROOT = Path(__file__).parents[2]
PROFILES = ROOT / "resources" / "profiles"
NATIONAL, SICHUAN, XINJIANG, HEBEI = "national-2020", "sichuan-0013zp", "xinjiang-2020", "hebei-target"
YEAR = 2025
SPENT = ("100", "100", "100")


def data(name: str) -> dict[str, Any]:
    with (PROFILES / f"{name}.toml").open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)


@lru_cache
def profile(name: str = NATIONAL) -> Profile:
    return load(data(name), name)


def switched(switches: Mapping[str, Any], name: str = NATIONAL) -> Profile:
    """A shipped profile with these parameters set."""
    changed = data(name)
    for key, value in switches.items():
        changed["parameters"][key] = {"value": value, "mark": "A", "source": f"试行的 {key}"}
    return load(changed, name)


def filled(*rows: Mapping[str, str], money: tuple[str, str, str] = SPENT) -> Sheet:
    """A form with these indicator rows (a name and 10 points where they say nothing) and this money."""
    funds = zip(("initial", "adjusted", "executed"), money, strict=True)
    sheet = Sheet().apply(edits(Sheet(), [(Cell(FUNDS, 0, name), text) for name, text in funds]))
    named = [{"l3": f"清淤河段{number}", "weight": "10"} | dict(row) for number, row in enumerate(rows, 1)]
    return sheet.apply(added_rows(sheet, 0, named, 1))


def scores(*rows: Mapping[str, str], under: Profile | None = None, money: tuple[str, str, str] = SPENT) -> Scores:
    return score(under or profile(), filled(*rows, money=money), YEAR)


def row(target: str, actual: str, under: Profile | None = None, **texts: str) -> Score:
    """The score of one row with 20 points."""
    told = {"target": target, "actual": actual, "weight": "20"} | texts
    return scores(told, under=under).indicators[1]
