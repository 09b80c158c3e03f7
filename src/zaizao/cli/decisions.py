"""What was decided about findings: the `zaizao-findings.yaml` that applies to a file, and the baseline written into it.

What a decision does to a finding is `zaizao.diagnosis.sift_findings`; here the files are found, read and written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from os.path import commonpath
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from zaizao.cli.examination import Examined
from zaizao.cli.files import read_text, write_whole
from zaizao.cli.inspection import RECORD_FILE, Found, find_record, write_problem
from zaizao.diagnosis import (
    Finding,
    FindingsFileError,
    FindingsRecord,
    Sifted,
    make_baseline,
    read_record,
    sift_findings,
    write_record,
)
from zaizao.errors import InputError, Location, Problem


class Records(Struct, frozen=True):
    """The record that applies to each folder; one that is named applies to all."""

    named: Path | None = None
    by_folder: Mapping[Path, Path | None] = {}
    read: Mapping[Path, FindingsRecord] = {}
    problems: tuple[Found, ...] = ()
    """What is wrong with the records themselves."""

    def find(self, file: str) -> Path | None:
        """The record that applies to a file."""
        return self.named or self.by_folder.get(Path(file).parent)


def load_records(files: Sequence[str], *, named: str | None, language: str, may_miss: bool = False) -> Records:
    """The records of these files: ``named``, else the nearest above each; ``may_miss``: ``named`` is only written."""
    folders = {Path(file).parent for file in files}
    by_folder = {} if named else {folder: find_record(folder) for folder in folders}
    wanted = [Path(named)] if named else sorted({path for path in by_folder.values() if path is not None})
    read: dict[Path, FindingsRecord] = {}
    problems: list[Found] = []
    for path in wanted:
        if may_miss and not path.exists():
            continue
        try:
            read[path] = read_record(read_text(path), file=str(path))
        except InputError as error:
            told = error.problems or (Problem(FindingsFileError.code, {}, Location(str(path))),)
            problems += [write_problem(each, language) for each in told]
    return Records(Path(named) if named else None, by_folder, read, tuple(problems))


def sift_examined(
    examined: Sequence[Examined], records: Records, *, on: dt.date | None, language: str
) -> tuple[Sifted, tuple[Found, ...]]:
    """All findings sorted by what was decided about them; and what is out of date in the decisions, as problems."""
    groups: dict[Path | None, list[Examined]] = {}
    for one in examined:
        if one.process is not None:
            groups.setdefault(records.find(one.file), []).append(one)
    parts, stale = [], []
    for path, group in groups.items():
        record = records.read.get(path, FindingsRecord()) if path is not None else FindingsRecord()
        processes = [one.process for one in group if one.process is not None]
        findings = [finding for one in group for finding in one.findings]
        part = sift_findings(findings, record, processes=processes, on=on)
        parts.append(part)
        stale += [
            write_problem(each.to_problem(file=str(path)), language, kind="check", severity="warning")
            for each in part.stale
        ]
    return _unite(parts), tuple(stale)


def _unite(parts: Sequence[Sifted]) -> Sifted:
    return Sifted(
        shown=tuple(each for part in parts for each in part.shown),
        suppressed=tuple(each for part in parts for each in part.suppressed),
        known=tuple(each for part in parts for each in part.known),
        fixed=tuple(each for part in parts for each in part.fixed),
        stale=tuple(each for part in parts for each in part.stale),
    )


def write_baselines(
    examined: Sequence[Examined], sifted: Sifted, records: Records, *, paths: Sequence[str]
) -> dict[Path, int]:
    """Write what is found now into the records as known; how many each holds.

    What the records say about processes that were not looked at stays, and so do the suppressions.
    """
    home = _choose_home(paths)
    suppressed = {id(finding) for finding, _ in sifted.suppressed}
    findings: dict[Path, list[Finding]] = {}
    seen: dict[Path, set[str]] = {}
    for one in examined:
        if one.process is not None:
            path = records.find(one.file) or home
            seen.setdefault(path, set()).add(one.process)
            findings.setdefault(path, []).extend(each for each in one.findings if id(each) not in suppressed)
    for path, found in findings.items():
        record = records.read.get(path, FindingsRecord())
        kept = [entry for entry in record.baseline if entry.process not in seen[path]]
        entries = sorted([*kept, *make_baseline(found)], key=lambda e: (e.process, e.rule, e.at, e.fingerprint))
        _write(path, replace(record, baseline=tuple(entries)))
    return {path: len(found) for path, found in findings.items()}


def _choose_home(paths: Iterable[str]) -> Path:
    """Where a record begins that is not there yet: in the folder that was given, or that holds all that was given."""
    folders = [str((Path(path) if Path(path).is_dir() else Path(path).parent).absolute()) for path in paths]
    home = Path(commonpath(folders))
    here = Path.cwd()
    return (home.relative_to(here) if home.is_relative_to(here) else home) / RECORD_FILE


def _write(path: Path, record: FindingsRecord) -> None:
    """Write a record; comments and order of one that is there already stay."""
    if not path.exists():
        write_whole(path, write_record(record))
        return
    from zaizao.definition import Drop, Put
    from zaizao.definition.plain import unstructure
    from zaizao.errors import ZaizaoError
    from zaizao.units.yaml_edit_text import edit_yaml

    text = read_text(path)
    plain = unstructure(record)
    baseline = plain.get("baseline", [])
    had = bool(read_record(text).baseline)
    edits = [Put(("baseline",), baseline)] if baseline else [Drop(("baseline",))] if had else []
    try:
        written = edit_yaml(text, edits, file=str(path)) if edits else text
    except ZaizaoError:
        written = write_record(record)
    if written != text:
        write_whole(path, written)
