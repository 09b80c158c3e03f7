"""Everything the checks of one verification look at: lineage, situations, courses, what is founded.

Worked out once; nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from zaizao.definition.model import Activity, Link, ProcessDefinition
from zaizao.verification.circles import open_circles
from zaizao.verification.course import Course, sort_activities
from zaizao.verification.diagram import FALSE
from zaizao.verification.founding import Founded, find_founded
from zaizao.verification.lawbook import Lawbook
from zaizao.verification.lineage import Lineage, Origin
from zaizao.verification.uses import Uses
from zaizao.verification.verdict import Account, Loss
from zaizao.verification.world import AFTER, World

Finding = Loss | Account
Look = Callable[["Inquiry"], Iterator[Finding]]
FOUNDED = 1
"""The kind of waiting in which only links with a ground count."""


class Inquiry:
    """One verification: the definitions, the law, and what follows from both."""

    def __init__(self, line: Lineage, lawbook: Lawbook) -> None:
        self.line = line
        self.before = line.before
        self.after = line.after
        self.lawbook = lawbook
        self._grounds: dict[int, set[tuple[str, int]]] = {}
        self.uses = tuple(Uses(definition) for definition in line.before)
        self.after_uses = Uses(line.after)
        self.founded: tuple[Founded, ...] = tuple(find_founded(uses, lawbook) for uses in self.uses)
        self.circles = tuple(open_circles(uses, lawbook) for uses in self.uses)
        self.after_circle = open_order(self.after_uses)

    @cached_property
    def world(self) -> World:
        """The situations."""
        return World(self.line)

    @cached_property
    def full(self) -> tuple[Course, ...]:
        """Each BEFORE as it runs."""
        return tuple(
            Course(self.world, number, uses, dropped=self.circles[number][0]) for number, uses in enumerate(self.uses)
        )

    @cached_property
    def lawful(self) -> tuple[Course, ...]:
        """Each BEFORE as the law alone would have it: without habits and without what stands on no ground."""
        return tuple(
            Course(
                self.world,
                number,
                uses,
                dropped=self.circles[number][0],
                frees=self._frees(number),
                strictly=False,
            )
            for number, uses in enumerate(self.uses)
        )

    def _frees(self, number: int) -> Callable[[str, Link], bool]:
        uses, founded = self.uses[number], self.founded[number].activities
        has_ground = self._judge(uses)
        return lambda name, link: link.activity not in founded or not has_ground(name, link)

    @cached_property
    def course(self) -> Course:
        """AFTER as it runs."""
        return Course(self.world, AFTER, self.after_uses)

    @cached_property
    def lawful_course(self) -> Course:
        """AFTER as far as links with a ground determine it: what is left if a later redesign drops its habits."""
        uses = self.after_uses

        is_founded = self._judge(uses)
        return Course(self.world, AFTER, uses, frees=lambda name, link: not is_founded(name, link), strictly=False)

    def waits_before(self, number: int, source: str, target: str, *, founded: bool) -> int:
        """Where ``target`` of a BEFORE cannot begin before ``source`` is settled."""
        return self._waits(self.full[number], self.uses[number], source, target, founded=founded)

    def waits_after(self, source: str, target: str, *, founded: bool) -> int:
        """The same in AFTER."""
        return self._waits(self.course, self.after_uses, source, target, founded=founded)

    def _waits(self, course: Course, uses: Uses, source: str, target: str, *, founded: bool) -> int:
        if not founded:
            return course.waiting_for(source).get(target, FALSE)
        return course.waiting_for(source, counts=self._judge(uses), kind=FOUNDED).get(target, FALSE)

    def _judge(self, uses: Uses) -> Callable[[str, Link], bool]:
        """Says which links of a definition have a ground; each is looked at once."""
        known = self._grounds.get(id(uses))
        if known is None:
            known = self._grounds[id(uses)] = {
                (name, id(link))
                for name, activity in uses.activities.items()
                for link in activity.after
                if uses.is_founded(name, link, self.lawbook)
            }
        founded = known
        return lambda name, link: (name, id(link)) in founded

    def explain(self, formula: int) -> Mapping[str, object] | None:
        """A situation in which a formula holds; None if there is none."""
        return self.world.situations.explain(formula)

    # -- lineage, read for the checks

    def activity(self, origin: Origin) -> Activity:
        """An activity of a BEFORE."""
        return self.before[origin[0]].activities[origin[1]]

    def definition(self, origin: Origin) -> ProcessDefinition:
        """The BEFORE that an element is of."""
        return self.before[origin[0]]

    def is_founded(self, origin: Origin) -> bool:
        """Whether an activity of a BEFORE must stay."""
        return origin[1] in self.founded[origin[0]].activities

    def address(self, table: str, origin: Origin) -> str:
        """``PROCESS/table/ID``."""
        return self.line.address(table, origin)

    def after_address(self, table: str, name: str) -> str:
        """``PROCESS/table/ID`` of an element of AFTER."""
        return f"{self.after.process}/{table}/{name}"

    def list_origins(self, table: str) -> Iterator[Origin]:
        """Every element of a table of every BEFORE."""
        for number, definition in enumerate(self.before):
            for name in getattr(definition, table):
                yield number, name

    def list_pairs(self, table: str) -> Iterator[tuple[Origin, str]]:
        """Every element of BEFORE with what stands for it, if anything does."""
        for origin in self.list_origins(table):
            image = self.line.image(table, *origin)
            if image is not None:
                yield origin, image

    def list_kept(self) -> Iterator[tuple[Origin, Activity, str, Activity]]:
        """Every founded activity of BEFORE with the one that stands for it."""
        for origin, image in self.list_pairs("activities"):
            if self.is_founded(origin):
                yield origin, self.activity(origin), image, self.after.activities[image]

    def list_united(self, table: str) -> Iterator[tuple[str, tuple[Origin, ...]]]:
        """Every element of AFTER with what it stands for."""
        for name in getattr(self.after, table):
            yield name, self.line.origins_of(table, name)


def open_order(uses: Uses) -> tuple[str, ...]:
    """The activities of AFTER that wait for each other; a redesign may hold no circle at all."""
    sources = {
        name: [link.activity for link in activity.after if link.activity in uses.activities]
        for name, activity in uses.activities.items()
    }
    ordered = set(sort_activities(sources))
    return tuple(name for name in sources if name not in ordered)
