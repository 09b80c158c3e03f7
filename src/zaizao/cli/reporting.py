"""What `zaizao check` found, as text for people, JSON for programs, SARIF for code hosts; and the exit code.

What gives exit code 1 is decided in `Report.exit_code`: whatever is contrary to law or to be changed; notes do not.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click
import msgspec
from msgspec import Struct

from zaizao.cli.exit_codes import BAD_INPUT, FINDINGS, FINE
from zaizao.cli.inspection import Found
from zaizao.cli.showing import print_json
from zaizao.wording import say

if TYPE_CHECKING:
    from zaizao.cli.mending import Mended
    from zaizao.diagnosis import Evidence, Finding, Sifted

_MANY = 1000
"""From so many findings on, JSON is written the quick way."""
_PORTION = 1000
"""So many are then printed at once."""
_LEVELS = {"error": "error", "warning": "warning", "note": "note"}


class Written(NamedTuple):
    """A finding as text, or as JSON on one line, with what its sum needs to know."""

    code: str
    severity: str
    is_mendable: bool
    text: str


def write_findings(findings: Sequence[Finding], form: str, *, language: str) -> tuple[Written, ...]:
    """Findings in a form, ``text`` or ``json``."""

    def write(finding: Finding) -> str:
        if form == "json":
            return _write_on_one_line(_write_finding(finding, language))
        return "\n".join(_write_lines(finding, language))

    return tuple(Written(one.rule.code, one.rule.severity.value, one.is_mendable, write(one)) for one in findings)


def _write_on_one_line(value: object) -> str:
    """As `json.dumps` writes it, in a third of the time."""
    try:
        return msgspec.json.format(msgspec.json.encode(value), indent=0).decode()
    except UnicodeEncodeError:  # the name of a file may be no text
        return json.dumps(value, ensure_ascii=False)


class Report(Struct, frozen=True):
    """The result of one call."""

    files: int
    on: str
    problems: tuple[Found, ...] = ()
    """What keeps files from being read, what the checks of the language say, what is out of date in decisions."""
    sifted: Sifted | None = None
    """What the diagnosis found; None where there was nothing to diagnose."""
    written: Sequence[tuple[str, tuple[Written, ...]]] = ()
    """Findings that were written where they were found, by file; then ``sifted`` is None."""
    mended: Sequence[Mended] = ()
    is_written: bool = False

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the diagnosis found and nobody decided to live with."""
        return () if self.sifted is None else self.sifted.shown

    @property
    def counts(self) -> Counter[str]:
        """How many of each: ``input`` problems, ``check`` problems, ``error``, ``warning`` and ``note`` findings."""
        told = Counter(str(one["kind"]) for one in self.problems)
        told.update(each.severity for _, those in self.written for each in those)
        return told + Counter(finding.rule.severity.value for finding in self.findings)

    @property
    def mendable(self) -> int:
        """How many findings `--fix` would mend."""
        written = sum(each.is_mendable for _, those in self.written for each in those)
        return written + sum(finding.is_mendable for finding in self.findings)

    @property
    def exit_code(self) -> int:
        """2 where something cannot be read, 1 where something is contrary to law or to be changed, else 0."""
        counts = self.counts
        if counts["input"]:
            return BAD_INPUT
        return FINDINGS if counts["check"] or counts["error"] or counts["warning"] else FINE


def print_report(report: Report, form: str, *, language: str) -> None:
    """Print it in one of the three forms."""
    if form == "json":
        lines = [each.text for _, those in report.written for each in those]
        print_report_json(_write_json(report, language), lines)
    elif form == "sarif":
        print_json(_write_sarif(report, language))
    else:
        _print_text(report, language)


def print_report_json(told: dict[str, Any], written: Sequence[str] = ()) -> None:
    """As every JSON the command prints; where there are very many findings, each of them on one line.

    ``written``: further findings, as JSON.
    """
    if len(told["findings"]) + len(written) <= _MANY:
        print_json({**told, "findings": [*told["findings"], *map(json.loads, written)]})
        return
    head = {**told, "findings": []}
    text = json.dumps(head, ensure_ascii=False, indent=2).replace('"findings": []', '"findings": [\n{}\n  ]', 1)
    before, _, after = text.partition("{}\n  ]")
    lines = [*map(_write_on_one_line, told["findings"]), *written]
    for start in range(0, len(lines), _PORTION):  # never all of it in memory once more
        click.echo(f"{before}    " + ",\n    ".join(lines[start : start + _PORTION]), nl=False)
        before = ",\n"
    click.echo(f"\n  ]{after}")


def _write_json(report: Report, language: str) -> dict[str, Any]:
    counts = report.counts
    findings = [*report.problems, *(_write_finding(one, language) for one in report.findings)]
    order = {file: place for place, file in enumerate(dict.fromkeys(one["file"] for one in findings))}
    sifted = report.sifted
    told: dict[str, Any] = {
        "files": report.files,
        "on": report.on,
        "broken": counts["input"],
        "errors": counts["input"] + counts["error"],
        "warnings": counts["check"] + counts["warning"],
        "notes": counts["note"],
        "known": len(sifted.known) if sifted else 0,
        "suppressed": len(sifted.suppressed) if sifted else 0,
        "gone": len(sifted.fixed) if sifted else 0,
        "findings": sorted(findings, key=lambda one: order[one["file"]]),
    }
    if report.mended:
        told["fixes"] = [
            {"file": one.file, "written": report.is_written, "rules": [each.rule.code for each in one.done],
             "refused": [{"rule": each.rule.code, "path": each.at, "text": say_error(error, language)}
                         for each, error in one.refused],
             "difference": one.difference}
            for one in report.mended
        ]  # fmt: skip
    return told


def _write_finding(finding: Finding, language: str) -> Found:
    """The keys of every problem first, then what only the diagnosis knows."""
    from zaizao.diagnosis import to_json_value

    told = to_json_value(finding, language=language)
    return {
        "file": told["file"],
        "line": told["line"],
        "column": told["column"],
        "path": told["at"],
        "kind": "diagnosis",
        "code": told["rule"],
        "severity": told["severity"],
        "text": told["text"],
        "name": told["name"],
        "process": told["process"],
        "fields": told["fields"],
        "evidence": told["evidence"],
        "remedy": told["remedy"],
        "fingerprint": told["fingerprint"],
    }


def _write_sarif(report: Report, language: str) -> dict[str, Any]:
    from zaizao import __version__
    from zaizao.cli.files import read_text
    from zaizao.diagnosis import to_sarif

    sifted = report.sifted
    findings: Any = report.findings
    if sifted is not None and (sifted.known or sifted.suppressed or sifted.fixed):
        findings = sifted
    files = {finding.where.file for finding in report.findings if finding.remedy is not None and finding.remedy.edits}
    texts = {file: read_text(file) for file in sorted(file for file in files if file is not None)}
    log = to_sarif(findings, language=language, version=__version__, texts=texts)
    log["runs"][0]["results"] += [_write_result(one) for one in report.problems]
    return log


def _write_result(problem: Found) -> dict[str, Any]:
    """A problem that is no finding of the diagnosis, as a SARIF result."""
    from urllib.parse import quote

    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(str(problem["file"]))}}
    if problem["line"] is not None:
        physical["region"] = {"startLine": problem["line"], "startColumn": problem["column"] or 1}
    result: dict[str, Any] = {
        "ruleId": problem["code"],
        "level": _LEVELS[problem["severity"]],
        "message": {"text": problem["text"]},
    }
    return result if problem["file"] is None else {**result, "locations": [{"physicalLocation": physical}]}


def _print_text(report: Report, language: str) -> None:
    told: dict[str, list[tuple[str, bool]]] = {}
    for one in report.problems:
        told.setdefault(str(one["file"]), []).append((_write_problem(one, language), one["kind"] == "input"))
    for finding in report.findings:
        told.setdefault(str(finding.where.file), []).append(("\n".join(_write_lines(finding, language)), False))
    for file, those in report.written:
        told.setdefault(file, []).extend((each.text, False) for each in those)
    for text, is_input in (pair for listed in told.values() for pair in listed):
        click.echo(text, err=is_input)
    for mended in report.mended:
        for line in _write_mended(mended, language):
            click.echo(line, nl=not line.endswith("\n"))
    for line in _write_sum(report, language):
        click.echo(line)


def _write_problem(one: Found, language: str) -> str:
    mark = say(f"cli-severity-{one['severity']}", {}, language)
    place = _write_place(one["file"], one["line"], one["column"], one["path"])
    return _colon(language).join((place, mark, f"{one['text']} [{one['code']}]"))


def _write_place(file: object, line: object, column: object, path: object) -> str:
    place = ":".join(str(part) for part in (file, line, column) if part is not None)
    return f"{place} {path}".strip()


def _colon(language: str) -> str:
    return ": " if language == "en" else "："


def _write_lines(finding: Finding, language: str) -> Iterator[str]:
    """What is wrong, then indented what it rests on, and what to do."""
    where = finding.where
    mark = say(f"rule-severity-{finding.rule.severity.value}", {}, language)
    place = _write_place(where.file, where.line, where.column, finding.at)
    yield _colon(language).join((place, mark, f"{finding.say(language)} [{finding.rule.code}]"))
    for line in _list_evidence(finding, language):
        yield f"    {line}"
    if finding.remedy is not None:
        yield "    " + _tell_remedy(finding, language)


def _list_evidence(finding: Finding, language: str) -> Iterator[str]:
    """The law first, then the places, those of one kind on one line."""
    places: dict[str, list[str]] = {}
    for evidence in finding.evidence:
        says, at = evidence.says.say(language), _tell_at(finding, evidence)
        if evidence.law is None:
            places.setdefault(says, []).append(at)
            continue
        law = f" ({evidence.law})" if language == "en" else f"（{evidence.law}）"
        yield say("cli-check-law", {"says": says if evidence.law in says else f"{says}{law}"}, language)
    for says, listed in places.items():
        named = tuple(at for at in listed if at)
        code = "cli-check-place" if named else "cli-check-fact"
        yield say(code, {"says": says, "at": named}, language)


def _tell_at(finding: Finding, evidence: Evidence) -> str:
    from zaizao.units.yaml import dotted

    at = dotted(evidence.path) if evidence.path is not None else ""
    if evidence.process is not None and evidence.process != finding.process:
        return f"{evidence.process}/{at}" if at else evidence.process
    return at


def _tell_remedy(finding: Finding, language: str) -> str:
    assert finding.remedy is not None
    operator = finding.remedy.operator
    if operator is None:
        code = "cli-check-remedy-edit" if finding.remedy.edits else "cli-check-remedy-human"
        words = say(code, {}, language)
    else:
        words = say(f"cli-operator-{operator}", {}, language)
    how = "cli-check-remedy-safe" if finding.is_mendable else "cli-check-remedy"
    return say(how, {"operator": words}, language)


def _write_mended(mended: Mended, language: str) -> Iterator[str]:
    yield mended.difference
    for finding, error in mended.refused:
        words = {"file": mended.file, "at": finding.at, "rule": finding.rule.code, "why": say_error(error, language)}
        yield say("cli-check-refused", words, language)


def say_error(error: Exception, language: str) -> str:
    """An anticipated error in one line."""
    from zaizao.errors import ZaizaoError
    from zaizao.wording import describe

    assert isinstance(error, ZaizaoError)
    return describe(error, language).replace("\n", " ")


def _write_sum(report: Report, language: str) -> Iterator[str]:
    counts = report.counts
    parts = [
        say(f"cli-check-count-{kind}", {"count": counts[kind]}, language)
        for kind in ("input", "check", "error", "warning", "note")
        if counts[kind]
    ]
    comma = ", " if language == "en" else "，"
    if parts:
        yield say("cli-check-sum", {"files": report.files, "parts": comma.join(parts)}, language)
    else:
        yield say("cli-check-sum-clean", {"files": report.files}, language)
    sifted = report.sifted
    if sifted is not None and (sifted.known or sifted.suppressed or sifted.fixed):
        told = {"known": len(sifted.known), "suppressed": len(sifted.suppressed), "gone": len(sifted.fixed)}
        yield say("cli-check-decided", told, language)
    yield from _write_mending_sum(report, language)


def _write_mending_sum(report: Report, language: str) -> Iterator[str]:
    done = sum(len(one.done) for one in report.mended)
    if done:
        code = "cli-check-mended" if report.is_written else "cli-check-would-mend"
        files = sum(bool(one.done) for one in report.mended)
        yield say(code, {"count": done, "files": files}, language)
        return
    if report.mendable and not report.mended:
        yield say("cli-check-mendable", {"count": report.mendable}, language)
