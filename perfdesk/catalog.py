"""Where things are: forms, profiles, fonts and icons, shipped or her own.

Alone knows the folders: `resources/` beside the package in the source tree, inside the package once installed,
and the user's data folder for forms a county handed out. Gives definitions loaded and checked, once each.
Refuses to know what a definition means (`core/form.py`, `core/profile.py`) or how a workbook is read
(`formats/ooxml.py`); those are imported with the first form, because the window shows its ledger before any.

A folder under `forms/` is a form when it has a `form.toml`; its template is `template.xlsx` beside it.
"""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from perfdesk.core.errors import DefinitionError, PerfdeskError

if TYPE_CHECKING:
    from perfdesk.core.checks.words import Words
    from perfdesk.core.evidence_rules import EvidenceRules
    from perfdesk.core.form import Form
    from perfdesk.core.layout.template import Template
    from perfdesk.core.profile import Profile
    from perfdesk.core.recognition.labels import Labels

_DEFINITION = "form.toml"
_TEMPLATE = "template.xlsx"
_WORDS, _EVIDENCE = "checks.toml", "evidence.toml"


class Listing(NamedTuple):
    """What is said of a form before it is loaded. `fault` says why it cannot be, blank where it can."""

    id: str
    name: str
    short: str
    kind: str
    issuer: str
    year: int
    own: bool = False
    """Hers, from the user's folder."""
    fault: str = ""


@cache
def resources() -> Path:
    """The folder of everything shipped."""
    package = Path(__file__).resolve().parent
    for folder in (package / "resources", package.parent / "resources"):
        if (folder / "forms").is_dir():
            return folder
    raise PerfdeskError("程序文件不完整：找不到 resources 文件夹，请重新安装。")


def user_folder() -> Path:
    """The user's own data folder; it need not exist yet."""
    import platformdirs

    return Path(platformdirs.user_data_dir("perfdesk", appauthor=False))


def forms() -> list[Listing]:
    """All forms at hand, the shipped ones first. Reads definitions only, no workbooks."""
    shipped = resources() / "forms"
    return [_listing(folder, own=folder.parent != shipped) for folder in _form_folders()]


def form(form_id: str) -> "Form":
    """A form with its template and profile. Raises PerfdeskError where there is none or its definition is wrong."""
    folder = _form_folder(form_id)
    return _form(folder, _stamp(folder / _DEFINITION), _stamp(folder / _TEMPLATE))


def profile(profile_id: str) -> "Profile":
    """A profile (口径)."""
    path = resources() / "profiles" / f"{profile_id}.toml"
    if not path.is_file():
        raise PerfdeskError(f"没有口径「{profile_id}」。")
    return _profile(path)


def profiles() -> "list[Profile]":
    """All profiles at hand."""
    return [_profile(path) for path in sorted((resources() / "profiles").glob("*.toml"))]


@lru_cache(maxsize=1)
def words() -> "Words":
    """The word lists of the checks: hers where she keeps a `checks.toml` in her folder, else the shipped ones."""
    from perfdesk.core.checks.words import load

    own = user_folder() / _WORDS
    path = own if own.is_file() else resources() / _WORDS
    return load(_parsed(path), _origin(path))


@lru_cache(maxsize=1)
def evidence_rules() -> "EvidenceRules":
    """What proves an indicator and what may be kept: her own `evidence.toml`, else the shipped one."""
    from perfdesk.core.evidence_rules import load

    own = user_folder() / _EVIDENCE
    path = own if own.is_file() else resources() / _EVIDENCE
    return load(_parsed(path), _origin(path))


def labels() -> "Labels":
    """What the printed words of official sheets mean."""
    return _labels(resources() / "labels.toml")


@cache
def units() -> tuple[str, ...]:
    """The units a unit column offers, the most used first."""
    return tuple(_parsed(resources() / "units.toml")["units"])


def template_path(form_id: str) -> Path:
    """The official workbook of a form."""
    return _form_folder(form_id) / _TEMPLATE


def icon_path(name: str) -> Path:
    """An icon by its name without suffix."""
    return _shipped("icons", f"{name}.svg")


def font_path(name: str) -> Path:
    """A font file by its name with suffix."""
    return _shipped("fonts", name)


def help_pages() -> list[Path]:
    """The pages of 使用说明 in their order; their pictures lie beside them."""
    return sorted((resources() / "help").glob("*.md"))


def character_levels() -> Mapping[str, Any]:
    """The levels of GB 18030, as their file has them."""
    return _parsed(resources() / "gb18030.toml")


def _shipped(folder: str, name: str) -> Path:
    path = resources() / folder / name
    if not path.is_file():
        raise PerfdeskError(f"程序文件不完整：缺少 {folder}/{name}，请重新安装。")
    return path


def _form_places() -> tuple[Path, Path]:
    return resources() / "forms", user_folder() / "forms"


def _form_folders() -> Iterator[Path]:
    """The folders that hold a definition; a form of hers does not displace a shipped one of the same name."""
    seen: set[str] = set()
    for parent in _form_places():
        for folder in sorted(parent.iterdir()) if parent.is_dir() else ():
            if folder.name not in seen and (folder / _DEFINITION).is_file():
                seen.add(folder.name)
                yield folder


def _form_folder(form_id: str) -> Path:
    for parent in _form_places():
        folder = parent / form_id
        if folder.name == form_id and (folder / _DEFINITION).is_file():
            return folder
    raise PerfdeskError(f"没有表样「{form_id}」。")


def _listing(folder: Path, own: bool) -> Listing:
    """A wrong definition of hers must not keep her from all other forms: it is listed, with what is wrong."""
    try:
        data = _head(folder / _DEFINITION)
        words = {key: str(data[key]) for key in ("id", "name", "short", "kind", "issuer")}
        return Listing(**words, year=int(data["year"]), own=own)
    except DefinitionError as error:
        fault = str(error)
    except (KeyError, ValueError, TypeError):
        fault = f"定义文件有误：{_origin(folder / _DEFINITION)}，缺少表样的名称或年份。"
    return Listing(folder.name, folder.name, folder.name, "", "", 0, own, fault)


@lru_cache(maxsize=64)
def _form(folder: Path, _definition: int, _template: int) -> "Form":
    """The form in a folder; the stamps make a form of hers that she adopts anew load anew."""
    from perfdesk.core.form import load

    origin = _origin(folder / _DEFINITION)
    data = _parsed(folder / _DEFINITION)
    if data.get("id") != folder.name:
        raise DefinitionError(origin, "id", f"应与文件夹同名：{folder.name}")
    for key in ("profile", "sheet"):
        if not isinstance(data.get(key), str):
            raise DefinitionError(origin, key, "缺少此项")
    workbook = _workbook(folder / _TEMPLATE, origin)
    template = _sheet(workbook, data["sheet"], origin)
    return load(data, template, _profile_of(data, origin), origin, workbook=workbook)


def _profile_of(data: Mapping[str, Any], origin: str) -> "Profile":
    try:
        return profile(data["profile"])
    except DefinitionError:
        raise
    except PerfdeskError as error:
        raise DefinitionError(origin, "profile", f"没有口径「{data['profile']}」") from error


@lru_cache(maxsize=64)
def _profile(path: Path) -> "Profile":
    from perfdesk.core.profile import load

    data = _parsed(path)
    if data.get("id") != path.stem:
        raise DefinitionError(_origin(path), "id", f"应与文件同名：{path.stem}")
    return load(data, _origin(path))


@lru_cache(maxsize=4)
def _labels(path: Path) -> "Labels":
    from perfdesk.core.recognition.labels import load

    return load(_parsed(path), _origin(path))


def _workbook(path: Path, origin: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DefinitionError(origin, _TEMPLATE, "读不到表样的工作簿") from error


def _sheet(workbook: bytes, name: str, origin: str) -> "Template":
    from perfdesk.formats.ooxml import read_template

    try:
        return read_template(workbook, name)
    except PerfdeskError as error:
        raise DefinitionError(origin, _TEMPLATE, str(error).rstrip("。")) from error


def _stamp(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


def _parsed(path: Path) -> dict[str, Any]:
    """A TOML file with exact numbers."""
    return _read(path, _text(path))


def _head(path: Path) -> dict[str, Any]:
    """What stands before a TOML file's first table: its names, without the cost of the rest."""
    return _read(path, _text(path).partition("\n[")[0])


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DefinitionError(_origin(path), "文件", "读不出来，应为 UTF-8 文本") from error


def _read(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(_origin(path), "文件", f"不是 TOML（{error}）") from error


def _origin(path: Path) -> str:
    """The file as named in messages: short for what is shipped, in full for what is hers."""
    shipped = resources()
    return str(path.relative_to(shipped)) if path.is_relative_to(shipped) else str(path)
