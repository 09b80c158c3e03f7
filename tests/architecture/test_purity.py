"""The core reads no clock, owns no global randomness, prints nothing, and keeps each heavy package in its room."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

import source_tree

CLOCK = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"),
}  # fmt: skip
"""The last two parts of a call: ``datetime.datetime.now(…)``, ``date.today()``, ``time.time()``."""

MAY_ASK_THE_DAY = "zaizao.cli.clock"
"""The command stands at the edge: what is asked without a day is asked for today."""

ALLOWED_FROM_RANDOM = {"Random"}

THIRD_PARTY_ROOMS = {
    "msgspec": None,
    "click": {"cli"},
    "holidays": {"worktime"},
    "hypothesis": {"testing"},
    "numba": {"units"},
    "numpy": {"worktime", "eventlog", "mining", "simulation", "diagnosis"},
    "pyarrow": {"eventlog"},
    "pyspark": {"eventlog"},
    "python_calamine": {"eventlog"},
    "xlsxwriter": {"eventlog"},
    "yaml": {"units"},
    "yaml_rs": {"units"},
}
"""Which rooms may import what is not ours; None is all of them. A name that is not here may not be imported."""

CORE = source_tree.read_modules(source_tree.CORE)


def test_no_module_of_the_core_reads_the_clock() -> None:
    read = [
        module.show(node)
        for module in CORE
        if module.name != MAY_ASK_THE_DAY
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and (_name_owner(node.value), node.attr) in CLOCK
    ]

    assert read == [], "take `now` as an argument instead"


def test_no_module_of_the_core_uses_the_global_random_generator() -> None:
    used = [module.show(node) for module in CORE for node in _find_global_randomness(module)]

    assert used == [], "take a seeded `random.Random` as an argument instead"


def test_only_the_command_prints() -> None:
    printed = [
        module.show(node)
        for module in CORE
        if module.room != "cli"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"print", "input"}
    ]

    assert printed == []


def test_every_third_party_package_stays_in_the_rooms_named_for_it() -> None:
    astray = [
        f"{module.show(node)}: {name}"
        for module in CORE
        for name, node in source_tree.list_imports(module)
        if not _may_import(module.room, name.partition(".")[0])
    ]

    assert astray == [], "a heavy package has one room; a new one needs a line in THIRD_PARTY_ROOMS and a reason"


def _may_import(room: str, package: str) -> bool:
    if package in {"zaizao", "__future__"} or package in sys.stdlib_module_names:
        return True
    rooms = THIRD_PARTY_ROOMS.get(package, set())
    return rooms is None or room in rooms


def _name_owner(node: ast.expr) -> str:
    """``datetime`` of ``dt.datetime`` and of ``datetime``; also the module itself, as in ``time.time``."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _find_global_randomness(module: source_tree.Module) -> Iterator[ast.AST]:
    for node in ast.walk(module.tree):
        names: set[str] = set()
        if isinstance(node, ast.ImportFrom) and node.module == "random":
            names = {alias.name for alias in node.names}
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "random":
            names = {node.attr}
        if names - ALLOWED_FROM_RANDOM:
            yield node
