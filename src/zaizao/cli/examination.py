"""Looking at many files together: each is read once, all definitions of a call are diagnosed as if side by side.

From `MANY` files on, all processors are used, in two rounds. In the first each worker reads its files and diagnoses every
definition by itself; it hands back the findings and the names of what a definition gives, takes and asks for. A rule
sees other definitions only through a name that two of them share, so only files that share one are looked at again in
the second round, by the rules of `ACROSS` alone, together with all that these rules could meet. The result is exactly
that of one round over everything; nothing else is read or diagnosed twice.
"""

from __future__ import annotations

import copyreg
import datetime as dt
import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from zaizao.cli.inspection import Found, Inspected, inspect_file
from zaizao.cli.sharing import Names, link_names, list_names
from zaizao.errors import Location
from zaizao.units.yaml import dotted

if TYPE_CHECKING:
    from zaizao.cli.reporting import Written
    from zaizao.cli.witness import Witness
    from zaizao.definition import ProcessDefinition
    from zaizao.diagnosis import Finding, Rule
    from zaizao.diagnosis.scope import Assembly

MANY = 64
"""From this many files on, all processors are used."""
ACROSS = ("ZL101", "ZL301", "ZL303")
"""The rules that look at other definitions; a test holds that there is no further one."""
Advance = Callable[[int], None]


class Question(Struct, frozen=True):
    """What is asked of every file."""

    language: str = "zh"
    on: dt.date | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    is_diagnosed: bool = True
    witness: Witness | None = None
    """A log, for the rules that look at what really happened."""
    form: str | None = None
    """``text`` or ``json``: findings are handed back written so, which costs less between processes than they do."""


class Examined(Struct, frozen=True):
    """What was found in one file."""

    file: str
    problems: tuple[Found, ...] = ()
    process: str | None = None
    findings: tuple[Finding, ...] = ()
    written: tuple[Written, ...] = ()
    """The findings, where the question asks for them in a form."""
    names: Names | None = None
    """Only between the two rounds."""


def examine_all(files: Sequence[str], question: Question, *, advance: Advance) -> list[Examined]:
    """Every file, in the order given."""
    if len(files) < MANY or question.witness is not None or (os.cpu_count() or 1) < 2:
        return examine_together(files, question, advance=advance)
    return examine_side_by_side(files, question, advance=advance)


def examine_together(files: Sequence[str], question: Question, *, advance: Advance) -> list[Examined]:
    """One round: everything read, then all definitions diagnosed as one assembly."""
    inspected = []
    for file in files:
        inspected.append(inspect_file(file, question.language))
        advance(1)
    if not question.is_diagnosed or not any(one.definition is not None for one in inspected):
        return [_tell(one) for one in inspected]
    if question.witness is not None:
        question.witness.refuse_several([one.definition for one in inspected if one.definition is not None])
    rules, assembly = _choose(question), _gather(inspected, question)
    return [_diagnose(one, assembly, rules, question) for one in inspected]


def examine_side_by_side(
    files: Sequence[str], question: Question, *, advance: Advance, size: int | None = None
) -> list[Examined]:
    """Two rounds on all processors; ``size``: files in one portion."""
    collects = gc.isenabled()
    gc.disable()  # what comes in is kept: looking through it again and again for rubbish takes longer than reading it
    try:
        return _examine_in_rounds(files, question, advance=advance, size=size)
    finally:
        if collects:
            gc.enable()


def _examine_in_rounds(
    files: Sequence[str], question: Question, *, advance: Advance, size: int | None
) -> list[Examined]:
    from concurrent.futures import ProcessPoolExecutor

    _spare_rules()
    if question.is_diagnosed:  # what is loaded before the processes part is loaded once
        _choose(question)
        _gather((), question)
    step = size or max(1, min(40, len(files) // ((os.cpu_count() or 1) * 4)))
    parts = [files[start : start + step] for start in range(0, len(files), step)]
    examined: list[Examined] = []
    gc.freeze()  # what stands before the processes part is not looked through again in each of them
    with ProcessPoolExecutor() as pool:
        for part, told in zip(parts, pool.map(partial(_examine_portion, question), parts), strict=True):
            examined += told
            advance(len(part))
    if not question.is_diagnosed:
        return examined
    targets, witnesses = link_names([one.names for one in examined])
    across = [rule for rule in _choose(question) if rule.code in ACROSS]
    if not targets or not across:
        return [replace(one, names=None) for one in examined]
    chosen = [files[index] for index in targets]
    parts = [chosen[start : start + step] for start in range(0, len(chosen), step)]
    again: dict[str, Examined] = {}
    seen = [files[index] for index in witnesses]
    with ProcessPoolExecutor(initializer=_meet, initargs=(seen, question)) as pool:
        for those in pool.map(_look_across, parts):
            again.update((one.file, one) for one in those)
    return [_join(one, again.get(one.file)) for one in examined]


def _join(one: Examined, across: Examined | None) -> Examined:
    """The findings of both rounds in the order of one: by rule."""
    if across is None:
        return replace(one, names=None)
    findings = [*(each for each in one.findings if each.rule.code not in ACROSS), *across.findings]
    written = [*(each for each in one.written if each.code not in ACROSS), *across.written]
    return replace(
        one,
        findings=tuple(sorted(findings, key=lambda each: each.rule.code)),
        written=tuple(sorted(written, key=lambda each: each.code)),
        names=None,
    )


def _examine_portion(question: Question, files: Sequence[str]) -> list[Examined]:
    """A worker's portion. Definitions leave no rubbish behind; what a fault leaves is swept up once at the end."""
    gc.disable()
    examined = _examine_part(question, files)
    if any(one.problems for one in examined):
        gc.collect()
    return examined


def _examine_part(question: Question, files: Sequence[str]) -> list[Examined]:
    if not question.is_diagnosed:
        return [_tell(inspect_file(file, question.language)) for file in files]
    _spare_rules()
    rules, assembly = _choose(question), _gather((), question)
    return [_examine_alone(file, question, assembly, rules) for file in files]


def _examine_alone(file: str, question: Question, assembly: Assembly, rules: Sequence[Rule]) -> Examined:
    inspected = inspect_file(file, question.language)
    if inspected.definition is None:
        return _tell(inspected)
    # one assembly for all files, each in turn alone in it: what is known about the law is worked out once
    assembly.definitions = (inspected.definition,)
    return replace(_diagnose(inspected, assembly, rules, question), names=list_names(inspected.definition))


def _tell(inspected: Inspected) -> Examined:
    process = inspected.definition.process if inspected.definition is not None else None
    return Examined(inspected.file, inspected.problems, process)


def _choose(question: Question) -> tuple[Rule, ...]:
    from zaizao.diagnosis import select_rules

    return select_rules(question.select, question.ignore, with_evidence=question.witness is not None)


def _gather(inspected: Iterable[Inspected], question: Question) -> Assembly:
    from zaizao.diagnosis import gather

    return gather([one.definition for one in inspected if one.definition is not None], on=question.on)


def _diagnose(inspected: Inspected, assembly: Assembly, rules: Sequence[Rule], question: Question) -> Examined:
    if inspected.definition is None:
        return _tell(inspected)
    from zaizao.definition.survey import Survey
    from zaizao.diagnosis import diagnose_surveyed

    survey = inspected.survey or Survey(inspected.definition)
    survey.library, survey.on = assembly.library, assembly.on
    facts = None if question.witness is None else question.witness.tell(inspected.definition)
    findings = _locate(diagnose_surveyed(survey, assembly=assembly, rules=rules, facts=facts), inspected)
    told = _tell(inspected)
    problems = tuple(one for one in told.problems if not _is_told_better(one, inspected.definition))
    if question.form is None or not findings:
        return replace(told, problems=problems, findings=findings)
    from zaizao.cli.reporting import write_findings

    written = write_findings(findings, question.form, language=question.language)
    return replace(told, problems=problems, written=written)


def _is_told_better(problem: Found, definition: ProcessDefinition) -> bool:
    """Whether the checks only warn of what a process as found may hold: circles, of which the diagnosis says more."""
    return definition.as_is and problem["kind"] == "check" and problem["code"] in ("circle", "cannot-run-circle")


def _locate(findings: tuple[Finding, ...], inspected: Inspected) -> tuple[Finding, ...]:
    """The findings with their lines; a JSON file has none."""
    if not findings:
        return ()
    if not inspected.content:
        return tuple(replace(one, where=Location(inspected.file, path=dotted(one.path))) for one in findings)
    from zaizao.diagnosis import locate_findings

    return locate_findings(findings, inspected.content.decode("utf-8-sig"), file=inspected.file)


class _Meeting:
    """What a worker of the second round keeps: the definitions that others may be concerned with."""

    def __init__(self, files: Sequence[str], question: Question) -> None:
        self.question = question
        self.rules = [rule for rule in _choose(question) if rule.code in ACROSS]
        self.seen = {file: inspect_file(file, question.language) for file in files}
        self.assembly = _gather(self.seen.values(), question)

    def look(self, files: Sequence[str]) -> Iterator[Examined]:
        """The findings of the files together with what was met; a file met is the very one of the assembly."""
        for file in files:
            inspected = self.seen.get(file) or inspect_file(file, self.question.language)
            yield _diagnose(inspected, self.assembly, self.rules, self.question)


_met: list[_Meeting] = []


def _meet(files: Sequence[str], question: Question) -> None:
    """The beginning of a worker of the second round."""
    gc.enable()
    _spare_rules()
    _met[:] = [_Meeting(files, question)]


def _look_across(files: Sequence[str]) -> list[Examined]:
    return list(_met[0].look(files))


def _spare_rules() -> None:
    """Between processes a rule travels as its code: all of them have all rules."""
    from zaizao.diagnosis import Rule

    copyreg.pickle(Rule, _reduce_rule)


def _reduce_rule(rule: Rule) -> tuple[Callable[[str], Rule], tuple[str]]:
    from zaizao.diagnosis import find_rule

    return find_rule, (sys.intern(rule.code),)


def list_definitions(examined: Sequence[Examined]) -> list[str]:
    """The files that hold a definition."""
    return [one.file for one in examined if one.process is not None]


__all__ = [
    "ACROSS",
    "MANY",
    "Examined",
    "Question",
    "examine_all",
    "examine_side_by_side",
    "examine_together",
    "list_definitions",
]
