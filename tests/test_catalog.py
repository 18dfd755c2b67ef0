"""Finding forms, profiles, fonts and icons: in the source tree, in an installed package, in her own folder."""

import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from perfdesk import catalog
from perfdesk.core.errors import DefinitionError, PerfdeskError

SHIPPED = {"sichuan-2022-0013zp", "national-2020", "hebei-2022-target"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Her data folder, empty."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "perfdesk"


def adopted(home: Path, name: str, replace: tuple[str, str] = ("", "")) -> Path:
    """A form of hers: the national one under another name, with one thing in its definition replaced."""
    folder = home / "forms" / name
    shutil.copytree(catalog.template_path("national-2020").parent, folder)
    path = folder / "form.toml"
    text = path.read_text(encoding="utf-8").replace('id = "national-2020"', f'id = "{name}"')
    assert replace[0] in text
    path.write_text(text.replace(*replace) if replace[0] else text, encoding="utf-8")
    return folder


def test_the_shipped_forms_are_listed(home: Path) -> None:
    listed = {each.id: each for each in catalog.forms()}
    assert set(listed) >= SHIPPED
    assert not any(each.fault or each.own for each in listed.values())
    sichuan = listed["sichuan-2022-0013zp"]
    assert (sichuan.kind, sichuan.issuer, sichuan.year) == ("self-evaluation", "四川省", 2022)
    assert listed["hebei-2022-target"].kind == "target"


def test_a_form_is_loaded_once() -> None:
    form = catalog.form("national-2020")
    assert form is catalog.form("national-2020")
    assert form.profile is catalog.profile("national-2020")
    assert form.workbook == catalog.template_path("national-2020").read_bytes()


def test_an_unknown_form_is_named() -> None:
    with pytest.raises(PerfdeskError, match="没有表样「yunxi-1999」"):
        catalog.form("yunxi-1999")


def test_an_unknown_profile_is_named() -> None:
    with pytest.raises(PerfdeskError, match="没有口径「yunxi」"):
        catalog.profile("yunxi")


def test_missing_icons_and_fonts_are_named() -> None:
    with pytest.raises(PerfdeskError, match=r"icons/nothing\.svg"):
        catalog.icon_path("nothing")
    with pytest.raises(PerfdeskError, match=r"fonts/nothing\.ttf"):
        catalog.font_path("nothing.ttf")


def test_numbers_in_definitions_are_exact() -> None:
    for each in SHIPPED:
        for parameter in catalog.form(each).profile.parameters.values():
            assert not isinstance(parameter.value, float)
    weight = catalog.profile("national-2020").value("execution.weight")
    assert isinstance(weight, Decimal)


def test_her_own_folder_is_searched(home: Path) -> None:
    adopted(home, "ours-2026", ('issuer = "财政部"', 'issuer = "云溪县"'))
    assert catalog.user_folder() == home
    listed = [each for each in catalog.forms() if each.own]
    assert [(each.id, each.issuer, each.fault) for each in listed] == [("ours-2026", "云溪县", "")]
    assert catalog.form("ours-2026").issuer == "云溪县"
    assert catalog.template_path("ours-2026") == home / "forms" / "ours-2026" / "template.xlsx"


def test_her_form_does_not_displace_a_shipped_one(home: Path) -> None:
    adopted(home, "national-2020", ('issuer = "财政部"', 'issuer = "云溪县"'))
    assert [each.issuer for each in catalog.forms() if each.id == "national-2020"] == ["财政部"]
    assert catalog.form("national-2020").issuer == "财政部"


def test_a_form_adopted_anew_is_loaded_anew(home: Path) -> None:
    folder = adopted(home, "ours-2026")
    assert catalog.form("ours-2026").short == "国家自评表"
    path = folder / "form.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("国家自评表", "我们的表"), encoding="utf-8")
    later = path.stat().st_mtime_ns + 1_000_000_000
    os.utime(path, ns=(later, later))
    assert catalog.form("ours-2026").short == "我们的表"


def test_a_wrong_form_of_hers_is_listed_with_its_fault(home: Path) -> None:
    adopted(home, "ours-2026", ('kind = "self-evaluation"', "kind = "))
    listed = {each.id: each for each in catalog.forms()}
    assert set(listed) >= SHIPPED
    assert str(home / "forms" / "ours-2026" / "form.toml") in listed["ours-2026"].fault
    with pytest.raises(DefinitionError, match="不是 TOML"):
        catalog.form("ours-2026")


def test_a_definition_without_a_name_is_listed_with_its_fault(home: Path) -> None:
    adopted(home, "ours-2026", ('name = "项目支出绩效自评表"\n', ""))
    listed = {each.id: each for each in catalog.forms()}
    assert "form.toml" in listed["ours-2026"].fault
    with pytest.raises(DefinitionError, match="name"):
        catalog.form("ours-2026")


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        (('profile = "national-2020"', 'profile = "yunxi"'), "profile"),
        (('profile = "national-2020"\n', ""), "profile"),
        (('sheet = "自评表"\n', ""), "sheet"),
        (('id = "ours-2026"', 'id = "theirs"'), "id"),
        (('sheet = "自评表"', 'sheet = "目标表"'), "template.xlsx"),
        (('sheet = "自评表"', "sheet = 3"), "sheet"),
    ],
)
def test_a_wrong_definition_names_file_and_key(home: Path, wrong: tuple[str, str], key: str) -> None:
    folder = adopted(home, "ours-2026")
    path = folder / "form.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(*wrong), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        catalog.form("ours-2026")
    assert (caught.value.origin, caught.value.key) == (str(path), key)


def test_a_form_without_its_workbook_is_named(home: Path) -> None:
    (adopted(home, "ours-2026") / "template.xlsx").unlink()
    with pytest.raises(DefinitionError, match="工作簿"):
        catalog.form("ours-2026")


def test_a_workbook_that_is_none_gets_a_sentence(home: Path) -> None:
    (adopted(home, "ours-2026") / "template.xlsx").write_bytes("不是工作簿".encode())
    with pytest.raises(DefinitionError, match=r"ours-2026/form\.toml，template\.xlsx：这不是 Excel 工作簿"):
        catalog.form("ours-2026")


def test_files_that_are_no_forms_are_passed_over(home: Path) -> None:
    (home / "forms" / "empty").mkdir(parents=True)
    (home / "forms" / "note.txt").write_text("x", encoding="utf-8")
    assert {each.id for each in catalog.forms()} >= SHIPPED
    assert not any(each.own for each in catalog.forms())


def printed(site: Path, code: str) -> subprocess.CompletedProcess[str]:
    """A program run on the package that stands in `site`, and on no other."""
    environment = os.environ | {"PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run([sys.executable, "-c", code], cwd=site, env=environment, capture_output=True, text=True)


def test_an_installed_package_carries_its_resources(tmp_path: Path) -> None:
    """As a wheel lays it out: `resources/` inside the package, nothing beside it."""
    package = tmp_path / "perfdesk"
    shutil.copytree(Path(catalog.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    missing = printed(tmp_path, "from perfdesk import catalog; catalog.forms()")
    assert "找不到 resources 文件夹" in missing.stderr
    for name in ("forms", "profiles"):
        shutil.copytree(catalog.resources() / name, package / "resources" / name)
    found = printed(tmp_path, "from perfdesk import catalog; print(catalog.form('national-2020').id)")
    assert found.stdout == "national-2020\n"
