"""Every module says what is in the room, has a name that says something, and every room has a door."""

from __future__ import annotations

import ast
import importlib

import pytest

import source_tree

FORBIDDEN_MODULES = {"apply", "base", "common", "data", "helper", "helpers", "info", "manager", "misc", "processor"}
FORBIDDEN_MODULES |= {"run", "util", "utils"}
NAMED_BY_DJANGO = {f"zaizao_city.foundation.direct.{vendor}_engine.base" for vendor in ("postgresql", "sqlite")}
FORBIDDEN_ENDINGS = ("Manager", "Processor", "Helper", "Helpers", "Utils", "Info")
FORBIDDEN_FUNCTIONS = {"apply", "run", "process", "handle", "do"}

SOURCES = source_tree.read_modules(source_tree.SRC)
ROOMS = sorted({module.room for module in source_tree.read_modules(source_tree.CORE)} - {""})


def test_every_module_opens_with_a_docstring() -> None:
    written = [module for module in SOURCES if ".migrations." not in module.name]  # those are Django's words

    silent = [str(module.path) for module in written if not ast.get_docstring(module.tree)]

    assert silent == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = {module.name for module in SOURCES if module.name.rpartition(".")[2] in FORBIDDEN_MODULES}

    assert named == NAMED_BY_DJANGO


def test_no_class_or_function_has_a_name_that_says_nothing() -> None:
    classes = [
        module.show(node)
        for module in SOURCES
        for node in source_tree.list_classes(module)
        if node.name.endswith(FORBIDDEN_ENDINGS) or node.name.lower() in FORBIDDEN_MODULES
    ]
    functions = [
        module.show(node)
        for module in SOURCES
        if module.room != "cli" and ".management." not in module.name  # there Django chose the name
        for node in source_tree.list_functions(module)
        if node.name in FORBIDDEN_FUNCTIONS
    ]

    assert classes + functions == []


@pytest.mark.parametrize("room", [room for room in ROOMS if (source_tree.CORE / room).is_dir()])
def test_every_room_lists_its_public_names_and_has_them(room: str) -> None:
    module = importlib.import_module(f"zaizao.{room}")

    listed = getattr(module, "__all__", None)

    assert listed is not None, f"zaizao.{room} has no __all__"
    assert [name for name in listed if not hasattr(module, name)] == []
    assert sorted(set(listed)) == sorted(listed)
