"""How a definition runs, as formulas: where each activity runs, and where one is settled before another can begin.

The rules are those of docs/language.md, "Activities and links", decided for all situations at once. A repeat is looked
at one turn at a time; facts never yet known are not looked at, because they decide nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from zaizao.definition.model import Activity, IfSkipped, Link, OnRefused
from zaizao.verification.diagram import FALSE, TRUE
from zaizao.verification.uses import Uses
from zaizao.verification.world import World

Judge = Callable[[str, Link], bool]
"""Says of a link into an activity whether it counts."""


class Course:
    """One definition on its way. Links that ``frees`` names hold in every situation and hold nothing up.

    ``strictly`` as the engine runs it; otherwise by its conditions alone: what serves an item that nobody came to
    decide is then not left out for that.
    """

    def __init__(
        self,
        world: World,
        side: int,
        uses: Uses,
        *,
        dropped: frozenset[tuple[str, int]] = frozenset(),
        frees: Judge | None = None,
        strictly: bool = True,
    ) -> None:
        self.world = world
        self.side = side
        self.uses = uses
        self.diagram = world.diagram
        self._handlers = {one.then for one in uses.definition.interrupts.values() if one.then is not None}
        self._strictly = strictly
        freed = frees or (lambda _name, _link: False)
        self._links = {name: self._sort_links(name, dropped, freed) for name in uses.activities}
        self.order = sort_activities({name: [one.activity for one, _ in self._links[name]] for name in self._links})
        self.certain = self._find_certain()
        self.runs: dict[str, int] = {}
        self._holding: dict[str, list[int]] = {}
        self._waits: dict[tuple[str, int], dict[str, int]] = {}
        for name in self.order:
            self.runs[name] = self._find_runs(name)
        for name, activity in uses.activities.items():
            if activity.recurs is not None:
                self.runs[name] = self.runs.get(activity.recurs.while_, TRUE)

    def _sort_links(self, name: str, dropped: frozenset[tuple[str, int]], frees: Judge) -> list[tuple[Link, bool]]:
        """The links that are there, each with whether it is freed."""
        links = enumerate(self.uses.activities[name].after)
        kept = [link for index, link in links if (name, index) not in dropped and link.activity in self.uses.activities]
        return [(link, frees(name, link)) for link in kept]

    def links(self, name: str) -> tuple[tuple[Link, bool], ...]:
        """The links into an activity, each with whether it is freed."""
        return tuple(self._links[name])

    def begins_by_interrupt(self, name: str) -> bool:
        """Whether an activity begins when somebody interrupts the case, whatever its links."""
        return name in self._handlers

    def _find_certain(self) -> dict[str, frozenset[str]]:
        """For each activity those that are settled before it in every situation."""
        certain: dict[str, frozenset[str]] = {}
        for name in self.order:
            waits = [certain[link.activity] | {link.activity} for link, freed in self._links[name] if not freed]
            needs = self.uses.activities[name].needs
            hasty = isinstance(needs, int) and needs < len(self._links[name])
            certain[name] = _meet(waits) if hasty else frozenset().union(*waits)
        return certain

    # -- where it runs

    def _find_runs(self, name: str) -> int:
        activity, diagram = self.uses.activities[name], self.diagram
        conditions = [self._links_suffice(name), self.world.reader(self.side).formula(activity.when)]
        if name in self._handlers:
            conditions[0] = self.world.happens(self.side, "interrupted", name)
        if activity.item is not None and activity.item in self.uses.definition.items:
            conditions.append(self._item_wants(name, activity.item))
        conditions.extend(self._list_constructs(name, activity))
        conditions.extend(diagram.negate(self._refuses(end)) for end in self._list_ends(name))
        return diagram.all_of(conditions)

    def _links_suffice(self, name: str) -> int:
        """Freed links hold where all are needed, and where fewer are enough, they are none of these."""
        links, needs = self._links[name], self.uses.activities[name].needs
        if needs == "all" or not links:
            return self.diagram.all_of(self.holding(name))
        holds = [hold for hold, (_, freed) in zip(self.holding(name), links, strict=True) if not freed]
        if not isinstance(needs, int):
            return self.diagram.any_of(holds) if holds else TRUE
        return self.diagram.at_least(min(needs, len(holds)) if len(holds) < len(links) else needs, holds)

    def holding(self, name: str) -> list[int]:
        """For each link into an activity, where it holds."""
        found = self._holding.get(name)
        if found is None:
            links = self._links[name]
            found = self._holding[name] = [TRUE if freed else self._link_holds(link) for link, freed in links]
        return found

    def _link_holds(self, link: Link) -> int:
        done = TRUE
        if link.on:
            done = self.world.ends_with(self.side, link.activity, link.on)
        elif self._on_refused(link.activity) is OnRefused.SKIP_DEPENDENTS:
            done = self.diagram.negate(self.world.ends_with(self.side, link.activity, ("refused",)))
        skipped = TRUE if link.if_skipped is IfSkipped.RUN else FALSE
        return self.diagram.choose(self.runs[link.activity], done, skipped)

    def _on_refused(self, name: str) -> OnRefused | None:
        item = self.uses.activities[name].item
        about = self.uses.definition.items.get(item or "")
        return about.on_refused if about is not None and self.uses.decides(name) else None

    def _item_wants(self, name: str, item: str) -> int:
        """Applied for, required, and not found undecidable by all that could have decided it before."""
        wants = self.diagram.both(
            self.world.applied(self.side, item),
            self.world.reader(self.side).formula(self.uses.definition.items[item].when),
        )
        deciders = self.uses.deciders(item)
        if self._strictly and deciders and all(decider in self.certain[name] for decider in deciders):
            wants = self.diagram.both(wants, self.diagram.any_of(self.runs[decider] for decider in deciders))
        return wants

    def _list_constructs(self, name: str, activity: Activity) -> Iterable[int]:
        """What else can keep an activity from running: an empty list, a choice nobody knows the rule of."""
        reader = self.world.reader(self.side)
        if activity.each is not None:
            recusal = activity.each.join.recusal
            texts = [activity.each.over, *([recusal] if recusal is not None else [])]
            yield reader.opaque(f"count({') > 0 and count('.join(texts)}) > 0")
        if activity.opens is not None and activity.opens.each is not None:
            yield reader.opaque(f"count({activity.opens.each}) > 0")
        if activity.choice is not None:
            yield self.world.happens(self.side, "chosen", name)

    def _list_ends(self, name: str) -> list[str]:
        """The decisions settled before an activity whose refusal ends the case."""
        return [one for one in sorted(self.certain[name]) if self._on_refused(one) is OnRefused.END]

    def _refuses(self, name: str) -> int:
        return self.diagram.both(self.runs[name], self.world.ends_with(self.side, name, ("refused",)))

    # -- what waits for what

    def waiting_for(self, source: str, *, counts: Judge | None = None, kind: int = 0) -> dict[str, int]:
        """For each activity, where it cannot be decided before ``source`` is settled.

        Only links that ``counts`` accepts hold anything up; ``kind`` names that choice. With `needs: 2` an activity
        begins when any two links hold, so a source is waited for only where fewer than two hold without it.
        """
        found = self._waits.get((source, kind))
        if found is None:
            found = self._waits[source, kind] = self._find_waiting(source, counts or (lambda _name, _link: True))
        return found

    def _find_waiting(self, source: str, counts: Judge) -> dict[str, int]:
        waits: dict[str, int] = {}
        for name in self.order:
            links = [
                FALSE if freed or not counts(name, link) else TRUE if link.activity == source else waits[link.activity]
                for link, freed in self._links[name]
            ]
            waits[name] = FALSE if name in self._handlers else self._join_waits(name, links)
        return waits

    def _join_waits(self, name: str, links: list[int]) -> int:
        diagram, needs = self.diagram, self.uses.activities[name].needs
        together = diagram.any_of(links)
        if not isinstance(needs, int) or together == FALSE:
            return together
        holds = self.holding(name)
        enough = diagram.at_least(needs, holds)
        without = (diagram.outside(hold, wait) for hold, wait in zip(holds, links, strict=True))
        return diagram.choose(enough, diagram.negate(diagram.at_least(needs, without)), together)


def _meet(sets: list[frozenset[str]]) -> frozenset[str]:
    return frozenset.intersection(*sets) if sets else frozenset()


def sort_activities(sources: dict[str, list[str]]) -> list[str]:
    """The activities sources first; those in or behind a circle are missing."""
    waiting = {name: len(links) for name, links in sources.items()}
    followers: dict[str, list[str]] = {name: [] for name in sources}
    for name, links in sources.items():
        for link in links:
            followers[link].append(name)
    ready = [name for name, count in waiting.items() if count == 0]
    for name in ready:  # grows while it is walked
        for follower in followers[name]:
            waiting[follower] -= 1
            if waiting[follower] == 0:
                ready.append(follower)
    return ready
