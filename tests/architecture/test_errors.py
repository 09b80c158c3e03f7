"""Every anticipated error has a code of its own, a docstring, and words in both languages that its fields fill."""

from __future__ import annotations

import ast
import importlib
import re
import string
from collections import Counter
from collections.abc import Iterator

import source_tree
from zaizao.errors import ZaizaoError
from zaizao.wording import list_codes

CORE = source_tree.read_modules(source_tree.CORE)
KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def test_every_error_has_a_code_of_its_own_and_a_docstring() -> None:
    errors = _list_errors()
    codes = Counter(error.__dict__.get("code") for error in errors)

    assert [error for error in errors if "code" not in error.__dict__] == []
    assert [code for code, times in codes.items() if times > 1] == []
    assert [error for error in errors if not KEBAB.fullmatch(error.code)] == []
    assert [error for error in errors if not (error.__dict__.get("__doc__") or "").strip()] == []


def test_every_error_has_words() -> None:
    assert sorted({error.code for error in _list_errors()} - set(list_codes())) == []


def test_every_text_is_a_pair_of_written_sentences() -> None:
    incomplete = [
        code for code, pair in list_codes().items() if len(pair) != 2 or not all(part.strip() for part in pair)
    ]

    assert incomplete == []


def test_placeholders_are_plain_field_names() -> None:
    odd = [
        (code, name)
        for code, pair in list_codes().items()
        for text in pair
        for name in _list_placeholders(text)
        if not name.isidentifier()
    ]

    assert odd == []


def test_chinese_and_english_say_the_same_fields_or_leave_out_only_what_they_need_not() -> None:
    invented = [
        code for code, (zh, en) in list_codes().items() if bool(_list_placeholders(zh)) != bool(_list_placeholders(en))
    ]

    assert invented == []


def test_every_problem_that_is_written_out_has_words_that_its_fields_fill() -> None:
    wrong = [f"{place}: {code} lacks {sorted(lack)}" for place, code, lack in _find_unfilled_problems()]

    assert wrong == []


def test_every_error_that_is_raised_fills_its_words() -> None:
    errors = {error.__name__: error for error in _list_errors() if "__init__" not in error.__dict__}
    wrong = [f"{place}: {name} lacks {sorted(lack)}" for place, name, lack in _find_unfilled_errors(errors)]

    assert wrong == []


def _list_errors() -> list[type[ZaizaoError]]:
    for module in CORE:
        importlib.import_module(module.name)
    found: set[type[ZaizaoError]] = set()
    queue: list[type[ZaizaoError]] = [ZaizaoError]
    while queue:
        error = queue.pop()
        if error.__module__.startswith("zaizao"):
            found.add(error)
        queue.extend(set(error.__subclasses__()) - found)
    return sorted(found, key=lambda error: error.__name__)


def _list_placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _need(code: str) -> set[str]:
    return set().union(*map(_list_placeholders, list_codes()[code]))


def _list_calls() -> Iterator[tuple[str, str, ast.Call]]:
    for module in CORE:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                yield module.show(node), name, node


def _find_unfilled_problems() -> Iterator[tuple[str, str, set[str]]]:
    """Calls ``Problem("code", {"field": …}, …)`` whose code and field names can be read off the source."""
    for place, name, call in _list_calls():
        if name != "Problem" or not call.args or not isinstance(call.args[0], ast.Constant):
            continue
        code = call.args[0].value
        given = call.args[1] if len(call.args) > 1 else ast.Dict([], [])
        if code not in list_codes():
            yield place, code, {"words"}
        elif isinstance(given, ast.Dict) and all(isinstance(key, ast.Constant) for key in given.keys):
            lack = _need(code) - {key.value for key in given.keys if isinstance(key, ast.Constant)}
            if lack:
                yield place, code, lack


def _find_unfilled_errors(errors: dict[str, type[ZaizaoError]]) -> Iterator[tuple[str, str, set[str]]]:
    """Calls ``SomeError(field=…)`` with every field by name; one that carries problems has its words there."""
    for place, name, call in _list_calls():
        if name not in errors or call.args or any(keyword.arg is None for keyword in call.keywords):
            continue
        given = {keyword.arg for keyword in call.keywords}
        lack = _need(errors[name].code) - given if "problems" not in given else set()
        if lack:
            yield place, name, lack
