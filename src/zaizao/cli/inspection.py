"""Looking at many files: which of them are what, what is wrong with each, several processors at once.

What a definition must obey is `zaizao.definition.checks`; here it is only called.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from zaizao.cli.files import explain_failure, located
from zaizao.cli.loading import READABLE, load_definition
from zaizao.cli.program import refuse
from zaizao.errors import InputError, Location, Problem, ZaizaoError
from zaizao.wording import say
from zaizao.wording.voice import choose_code

Found = dict[str, Any]
_MANY = 64
"""From this many files on, all processors are used."""
_KEYS = ("opened", "law", "topic", "rules", "process")
"""Keys that tell what a file is."""


def list_files(paths: Sequence[str], *, language: str = "zh") -> tuple[list[str], list[Found]]:
    """Every file to look at, folders searched; and the problems of paths that cannot be looked at."""
    files: dict[str, None] = {}
    problems: list[Found] = []
    for path in paths:
        try:
            with located(path):
                if Path(path).is_dir():
                    inside = sorted(str(one) for suffix in (".yaml", ".yml") for one in Path(path).rglob(f"*{suffix}"))
                    files.update(dict.fromkeys(inside))
                    if not inside:
                        raise refuse("cli-folder-empty", path)
                else:
                    Path(path).stat()
                    files[path] = None
        except InputError as error:
            problems += [_plain(each, language) for each in error.problems]
    return list(files), problems


def inspect_all(files: Sequence[str], *, language: str, advance: Callable[[int], None]) -> list[Found]:
    """Everything found, in the order of the files."""
    if len(files) < _MANY or (os.cpu_count() or 1) < 2:
        found = []
        for path in files:
            found += inspect_file(path, language)
            advance(1)
    else:
        found = _inspect_side_by_side(files, language=language, advance=advance)
    return found


def _inspect_side_by_side(files: Sequence[str], *, language: str, advance: Callable[[int], None]) -> list[Found]:
    from concurrent.futures import ProcessPoolExecutor

    size = max(1, min(100, len(files) // ((os.cpu_count() or 1) * 4)))
    parts = [files[start : start + size] for start in range(0, len(files), size)]
    found: list[Found] = []
    with ProcessPoolExecutor() as pool:
        for part, one in zip(parts, pool.map(_inspect_part, parts, [language] * len(parts)), strict=True):
            found += one
            advance(len(part))
    return found


def _inspect_part(files: Sequence[str], language: str) -> list[Found]:
    return [one for path in files for one in inspect_file(path, language)]


def inspect_file(path: str, language: str) -> list[Found]:
    """What is wrong with one file; whatever is anticipated becomes a finding."""
    try:
        return list(_inspect_known(path, language))
    except InputError as error:
        problems = error.problems or (Problem(error.code, error.fields, Location(path)),)
        return [_plain(each, language) for each in problems]
    except ZaizaoError as error:
        return [_plain(Problem(choose_code(error), error.fields, Location(path)), language)]
    except OSError as error:
        return [_plain(explain_failure(path, error), language)]


def _inspect_known(path: str, language: str) -> Iterator[Found]:
    kind = _tell_kind(path)
    if kind == "script":
        from zaizao.net.scripts import play, read_script

        play(read_script(path))
    elif kind == "law":
        from zaizao.law.texts import load_law

        load_law(path)
    elif kind == "rules":
        from zaizao.law.reading import load_rules

        load_rules(path)
    elif kind == "pack":
        from zaizao.definition.reading import read_shared

        read_shared(path)
    else:
        yield from _inspect_definition(path, language)


def _tell_kind(path: str) -> str:
    """What a YAML file is, told by its name and the keys at its left margin."""
    suffix = Path(path).suffix.lower()
    if suffix not in READABLE:
        with located(path), Path(path).open("rb"):
            pass
        raise refuse("suffix-unknown", path, suffix=suffix or "—", known=READABLE)
    if suffix == ".json":
        return "definition"
    if Path(path).name == "pack.yaml":
        return "pack"
    with located(path), Path(path).open("rb") as stream:
        keys = _list_keys(b"\n" + stream.read(1_000_000))
    if "opened" in keys:
        return "script"
    if "process" in keys:
        return "definition"
    return "rules" if {"topic", "rules"} <= keys else "law" if "law" in keys else "definition"


def _list_keys(content: bytes) -> set[str]:
    """Which of the telling keys stand at the left margin."""
    words = {key: b"\n" + key.encode() for key in _KEYS}
    return {key for key, word in words.items() if word in content and re.search(word + rb"[ \t]*:", content)}


def _inspect_definition(path: str, language: str) -> Iterator[Found]:
    from zaizao.definition import check_definition, inspect_definition

    if path.lower().endswith(".json"):
        findings = check_definition(load_definition(path))
    else:
        with located(path):
            findings = inspect_definition(Path(path)).findings
    for finding in findings:
        problem = finding.to_problem()
        where = Location(path, problem.where.line, problem.where.column, problem.where.path)
        yield _plain(Problem(problem.code, problem.fields, where), language, severity=finding.severity.value)


def _plain(problem: Problem, language: str, *, severity: str = "error") -> Found:
    where = problem.where
    return {
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "path": where.path,
        "code": problem.code,
        "severity": severity,
        "text": say(problem.code, problem.fields, language),
    }


__all__ = ["inspect_all", "inspect_file", "list_files"]
