"""Hard stops for sizes; `make sizes` reports the rest.

EXCEPTIONS may only shrink: each names what it excuses and how large that is, and must be lowered when it gets smaller.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

import source_tree

FUNCTION_LINES = 60
CLASS_LINES = 200
FILE_LINES = 500
ARGUMENTS = 8

EXCEPTIONS: dict[str, int] = {}
"""``path::name`` (or a path alone) → its size, each with its reason beside it."""


def test_no_function_class_or_file_passes_its_hard_stop() -> None:
    too_large = {place: size for place, size in _measure_oversized() if place not in EXCEPTIONS}

    assert too_large == {}


def test_exceptions_only_shrink() -> None:
    assert dict(_measure_oversized()).items() >= EXCEPTIONS.items(), "lower or remove the exceptions that shrank"


@functools.cache
def _measure_oversized() -> tuple[tuple[str, int], ...]:
    return tuple(_list_oversized())


def _list_oversized() -> Iterator[tuple[str, int]]:
    for module in source_tree.read_modules(source_tree.SRC):
        if ".migrations." in module.name:
            continue
        path = str(module.path.relative_to(source_tree.ROOT))
        if module.lines > FILE_LINES:
            yield path, module.lines
        for node in source_tree.list_functions(module):
            if source_tree.count_lines(node) > FUNCTION_LINES:
                yield f"{path}::{node.name}", source_tree.count_lines(node)
            if source_tree.count_arguments(node) > ARGUMENTS:
                yield f"{path}::{node.name}()", source_tree.count_arguments(node)
        for node in source_tree.list_classes(module):
            if source_tree.count_lines(node) > CLASS_LINES:
                yield f"{path}::{node.name}", source_tree.count_lines(node)
