"""What a rule sees: one definition, those diagnosed with it, the law, facts from logs, and what follows from them.

Everything derived is worked out when a rule first asks for it, then shared by all rules. Nothing is judged here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from zaizao.definition.model import Ground, Kind, ProcessDefinition
from zaizao.definition.survey import Survey, list_written
from zaizao.diagnosis.citing import Citation, list_citations
from zaizao.diagnosis.lawful import LawDesk, Verdict
from zaizao.diagnosis.uses import Uses
from zaizao.diagnosis.wants import Wants
from zaizao.law import Library, RuleTable

if TYPE_CHECKING:
    from zaizao.mining.facts import Facts

PROCEDURES = frozenset(
    "check review consult countersign verify visit_site inspect_enterprise hold_hearing examine test quarantine "
    "appraise expert_review report seal".split()
)
"""Looking, asking and approving on the way to a decision: each needs a ground of its own."""


class Assembly:
    """Definitions that are diagnosed together, and the law they are held against."""

    def __init__(
        self, definitions: Sequence[ProcessDefinition], *, library: Library, rules: RuleTable, on: dt.date | None
    ) -> None:
        self.definitions = tuple(definitions)
        self.library = library
        self.rules = rules
        self.on = on
        self.desk = LawDesk(library, on=on)

    @cached_property
    def makers(self) -> Mapping[str, tuple[tuple[ProcessDefinition, str], ...]]:
        """For each object the activities that make it, in whichever process."""
        found: dict[str, list[tuple[ProcessDefinition, str]]] = {}
        for definition in self.definitions:
            for name, activity in definition.activities.items():
                for thing in activity.gives:
                    found.setdefault(thing, []).append((definition, name))
        return {thing: tuple(makers) for thing, makers in found.items()}

    @cached_property
    def wants(self) -> Wants:
        """Who needs whose results."""
        return Wants(self.definitions)


class Scope(Uses):
    """One definition as rules see it. Built for one diagnosis, then thrown away.

    ``survey``: where the definition was surveyed already (by its reader), nothing is worked out twice.
    """

    def __init__(
        self,
        definition: ProcessDefinition,
        *,
        assembly: Assembly,
        facts: Facts | None = None,
        survey: Survey | None = None,
    ) -> None:
        known = survey or Survey(definition, library=assembly.library, on=assembly.on)
        super().__init__(definition, survey=known)
        self.assembly = assembly
        self.facts = facts
        """What a log tells; None where there is no log."""
        self.library = assembly.library
        self.rules = assembly.rules
        self.on = assembly.on

    @cached_property
    def others(self) -> tuple[ProcessDefinition, ...]:
        """The other definitions diagnosed together with this one, such as those of one folder."""
        return tuple(one for one in self.assembly.definitions if one is not self.definition)

    def judge_basis(self, name: str) -> Verdict | None:
        """What is known about a basis on the day; None for an identifier that is not declared."""
        basis = self.definition.bases.get(name)
        return None if basis is None else self.assembly.desk.judge(basis)

    def carries(self, name: str | None) -> bool:
        """Whether the basis is declared and, as far as is known, in force on the day."""
        verdict = self.judge_basis(name) if name is not None else None
        return verdict is not None and verdict.carries

    def list_in_force(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the bases that are, as far as is known, in force on the day."""
        return tuple(name for name in names if self.carries(name))

    def is_demanded(self, name: str) -> bool:
        """Whether the law demands the activity as such: a basis in force of its own, or a `law` link that needs it."""
        if self.list_in_force(self.activities[name].bases):
            return True
        return any(
            link.activity == name and link.ground is Ground.LAW and (link.of is None or self.carries(link.of))
            for follower in self.followers.get(name, ())
            for link in self.activities[follower].after
        )

    def is_unfounded(self, name: str) -> bool:
        """Whether an activity is a procedure that no law in force demands and whose result nothing uses."""
        activity = self.activities[name]
        if activity.does not in PROCEDURES or self.definition.kind is Kind.MATTER or self.is_demanded(name):
            return False
        item = self.definition.items.get(activity.item) if activity.item is not None else None
        if activity.does == "check" and item is not None and self.list_in_force(item.bases):
            return False
        return not self._is_used(name)

    def _is_used(self, name: str) -> bool:
        """Whether something takes or reads what the activity makes, or goes by how it ended."""
        activity = self.activities[name]
        made = {*activity.gives, *list_written(activity)}
        if any(link.activity == name for link in self.selective_links):
            return True
        if any(declared.source == name for declared in self.definition.fields.values()):
            return True
        if not made:
            return False
        users = [user for thing in made for user in (*self.takers.get(thing, ()), *self.readers.get(thing, ()))]
        return bool(made & self.asked_elsewhere) or any(user != name for user in users)

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """Every place that cites a basis, in the order of the language."""
        return tuple(list_citations(self.definition))

    @cached_property
    def not_in_force(self) -> frozenset[str]:
        """The bases declared that are known not to be in force on the day."""
        return frozenset(name for name in self.definition.bases if not self.carries(name))
