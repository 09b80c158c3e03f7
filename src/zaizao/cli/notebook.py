"""The same as the commands, as functions for a notebook: values that also show themselves as pictures and pages.

Nothing is printed and no file is written; what a value shows is made when the notebook asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from zaizao.definition import Finding, ProcessDefinition, check_definition, read_definition
from zaizao.net.scripts import Played, PlayedCase, Script, read_script
from zaizao.net.scripts import play as play_script
from zaizao.net.standing import standing_of
from zaizao.notation import Standing, draw_lanes, draw_ribbon
from zaizao.units import parse_limit
from zaizao.units.record import show_without
from zaizao.worktime import SHANGHAI, Deadline, Extension, Suspension, WorkCalendar, china, compute_deadline

if TYPE_CHECKING:
    from zaizao.diagnosis import Finding as DiagnosisFinding
    from zaizao.redesign import Redesign
    from zaizao.verification import Certificate, Verdict

Source = ProcessDefinition | str | Path


class Picture(Struct, frozen=True):
    """An SVG picture; a notebook shows it, ``str`` gives its text."""

    svg: str

    __repr__ = show_without("svg")

    def __str__(self) -> str:
        return self.svg

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | Path) -> Path:
        """Write the picture to a file, whole or not at all.

        Raises CommandError.
        """
        from zaizao.cli.files import write_whole

        write_whole(path, self.svg)
        return Path(path)


class Findings(Struct, frozen=True):
    """What a check found; false when it found nothing."""

    definition: ProcessDefinition
    all: tuple[Finding, ...]

    __repr__ = show_without("definition")

    def __bool__(self) -> bool:
        return bool(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def _repr_html_(self) -> str:
        from zaizao.cli.page.widgets import show_findings

        return show_findings(self.definition, self.all)


class Diagnosis(Struct, frozen=True):
    """What the diagnosis found in one process; false when it found nothing."""

    definition: ProcessDefinition
    all: tuple[DiagnosisFinding, ...]
    language: str = "zh"

    __repr__ = show_without("definition")

    def __bool__(self) -> bool:
        return bool(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def __iter__(self) -> Iterator[DiagnosisFinding]:
        return iter(self.all)

    def _repr_html_(self) -> str:
        from zaizao.cli.boards import show_diagnosis

        return show_diagnosis(self.definition, self.all, language=self.language)


class RedesignView(Struct, frozen=True):
    """A redesign: its parts as `zaizao.redesign` gives them, shown with figures, changes, picture and proof."""

    redesigned: Redesign
    language: str = "zh"
    on: date | None = None

    __repr__ = show_without("redesigned")

    @property
    def after(self) -> ProcessDefinition:
        """The better process."""
        return self.redesigned.after

    @property
    def holds(self) -> bool:
        """Whether the proof holds."""
        return self.redesigned.verdict.holds

    def draw(self) -> Picture:
        """Before and after in one picture, with the four reductions."""
        from zaizao.cli.pictures import draw_difference

        return Picture(draw_difference(self.redesigned.before, self.after, language=self.language))

    def __str__(self) -> str:
        from zaizao.cli.changes import write_redesign

        return write_redesign(self.redesigned, on=self.on, language=self.language)

    def _repr_html_(self) -> str:
        from zaizao.cli.boards import show_redesign

        return show_redesign(self.redesigned, on=self.on, language=self.language)


class VerdictView(Struct, frozen=True):
    """A verdict; false when the proof does not hold."""

    verdict: Verdict
    after: ProcessDefinition
    language: str = "zh"

    __repr__ = show_without("after")

    def __bool__(self) -> bool:
        return self.verdict.holds

    def __str__(self) -> str:
        from zaizao.cli.proofs import tell_verdict

        return "\n".join(tell_verdict(self.verdict, self.language, after=self.after))

    def _repr_html_(self) -> str:
        from zaizao.cli.boards import show_verdict

        return show_verdict(self.verdict, self.after, language=self.language)


class DeadlineView(Struct, frozen=True):
    """A deadline that shows its days."""

    deadline: Deadline
    language: str = "zh"

    @property
    def due(self) -> datetime | None:
        """The first moment that is too late; None while the clock stands still."""
        return self.deadline.due

    def __str__(self) -> str:
        from zaizao.wording import say

        return self.deadline.explain(self.language).to_text(say)

    def _repr_html_(self) -> str:
        from zaizao.cli.page.widgets import show_deadline

        return show_deadline(self.deadline, language=self.language)


class Story(Struct, frozen=True, dict=True):
    """A played script: its cases, events and states, shown as on the page of `zaizao demo`."""

    played: Played
    language: str = "zh"

    __repr__ = show_without("played")

    @cached_property
    def case(self) -> PlayedCase:
        """The case that the story begins with."""
        return self.played.first

    def draw(self) -> Picture:
        """The swim lanes with where the case stands."""
        return draw(self.case.definition, standing=_standing(self.played), language=self.language)

    def __str__(self) -> str:
        from zaizao.cli.account import write_played

        return write_played(self.played, language=self.language)

    def _repr_html_(self) -> str:
        from zaizao.cli.page.widgets import show_story

        return show_story(self.played, language=self.language)


def _standing(played: Played) -> Standing:
    return standing_of(played.first.definition, played.first.state, played.script.ends)


def _definition(source: Source) -> ProcessDefinition:
    return source if isinstance(source, ProcessDefinition) else read_definition(source)


def check(source: Source) -> Findings:
    """Everything the checks say about a definition, a file, or a YAML text.

    Raises DefinitionError or YamlError with every problem where it cannot be loaded at all.
    """
    definition = _definition(source)
    return Findings(definition, check_definition(definition))


def diagnose(
    source: Source,
    *,
    others: Iterable[Source] = (),
    on: date | None = None,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    language: str = "zh",
) -> Diagnosis:
    """What is wrong with a process by law and by theory, with the remedy; as `zaizao.diagnosis.diagnose`.

    ``others``: processes to be seen together with it; ``on``: the day whose law holds. Raises as `check`, and
    UnknownDiagnosisRuleError.
    """
    from zaizao.diagnosis import diagnose as look

    definition = _definition(source)
    found = look(definition, others=[_definition(one) for one in others], on=on, select=select, ignore=ignore)
    return Diagnosis(definition, found, language)


def improve(
    *sources: Source,
    on: date | None = None,
    operators: Iterable[str] | None = None,
    process: str | None = None,
    language: str = "zh",
) -> RedesignView:
    """A better process in the place of one or several, with the proof; as `zaizao.redesign.redesign`.

    It is not called ``redesign`` since ``zaizao.redesign`` is the room that it comes from.

    Raises as `check`, and what that raises.
    """
    from zaizao.redesign import redesign as search

    found = search([_definition(one) for one in sources], on=on, operators=operators, process=process)
    return RedesignView(found, language, on)


def verify(
    *sources: Source, certificate: Certificate | None = None, on: date | None = None, language: str = "zh"
) -> VerdictView:
    """Whether the last process keeps all that the law demands of those before it; as `zaizao.verification.verify`.

    Raises as `check`; ValueError for fewer than two processes.
    """
    from zaizao.verification import verify as look

    if len(sources) < 2:
        raise ValueError
    *before, after = (_definition(one) for one in sources)
    return VerdictView(look(before, after, certificate=certificate, on=on), after, language)


def draw(
    source: Source, *, standing: Standing | None = None, language: str = "zh", scale: Literal["order", "time"] = "order"
) -> Picture:
    """The swim lanes of a definition; with ``standing``, where a case is."""
    return Picture(draw_lanes(_definition(source), standing=standing, language=language, scale=scale))


def ribbon(source: Source, *, standing: Standing | None = None, language: str = "zh") -> Picture:
    """The process in one line."""
    return Picture(draw_ribbon(_definition(source), standing=standing, language=language))


def compare(old: Source, new: Source, *, language: str = "zh") -> tuple[str, ...]:
    """What two definitions differ in, one sentence each; empty where they mean the same."""
    from zaizao.cli.commands.comparing import tell_differences

    return tuple(text for _, text in tell_differences(_definition(old), _definition(new), language=language))


def deadline(
    start: datetime | str,
    limit: str,
    *,
    suspensions: Iterable[Suspension] = (),
    extensions: Iterable[str] = (),
    calendar: WorkCalendar | None = None,
    language: str = "zh",
) -> DeadlineView:
    """When ``limit`` (``20wd``, ``24h`` …) ends that begins at ``start`` (a moment, or an ISO text in Shanghai time).

    Raises LimitError, OutsideCalendarError; ValueError for a text that is no date.
    """
    moment = datetime.fromisoformat(start) if isinstance(start, str) else start
    computed = compute_deadline(
        parse_limit(limit),
        start=moment if moment.tzinfo is not None else moment.replace(tzinfo=SHANGHAI),
        calendar=calendar or china(),
        suspensions=tuple(suspensions),
        extensions=tuple(Extension(parse_limit(each)) for each in extensions),
    )
    return DeadlineView(computed, language)


def play(script: Script | str | Path, *, language: str = "zh") -> Story:
    """Play a script.

    Raises ScriptError where it does not go as written.
    """
    return Story(play_script(script if isinstance(script, Script) else read_script(script)), language)
