"""What a city has decided about its findings: suppressions with a reason and an end, and a baseline to start from.

Both stand in one file, ``zaizao-findings.yaml``, beside the definitions. Finding the file is the command's business.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from msgspec import Struct

from zaizao.definition.codec import Fault, structure
from zaizao.definition.marks import key
from zaizao.definition.plain import unstructure
from zaizao.diagnosis.errors import FindingsFileError, UnknownDiagnosisRuleError
from zaizao.diagnosis.registry import find_rule
from zaizao.diagnosis.rule import Finding
from zaizao.errors import Location, Problem
from zaizao.units.yaml import dotted, locate_all, read_yaml

RECORD_FILE = "zaizao-findings.yaml"


class Suppression(Struct, frozen=True):
    """A finding that somebody has decided to live with until a day, and why."""

    process: Annotated[str, key(says="The process")]
    rule: Annotated[str, key(says="Code or name of the rule")]
    reason: Annotated[str, key(says="Why it is not mended")]
    until: Annotated[str, key(says="Until when (ISO date, that day included)")]
    at: Annotated[str | None, key(says="The element, e.g. activities.seal; the whole process if absent")] = None

    def covers(self, finding: Finding) -> bool:
        """Whether it speaks of this finding: its process and rule, its element or something inside it."""
        if finding.process != self.process or self.rule.lower() not in (finding.rule.code.lower(), finding.rule.name):
            return False
        return self.at is None or any(_is_inside(place, self.at) for place in (finding.at, finding.anchor))


class BaselineEntry(Struct, frozen=True):
    """A finding that was there when the baseline was written."""

    process: Annotated[str, key(says="The process")]
    rule: Annotated[str, key(says="Code of the rule")]
    at: Annotated[str, key(says="The element when it was written")]
    fingerprint: Annotated[str, key(says="What identifies the finding")]


class FindingsRecord(Struct, frozen=True):
    """The contents of a ``zaizao-findings.yaml``."""

    suppressions: Annotated[tuple[Suppression, ...], key(says="Findings to live with for a while")] = ()
    baseline: Annotated[tuple[BaselineEntry, ...], key(says="Findings that were there at the start")] = ()


class Stale(enum.Enum):
    """Why a suppression is reported itself."""

    EXPIRED = "suppression-expired"
    UNMATCHED = "suppression-unmatched"


class StaleSuppression(Struct, frozen=True):
    """A suppression that no longer does what it was written for."""

    suppression: Suppression
    why: Stale
    index: int
    """Its place in the file, from 0."""

    def to_problem(self, *, file: str | None = None) -> Problem:
        """It as the errors tree knows it."""
        told = self.suppression
        fields = {"process": told.process, "rule": told.rule, "at": told.at or "", "until": told.until}
        return Problem(self.why.value, fields, Location(file, path=f"suppressions[{self.index}]"))


class Sifted(Struct, frozen=True):
    """Findings held against what was decided about them."""

    shown: tuple[Finding, ...]
    """To be looked at."""
    suppressed: tuple[tuple[Finding, Suppression], ...] = ()
    known: tuple[Finding, ...] = ()
    """In the baseline: counted, not shown."""
    fixed: tuple[BaselineEntry, ...] = ()
    """In the baseline, and no longer there."""
    stale: tuple[StaleSuppression, ...] = ()


def read_record(text: str | bytes, *, file: str | None = None) -> FindingsRecord:
    """Read a ``zaizao-findings.yaml``. Raises YamlError and FindingsFileError with every fault located."""
    plain = read_yaml(text, file=file)
    faults: list[Fault] = []
    record = structure({} if plain is None else plain, FindingsRecord, faults=faults)
    listed = [(fault.path, fault.code, fault.fields) for fault in faults]
    for index, suppression in enumerate(record.suppressions if record is not None else ()):
        if not faults and _read_day(suppression.until) is None:
            listed.append((("suppressions", index, "until"), "suppression-until", {"until": suppression.until}))
        if not faults and not suppression.reason.strip():
            listed.append((("suppressions", index, "reason"), "suppression-reason", {}))
    if listed or record is None:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        places = locate_all(decoded, [path for path, _, _ in listed])
        raise FindingsFileError(
            Problem(code, fields, Location(file, *places[path], dotted(path))) for path, code, fields in listed
        )
    return record


def write_record(record: FindingsRecord) -> str:
    """The record as a YAML text; reading it again gives an equal record."""
    plain: dict[str, Any] = unstructure(record)
    from zaizao.units.yaml_write import write_yaml  # noqa: PLC0415  # PyYAML is slow to load; records are mostly read

    return write_yaml(plain) if plain else "{}\n"


def make_baseline(findings: Iterable[Finding]) -> tuple[BaselineEntry, ...]:
    """The entries that make these findings known, in an order that does not depend on theirs."""
    entries = [BaselineEntry(f.process, f.rule.code, f.at, f.fingerprint) for f in findings]
    return tuple(sorted(entries, key=lambda one: (one.process, one.rule, one.at, one.fingerprint)))


def sift_findings(
    findings: Sequence[Finding], record: FindingsRecord, *, processes: Iterable[str], on: dt.date | None = None
) -> Sifted:
    """The findings sorted by what was decided about them.

    ``processes``: all that were diagnosed; nothing is said about entries of others. ``on``: the day; a suppression
    that ended before it hides nothing any more (without a day none has ended).
    """
    seen = frozenset(processes)
    expired = [
        on is not None and _read_day(one.until) is not None and str(on) > one.until for one in record.suppressions
    ]
    left, suppressed, used = _suppress(findings, record.suppressions, expired)
    baseline = Counter(entry.fingerprint for entry in record.baseline)
    shown, known = [], []
    for finding in left:
        if baseline[finding.fingerprint] > 0:
            baseline[finding.fingerprint] -= 1
            known.append(finding)
        else:
            shown.append(finding)
    # a finding now suppressed is still there: its entry is not fixed
    baseline.subtract(Counter(finding.fingerprint for finding, _ in suppressed))
    return Sifted(
        shown=tuple(shown),
        suppressed=tuple(suppressed),
        known=tuple(known),
        fixed=tuple(_list_fixed(record.baseline, baseline, seen)),
        stale=tuple(_list_stale(record.suppressions, expired, used, seen)),
    )


def _suppress(
    findings: Sequence[Finding], suppressions: Sequence[Suppression], expired: Sequence[bool]
) -> tuple[list[Finding], list[tuple[Finding, Suppression]], set[int]]:
    """What is left, what is suppressed by what, and which suppressions speak of anything."""
    left, suppressed, used = [], [], set[int]()
    for finding in findings:
        covering = [index for index, one in enumerate(suppressions) if one.covers(finding)]
        used.update(covering)
        valid = [index for index in covering if not expired[index]]
        if valid:
            suppressed.append((finding, suppressions[valid[0]]))
        else:
            left.append(finding)
    return left, suppressed, used


def _list_fixed(
    entries: Sequence[BaselineEntry], left: Counter[str], processes: frozenset[str]
) -> Iterable[BaselineEntry]:
    for entry in entries:
        if entry.process in processes and left[entry.fingerprint] > 0:
            left[entry.fingerprint] -= 1
            yield entry


def _list_stale(
    suppressions: Sequence[Suppression], expired: Sequence[bool], used: set[int], processes: frozenset[str]
) -> Iterable[StaleSuppression]:
    for index, one in enumerate(suppressions):
        if one.process not in processes:
            continue
        if index not in used or not _is_rule(one.rule):
            yield StaleSuppression(one, Stale.UNMATCHED, index)
        elif expired[index]:
            yield StaleSuppression(one, Stale.EXPIRED, index)


def _is_rule(wanted: str) -> bool:
    try:
        find_rule(wanted)
    except UnknownDiagnosisRuleError:
        return False
    return True


def _is_inside(place: str, outer: str) -> bool:
    return place == outer or place.startswith((f"{outer}.", f"{outer}["))


def _read_day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if len(text) == len("2026-01-01") else None
    except ValueError:
        return None


__all__ = [
    "RECORD_FILE",
    "BaselineEntry",
    "FindingsRecord",
    "Sifted",
    "Stale",
    "StaleSuppression",
    "Suppression",
    "make_baseline",
    "read_record",
    "sift_findings",
    "write_record",
]
