"""The application's house rules: keys point down, rows are written by their owner's services, nobody listens to models."""

from __future__ import annotations

import ast
import configparser
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import source_tree

CITY = source_tree.SRC / "zaizao_city"
SOURCES = source_tree.read_modules(CITY)
DATA_APPS = {"identity", "datasharing", "places", "catalogue", "casework", "exchange", "projects", "policy"}
DATA_APPS |= {"evaluation", "supervision", "reform"}
AUDIENCES = {"portal", "desk", "cockpit", "api"}

WRITES = {"save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "delete", "update"}
SIGNALS = {"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "receiver"}


def test_audience_apps_own_no_tables() -> None:
    owning = [str(module.path) for module in SOURCES if module.room in AUDIENCES and "models" in module.name.split(".")]

    assert owning == []


def test_every_foreign_key_points_to_the_same_tier_or_a_lower_one() -> None:
    tiers = _read_tiers()
    upward = [
        f"{module.show(node)} → {target}"
        for module in SOURCES
        for node, target in _list_keys(module)
        if tiers[_tier_of(module.room, module.name)] > tiers.get(target, 0)
    ]

    assert upward == []


def test_rows_of_a_data_app_are_written_in_its_services_only() -> None:
    elsewhere = [
        module.show(node)
        for module in SOURCES
        if module.room in DATA_APPS | AUDIENCES and not _may_write(module)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and _writes_rows(node)
    ]

    assert elsewhere == [], "write rows in the services of the app that owns them"


def test_nobody_listens_to_models() -> None:
    listening = [
        module.show(node)
        for module in SOURCES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(("django.db.models.signals", "django.dispatch"))
        and SIGNALS & {alias.name for alias in node.names}
    ]

    assert listening == [], "call a service, or append an event and subscribe to it"


def test_data_apps_know_no_pages() -> None:
    knowing = [
        module.show(node)
        for module in SOURCES
        if module.room in DATA_APPS and "pages" not in module.name.split(".")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("django.shortcuts", "django.forms"))
    ]

    assert knowing == []


def test_the_clock_is_read_at_the_edge_only() -> None:
    edge = {"views", "commands", "pages", "middleware", "tasks", "jobs", "clock"}
    read = [
        module.show(node)
        for module in SOURCES
        if not edge & set(module.name.split("."))
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Name) and node.id == "read_clock" and isinstance(node.ctx, ast.Load)
    ]

    assert read == [], "take `now` as an argument"


@pytest.mark.parametrize("name", ["city", "fast"])
def test_an_extra_and_its_requirements_name_the_same_packages(root: Path, name: str) -> None:
    extra = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    lines = (root / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines()

    assert sorted(extra[name]) == sorted(line.partition("#")[0].strip() for line in lines if line[:1].isalpha())


def _read_tiers() -> dict[str, int]:
    """The apps of the import contract, numbered from the bottom."""
    contract = configparser.ConfigParser()
    contract.read(source_tree.ROOT / ".importlinter", encoding="utf-8")
    layers = contract["importlinter:contract:city-tiers"]["layers"].split("\n")
    rows = [[name.strip(" ()") for name in line.split("|")] for line in reversed(layers) if line.strip()]
    tiers = {name: height for height, names in enumerate(rows) for name in names}
    rooms = ["record", "files", "numbering", "notices", "jobs", "ui"]
    return tiers | dict.fromkeys(rooms, 0)


def _tier_of(room: str, name: str) -> str:
    return name.split(".")[2] if room == "foundation" else room


def _list_keys(module: source_tree.Module) -> Iterator[tuple[ast.Call, str]]:
    """Each foreign key with the app it points to, as far as it is written as ``"app.Model"``."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and _last_name(node.func) in {"ForeignKey", "OneToOneField", "ManyToManyField"}:
            target = node.args[0] if node.args else None
            if isinstance(target, ast.Constant) and isinstance(target.value, str) and "." in target.value:
                yield node, target.value.partition(".")[0]


def _may_write(module: source_tree.Module) -> bool:
    return bool({"services", "migrations"} & set(module.name.split(".")))


def _writes_rows(node: ast.Call) -> bool:
    """A call of a writing method on ``….objects`` or on a query made of it, or ``.save()`` without arguments to a form."""
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in WRITES:
        return False
    return "objects" in {part.attr for part in ast.walk(node.func.value) if isinstance(part, ast.Attribute)}


def _last_name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
