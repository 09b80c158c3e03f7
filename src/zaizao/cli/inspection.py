"""Looking at one file: what it is, whether it can be read, what the checks say; and what may follow from it.

What a definition must obey is `zaizao.definition.checks`, what is wrong with it by law is `zaizao.diagnosis`: here they
are only called. Many files, and several processors, are `examination`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from zaizao.cli.files import explain_failure, located, read_text
from zaizao.cli.loading import READABLE, load_definition
from zaizao.cli.program import refuse
from zaizao.definition import ProcessDefinition
from zaizao.errors import InputError, Location, Problem, ZaizaoError
from zaizao.units.record import Record
from zaizao.units.yaml import read_bytes
from zaizao.wording import say
from zaizao.wording.voice import choose_code

if TYPE_CHECKING:
    from zaizao.definition.survey import Survey

Found = dict[str, Any]
RECORD_FILE = "zaizao-findings.yaml"
"""As `zaizao.diagnosis.RECORD_FILE`; written down again so that telling files apart does not load the diagnosis."""


class Inspected(Record, frozen=True):
    """What one file is found to be."""

    file: str
    problems: tuple[Found, ...] = ()
    """What keeps it from being read (``kind`` is ``input``), or what the checks say (``check``)."""
    definition: ProcessDefinition | None = None
    """The definition, where the file is one that can be read."""
    survey: Survey | None = None
    """What its reader worked out about it."""
    content: bytes = b""
    """What was read of the file; empty for JSON."""

    beside = ("survey", "content")


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
            problems += [write_problem(each, language) for each in error.problems]
    return list(files), problems


def find_record(folder: Path) -> Path | None:
    """The nearest record of decisions in the folder or above, not beyond the repository it stands in."""
    for place in (folder, *folder.absolute().parents):
        if (place / RECORD_FILE).is_file():
            return place / RECORD_FILE
        if (place / ".git").exists():
            return None
    return None


def inspect_file(path: str, language: str) -> Inspected:
    """One file; whatever is anticipated becomes a problem."""
    try:
        return _inspect_known(path, language)
    except InputError as error:
        problems = error.problems or (Problem(error.code, error.fields, Location(path)),)
        return Inspected(path, tuple(write_problem(each, language) for each in problems))
    except ZaizaoError as error:
        return Inspected(path, (write_problem(Problem(choose_code(error), error.fields, Location(path)), language),))
    except OSError as error:
        return Inspected(path, (write_problem(explain_failure(path, error), language),))


def _inspect_known(path: str, language: str) -> Inspected:
    kind, content = _tell_kind(path)
    if kind == "definition":
        return _inspect_definition(path, language, content=content)
    if kind == "script":
        from zaizao.net.scripts import play, read_script

        play(read_script(path))
    elif kind == "parameters":
        from zaizao.simulation.parameter_file import read_parameters

        read_parameters(path, content=content)
    elif kind == "what-if":
        from zaizao.simulation.what_if import read_scenarios

        read_scenarios(path)
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
        from zaizao.diagnosis import read_record

        read_record(read_text(path), file=path)
    return Inspected(path)


def _tell_kind(path: str) -> tuple[str, bytes]:
    """What a YAML file is, told by its name and the keys at its left margin; with what was read of it for that."""
    place = Path(path)
    suffix = place.suffix.lower()
    if suffix not in READABLE:
        with located(path), place.open("rb"):
            pass
        raise refuse("suffix-unknown", path, suffix=suffix or "—", known=READABLE)
    if suffix == ".json":
        return "definition", b""
    named = {"pack.yaml": "pack", RECORD_FILE: "record"}.get(place.name)
    if named is not None:
        return named, b""
    with located(path):
        content = read_bytes(path)
    return _tell_by_keys(b"\n" + content[:1_000_000]), content


def _tell_by_keys(content: bytes) -> str:
    if _has_key("opened", content):
        return "script"
    if _has_key("arrivals", content):
        return "parameters"
    if _has_key("process", content):
        return "definition"
    if _has_key("scenarios", content):
        return "what-if"
    if _has_key("topic", content) and _has_key("rules", content):
        return "rules"
    return "law" if _has_key("law", content) else "definition"


def _has_key(key: str, content: bytes) -> bool:
    """Whether the key stands at the left margin; to search for it without a pattern first is much faster."""
    word = b"\n" + key.encode()
    return word in content and re.search(word + rb"[ \t]*:", content) is not None


def _inspect_definition(path: str, language: str, *, content: bytes) -> Inspected:
    from zaizao.definition import check_definition, inspect_definition

    if path.lower().endswith(".json"):
        definition = load_definition(path)
        findings, survey = check_definition(definition), None
    else:
        with located(path):
            inspected = inspect_definition(Path(path), content=content)
        definition, findings, survey = inspected.definition, inspected.findings, inspected.survey
    told = []
    for finding in findings:
        problem = finding.to_problem()
        located_problem = Problem(problem.code, problem.fields, replace(problem.where, file=path))
        told.append(write_problem(located_problem, language, kind="check", severity=finding.severity.value))
    return Inspected(path, tuple(told), definition, survey, content)


def write_problem(problem: Problem, language: str, *, kind: str = "input", severity: str = "error") -> Found:
    """A problem as plain values, in the form of `zaizao check --format json`."""
    where = problem.where
    return {
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "path": where.path,
        "kind": kind,
        "code": problem.code,
        "severity": severity,
        "text": say(problem.code, problem.fields, language),
    }


__all__ = ["Found", "Inspected", "find_record", "inspect_file", "list_files", "write_problem"]
