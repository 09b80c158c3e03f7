"""Reading definitions: from YAML, JSON or plain values to a checked `ProcessDefinition`.

Every fault of an input is reported at once, with file, line, column and path; positions are looked up only then.
Packs (shared organs, materials, bases) stand in `packs`; what is checked stands in `checks`.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from zaizao.definition.checks import find_errors, find_warnings
from zaizao.definition.codec import Fault, structure
from zaizao.definition.finding import Finding, Severity
from zaizao.definition.model import ProcessDefinition
from zaizao.definition.plain import digest_of
from zaizao.definition.quick import structure_quickly
from zaizao.definition.sharing import FindBasis, Shared, find_shipped, merge_missing
from zaizao.definition.survey import Survey
from zaizao.errors import InputError, Location, Problem
from zaizao.units.record import Record
from zaizao.units.yaml import dotted, locate_all, read_bytes, read_yaml, read_yaml_as

if TYPE_CHECKING:
    from zaizao.law import Library

MAX_PROBLEMS = 200
_NOTHING_SHARED = Shared()
_ABOUT_KEYS = frozenset({"unknown-key", "bad-identifier", "reserved-name"})
"""Faults of a key itself rather than of its value: these point at the key."""


class DefinitionError(InputError):
    """The definition is malformed or contradicts itself; every problem stands in it."""

    code = "definition"


PACK_FILE = "pack.yaml"


class Inspected(Record, frozen=True):
    """A definition that loads, and what the checks have to say about it, located in its file."""

    definition: ProcessDefinition
    findings: tuple[Finding, ...]
    survey: Survey | None = None
    """What was worked out about the definition on the way, for whoever looks further (`diagnose_surveyed`)."""

    beside = ("survey",)


def read_definition(
    source: str | Path, *, file: str | None = None, shared: Shared | None = None, find_basis: FindBasis = find_shipped
) -> ProcessDefinition:
    """Read one process from a path, or from a YAML text (a string with a line break or ``key: value`` in it).

    What the process names and does not declare is taken from ``shared`` (by default the `pack.yaml` beside the
    file), legal bases then from ``find_basis`` (by default the law texts shipped); its own declarations win.
    Raises DefinitionError or YamlError with every problem, OSError when the file cannot be opened.
    """
    content, file, shared = _open_source(source, file=file, shared=shared)
    survey, _ = _read(content, file=file, shared=shared, find_basis=find_basis)
    return replace(survey.definition, digest=digest_of(survey.definition))


def inspect_definition(
    source: str | Path,
    *,
    file: str | None = None,
    content: bytes | None = None,
    shared: Shared | None = None,
    find_basis: FindBasis = find_shipped,
    library: Library | None = None,
    on: dt.date | None = None,
) -> Inspected:
    """Read one process as `read_definition` does and check it as `check_definition` does, both at the price of one.

    ``content``: of the file at ``source``, where it was read already. The definition carries no digest. Raises as
    `read_definition`.
    """
    text, file, shared = _open_source(source, file=file, shared=shared, content=content)
    survey, tolerated = _read(text, file=file, shared=shared, find_basis=find_basis)
    survey.library, survey.on = library, on
    findings = [*tolerated, *find_warnings(survey)]
    return Inspected(survey.definition, tuple(_locate(findings, text, file=file)) if findings else (), survey)


def _open_source(
    source: str | Path, *, file: str | None, shared: Shared | None, content: bytes | None = None
) -> tuple[str | bytes, str | None, Shared]:
    if isinstance(source, str) and _is_text(source):
        return source, file, shared or _NOTHING_SHARED
    path = source if isinstance(source, Path) else Path(source)
    beside = os.path.join(os.path.dirname(path), PACK_FILE)  # noqa: PTH118, PTH120  # as in `read_bytes`
    if shared is None and os.path.exists(beside):  # noqa: PTH110
        shared = read_shared(beside)
    return read_bytes(path) if content is None else content, file or str(path), shared or _NOTHING_SHARED


def _locate(findings: list[Finding], content: str | bytes, *, file: str | None) -> list[Finding]:
    places = locate_all(_decode(content), [finding.path for finding in findings])
    return [replace(f, where=Location(file, *places[f.path], dotted(f.path))) for f in findings]


def _decode(content: str | bytes) -> str:
    return content.decode("utf-8-sig") if isinstance(content, bytes) else content


def read_shared(path: str | Path) -> Shared:
    """Read a `pack.yaml`. Raises DefinitionError or YamlError, OSError when it cannot be opened."""
    state = Path(path).stat()
    return _read_shared(str(path), state.st_mtime_ns, state.st_size)


@functools.lru_cache(maxsize=16)
def _read_shared(path: str, changed: int, size: int) -> Shared:
    content = read_bytes(path)
    plain = read_yaml(content, file=path)
    faults: list[Fault] = []
    shared = structure({} if plain is None else plain, Shared, faults=faults)
    if faults or shared is None:
        raise DefinitionError(_place(faults, _decode(content), file=path))
    return shared


def read_definitions(paths: Iterable[str | Path]) -> tuple[ProcessDefinition, ...]:
    """Read several files; the problems of all of them are raised together."""
    read: list[ProcessDefinition] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            read.append(read_definition(Path(path)))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise DefinitionError(problems)
    return tuple(read)


def from_plain(plain: object, *, file: str | None = None) -> ProcessDefinition:
    """Check plain values (as `to_plain` gives them). Raises DefinitionError; there are no lines to name."""
    survey, problems, _ = _build(plain, shared=_NOTHING_SHARED, find_basis=find_shipped)
    if problems or survey is None:
        raise DefinitionError(_place(problems, None, file=file))
    return replace(survey.definition, digest=digest_of(survey.definition))


def from_json(text: str, *, file: str | None = None) -> ProcessDefinition:
    """Read what `to_json` wrote. Raises DefinitionError."""
    try:
        plain = json.loads(text, parse_constant=str, object_pairs_hook=_refuse_doubles)
    except (json.JSONDecodeError, RecursionError, _DoubleKeyError) as error:
        where = Location(file, getattr(error, "lineno", None), getattr(error, "colno", None))
        raise DefinitionError([Problem("json-syntax", {"detail": str(error)[:200]}, where)]) from None
    return from_plain(plain, file=file)


class _DoubleKeyError(ValueError):
    pass


def _refuse_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        raise _DoubleKeyError("a key stands twice")
    return mapping


def _is_text(source: str) -> bool:
    return "\n" in source or ": " in source or source.lstrip()[:1] in ("", "{", "[") or "\0" in source


def _read(
    content: str | bytes, *, file: str | None, shared: Shared, find_basis: FindBasis
) -> tuple[Survey, list[Finding]]:
    """The sound definition with what was worked out about it, and the errors tolerated because it is as found."""
    definition, plain = read_yaml_as(_structure_quickly, content, file=file)
    survey, faults, tolerated = _build(plain, shared=shared, find_basis=find_basis, definition=definition)
    if faults or survey is None:
        raise DefinitionError(_place(faults, _decode(content), file=file))
    return survey, tolerated


def _structure_quickly(plain: object) -> ProcessDefinition | None:
    return structure_quickly(plain, ProcessDefinition)


def _build(
    plain: object, *, shared: Shared, find_basis: FindBasis, definition: ProcessDefinition | None = None
) -> tuple[Survey | None, list[Fault | Finding], list[Finding]]:
    """The definition surveyed (``definition`` where it is structured already); the faults that keep it from loading; the findings that are tolerated."""
    faults: list[Fault] = []
    if plain is None:
        return None, [Fault("empty-definition", None, {})], []
    if definition is None:
        definition = structure(plain, ProcessDefinition, faults=faults)
    if definition is None:
        return None, [*faults], []
    survey, findings = _check_with_shared(definition, shared=shared, find_basis=find_basis)
    malformed = [fault.path for fault in faults]
    errors = [f for f in findings if f.severity is Severity.ERROR and not _touches(f.path, malformed)]
    return survey, [*faults, *errors], [f for f in findings if f.severity is not Severity.ERROR]


def _check_with_shared(
    definition: ProcessDefinition, *, shared: Shared, find_basis: FindBasis
) -> tuple[Survey, list[Finding]]:
    """The errors left when everything named but not declared was taken from what is shared.

    What is taken may name more, hence the rounds.
    """
    while True:
        survey = Survey(definition)
        findings = find_errors(survey)
        missing = {(str(f.fields["kind"]), str(f.fields["id"])) for f in findings if f.code == "unknown-reference"}
        merged = merge_missing(definition, missing, shared=shared, find_basis=find_basis) if missing else definition
        if merged is definition:
            return survey, findings
        definition = merged


def _touches(path: tuple[str | int, ...], malformed: list[tuple[str | int, ...]]) -> bool:
    """Whether a finding stands in, or around, something that could not be read; it would only confuse."""
    return any(path[: len(other)] == other or other[: len(path)] == path for other in malformed)


def _place(faults: Iterable[Fault | Finding], text: str | None, *, file: str | None) -> list[Problem]:
    listed = list(faults)[:MAX_PROBLEMS]
    problems = []
    values: dict[Any, Any] = {}
    keys: dict[Any, Any] = {}
    if text is not None:
        values = locate_all(text, [fault.path for fault in listed if fault.code not in _ABOUT_KEYS])
        keys = locate_all(text, [fault.path for fault in listed if fault.code in _ABOUT_KEYS], key=True)
    for fault in listed:
        line, column = (keys if fault.code in _ABOUT_KEYS else values).get(fault.path, (None, None))
        problems.append(Problem(fault.code, fault.fields, Location(file, line, column, dotted(fault.path))))
    return sorted(problems, key=lambda p: (p.where.line or 0, p.where.column or 0))
