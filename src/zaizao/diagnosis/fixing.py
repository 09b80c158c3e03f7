"""Carrying out safe remedies, one after the other, until there is none left or none that does no harm.

Each step is proved by looking again: the result loads, the finding is gone, and no check of the language and no rule
about errors finds more than before. Nothing is written to disk here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from msgspec import Struct, field

from zaizao.definition.checks import check_definition
from zaizao.definition.editing import Edit, edit_definition, edit_text
from zaizao.definition.model import ProcessDefinition
from zaizao.definition.reading import read_definition
from zaizao.diagnosis.engine import diagnose
from zaizao.diagnosis.errors import HarmfulRemedyError
from zaizao.diagnosis.rule import Finding, Safety, Severity
from zaizao.errors import ZaizaoError

Form = TypeVar("Form", str, ProcessDefinition)
Find = Callable[[ProcessDefinition], Iterable[Finding]]

MOST_STEPS = 500
"""A definition with more safe remedies than this is mended in several runs."""


class Fixed(Struct, Generic[Form], frozen=True):
    """What came of mending: the new text or definition, and what was done and left."""

    result: Form
    done: tuple[Finding, ...] = ()
    refused: tuple[tuple[Finding, ZaizaoError], ...] = ()
    """Safe remedies that were not carried out, and why."""


def fix_text(
    text: str, *, read: Callable[[str], ProcessDefinition] = read_definition, find: Find = diagnose
) -> Fixed[str]:
    """The YAML text of a definition with its safe remedies carried out where they stand; comments stay.

    ``read`` reads the text (with the pack it belongs to), ``find`` looks: `functools.partial` of `diagnose` for
    anything but its defaults. Raises what ``read`` raises for the text as it is.
    """
    return _Mender(find=find, read=read, edit=_edit_text).mend(text)


def fix_definition(definition: ProcessDefinition, *, find: Find = diagnose) -> Fixed[ProcessDefinition]:
    """The definition with its safe remedies carried out."""
    return _Mender(find=find, read=_keep, edit=edit_definition).mend(definition)


def _edit_text(text: str, edits: Iterable[Edit]) -> str:
    return edit_text(text, edits)


def _keep(definition: ProcessDefinition) -> ProcessDefinition:
    return definition


class _Mender(Struct, Generic[Form]):
    find: Find
    read: Callable[[Form], ProcessDefinition]
    edit: Callable[[Form, Iterable[Edit]], Form]
    done: list[Finding] = field(default_factory=list)
    refused: dict[str, tuple[Finding, ZaizaoError]] = field(default_factory=dict)

    def mend(self, form: Form) -> Fixed[Form]:
        """Step by step, each looked at anew, since a step may mend two findings or make room for another."""
        look = self._look(form)
        for _ in range(MOST_STEPS):
            finding = next((one for one in look.findings if self._is_wanted(one)), None)
            if finding is None or finding.remedy is None:
                break
            try:
                after = self.edit(form, finding.remedy.edits)
                look = self._prove(finding, before=look, after=self._look(after))
            except ZaizaoError as error:
                self.refused[finding.fingerprint] = finding, error
                continue
            form = after
            self.done.append(finding)
        return Fixed(form, tuple(self.done), tuple(self.refused.values()))

    def _look(self, form: Form) -> _Look:
        definition = self.read(form)
        checks = Counter(one.code for one in check_definition(definition))
        return _Look(tuple(self.find(definition)), checks)

    def _is_wanted(self, finding: Finding) -> bool:
        remedy = finding.remedy
        safe = remedy is not None and remedy.safety is Safety.SAFE and bool(remedy.edits)
        return safe and finding.fingerprint not in self.refused

    def _prove(self, finding: Finding, *, before: _Look, after: _Look) -> _Look:
        """The look after a step, if it is better. Raises HarmfulRemedyError."""
        worse = [*sorted(after.checks - before.checks), *sorted(after.errors - before.errors)]
        if finding.fingerprint in {one.fingerprint for one in after.findings}:
            worse.append(finding.rule.code)
        if worse:
            raise HarmfulRemedyError(rule=finding.rule.code, at=finding.at, worse=tuple(worse))
        return after


class _Look(Struct, frozen=True):
    """What is found in one state of the definition."""

    findings: tuple[Finding, ...]
    checks: Counter[str]

    @property
    def errors(self) -> Counter[str]:
        """How often each rule finds what is contrary to law."""
        return Counter(one.rule.code for one in self.findings if one.rule.severity is Severity.ERROR)
