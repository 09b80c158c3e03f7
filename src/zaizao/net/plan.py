"""A definition made ready to run: links in both directions, expressions compiled, what never changes worked out once.

Plans are derived; they are never saved. A plan is found again by the definition's digest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zaizao.definition import digest_of, runnability
from zaizao.definition.model import Activity, Ground, IfSkipped, Item, Link, OnRefused, ProcessDefinition
from zaizao.definition.vocabulary import VERBS, Verb
from zaizao.expression import Expression, compile_expression
from zaizao.net.refusals import NotRunnableError
from zaizao.net.state import Added
from zaizao.units import Limit, parse_limit

DECIDING = frozenset({"decide", "confirm"})


class Node:
    """One activity of the plan with everything the engine asks about it."""

    __slots__ = (
        "activity",
        "alarms",
        "answers",
        "clock_ends",
        "clock_starts_done",
        "clock_starts_open",
        "decides",
        "degree",
        "guard",
        "holder",
        "id",
        "interrupt_only",
        "item",
        "limit",
        "links_in",
        "links_out",
        "materials",
        "needs",
        "plain",
        "promises_done",
        "promises_started",
        "quiet",
        "recurrences",
        "verb",
    )

    def __init__(self, name: str, activity: Activity, competent: str) -> None:
        self.id = name
        self.activity = activity
        self.verb: Verb = VERBS[activity.does]
        self.holder = activity.by or competent
        self.item = activity.item
        self.limit: Limit | None = activity.limit
        self.guard = compile_expression(activity.when) if activity.when else None
        self.needs: int = (
            {"all": 0, "any": -1}.get(str(activity.needs), 0) if isinstance(activity.needs, str) else activity.needs
        )
        self.decides = activity.item is not None and activity.does in DECIDING
        self.links_in: tuple[tuple[str, Link], ...] = ()
        self.degree = 0
        self.links_out: tuple[tuple[str, Link], ...] = ()
        self.clock_starts_done: tuple[str, ...] = ()
        self.clock_starts_open: tuple[str, ...] = ()
        self.clock_ends: tuple[tuple[str, str], ...] = ()
        self.recurrences: tuple[str, ...] = ()
        self.interrupt_only = False
        self.answers = self.promises_done = self.promises_started = False
        self.quiet = False
        self.materials = frozenset(activity.takes)
        self.alarms = bool(activity.escalate or activity.silent or activity.not_later_than)
        # A plain activity is handed to one holder and ended by one command: the common case, decided without questions.
        self.plain = not any(
            (activity.each, activity.automatic, activity.awaits, activity.opens, activity.offer, activity.recurs)
        ) and not (activity.at or activity.not_before)

    def sets_nothing_going(self) -> bool:
        """Whether neither its beginning nor its end does more than count its links: no clock, promise or report."""
        clocks = (*self.clock_starts_open, *self.clock_starts_done, *self.clock_ends, *self.recurrences)
        other = self.decides or self.answers or self.promises_done or self.promises_started
        return not (clocks or other or self.verb.stops is not None or self.activity.offer is not None)


class Plan:
    """A runnable definition."""

    __slots__ = (
        "clocks_at_opening",
        "compiled",
        "deciders",
        "definition",
        "digest",
        "interrupts",
        "item_nodes",
        "items",
        "nodes",
        "recurring_case",
        "sources",
        "total",
    )

    def __init__(self, definition: ProcessDefinition) -> None:
        _refuse_unless_runnable(definition)
        self.definition = definition
        self.digest = definition.digest or digest_of(definition)
        self.nodes = {name: Node(name, act, definition.competent) for name, act in definition.activities.items()}
        self.items: Mapping[str, Item] = definition.items
        self.compiled: dict[str, Expression] = {}
        _tie_links(self.nodes)
        _tie_clocks(self.nodes, definition)
        _tie_recurrences(self.nodes)
        _tie_promise(self.nodes, definition)
        for node in self.nodes.values():
            node.quiet = node.sets_nothing_going()
        self.interrupts = {each.then for each in definition.interrupts.values() if each.then}
        for name in self.interrupts:
            self.nodes[name].interrupt_only = True
        counted = [node for node in self.nodes.values() if node.activity.recurs is None]
        self.total = len(counted)
        self.sources = tuple(node for node in counted if not node.links_in and not node.interrupt_only)
        self.clocks_at_opening = tuple(
            name for name, item in self.items.items() if item.clock is not None and item.clock.start == "case.opened"
        )
        self.recurring_case = tuple(
            name for name, act in definition.activities.items() if act.recurs and act.recurs.while_ == "case"
        )
        self.item_nodes = _by_item(self.nodes, definition)
        self.deciders = {
            item: tuple(node.id for node in nodes if node.decides) for item, nodes in self.item_nodes.items()
        }

    def expression(self, text: str) -> Expression:
        """The compiled form of an expression of this definition."""
        found = self.compiled.get(text)
        if found is None:
            found = self.compiled[text] = compile_expression(text)
        return found

    def dependents(self, target: str) -> tuple[str, ...]:
        """``target`` and everything after it through law and data links, in the definition's order."""
        found, queue = {target}, [target]
        while queue:
            for name, link in self.nodes[queue.pop()].links_out:
                if link.ground is not Ground.CUSTOM and name not in found:
                    found.add(name)
                    queue.append(name)
        return self.in_order(found)

    def inner_repeats(self, owner: str) -> frozenset[str]:
        """The activities of the repeats that lie inside the one ``owner`` carries."""
        repeat = self.nodes[owner].activity.repeat
        body = repeat.body if repeat is not None else ()
        inner = ((name, self.nodes[name].activity.repeat) for name in body if name != owner)
        return frozenset(each for name, one in inner if one is not None for each in (name, *one.body))

    def in_order(self, names: Iterable[str]) -> tuple[str, ...]:
        """``names`` in the order in which the definition lists them."""
        wanted = set(names)
        return tuple(name for name in self.nodes if name in wanted)

    def takers(self, material: str) -> tuple[str, ...]:
        """Items with an activity that takes ``material``; every item where only common activities take it."""
        users = {node.item for node in self.nodes.values() if node.item and material in node.materials}
        return tuple(item for item in self.items if not users or item in users)


def link_holds(link: Link, status: str, outcome: str | None, *, stops_dependents: bool) -> bool:
    """What a settled source counts for at the target (docs/language.md, the table of links)."""
    if status != "done":
        return link.if_skipped is IfSkipped.RUN
    if link.on:
        return outcome in link.on
    return not (stops_dependents and outcome == "refused")


def stops_dependents(plan: Plan, node: Node) -> bool:
    """Whether a refusal at ``node`` fails its links that name no outcome."""
    return node.decides and node.item is not None and plan.items[node.item].on_refused is OnRefused.SKIP_DEPENDENTS


def added_node(name: str, added: Added) -> Node:
    """The node of an activity that the definition does not have."""
    limit = parse_limit(added.limit) if added.limit else None
    return Node(name, Activity(does=added.does, by=added.by, limit=limit), added.by or "")


_PLANS: dict[str, Plan] = {}
_UNREAD: dict[int, tuple[ProcessDefinition, Plan]] = {}
_KEPT = 256


def plan_of(definition: ProcessDefinition) -> Plan:
    """The plan of a definition, made once per digest.

    Raises NotRunnableError for circles and unknown choices.
    """
    found = _PLANS.get(definition.digest)
    if found is None:
        found = _make_plan(definition) if definition.digest else _plan_of_unread(definition)
    return found


def _make_plan(definition: ProcessDefinition) -> Plan:
    made = Plan(definition)
    if len(_PLANS) >= _KEPT:
        _PLANS.pop(next(iter(_PLANS)))
    _PLANS[made.digest] = made
    return made


def _plan_of_unread(definition: ProcessDefinition) -> Plan:
    """The plan of a definition made in Python, whose digest nobody has worked out: found again by the object itself."""
    kept = _UNREAD.get(id(definition))
    if kept is not None:
        return kept[1]
    made = _make_plan(definition)
    if len(_UNREAD) >= _KEPT:
        _UNREAD.pop(next(iter(_UNREAD)))
    _UNREAD[id(definition)] = (definition, made)
    return made


def _refuse_unless_runnable(definition: ProcessDefinition) -> None:
    problems = runnability(definition)
    if problems:
        raise NotRunnableError(process=definition.process, problems=tuple(problem.code for problem in problems))


def _tie_links(nodes: Mapping[str, Node]) -> None:
    outgoing: dict[str, list[tuple[str, Link]]] = {name: [] for name in nodes}
    for name, node in nodes.items():
        node.links_in = tuple((link.activity, link) for link in node.activity.after)
        node.degree = len(node.links_in)
        for source, link in node.links_in:
            outgoing[source].append((name, link))
    for name, links in outgoing.items():
        nodes[name].links_out = tuple(links)


def _tie_clocks(nodes: Mapping[str, Node], definition: ProcessDefinition) -> None:
    for item, about in definition.items.items():
        if about.clock is None:
            continue
        source, _, moment = about.clock.start.partition(".")
        if source in nodes and moment == "done":
            nodes[source].clock_starts_done += (item,)
        elif source in nodes:
            nodes[source].clock_starts_open += (item,)
        end, _, moment = about.clock.end.partition(".")
        nodes[end].clock_ends += ((item, moment),)


def _tie_promise(nodes: Mapping[str, Node], definition: ProcessDefinition) -> None:
    source, _, moment = (definition.promised_from or "").partition(".")
    if source in nodes:
        nodes[source].promises_done = moment == "done"
        nodes[source].promises_started = moment == "started"
    if definition.group is not None:
        nodes[definition.group.answer].answers = True


def _by_item(nodes: Mapping[str, Node], definition: ProcessDefinition) -> dict[str, tuple[Node, ...]]:
    found: dict[str, list[Node]] = {item: [] for item in definition.items}
    for node in nodes.values():
        if node.item is not None:
            found[node.item].append(node)
    return {item: tuple(those) for item, those in found.items()}


def _tie_recurrences(nodes: Mapping[str, Node]) -> None:
    for name, node in nodes.items():
        recurs = node.activity.recurs
        if recurs is not None and recurs.while_ in nodes:
            nodes[recurs.while_].recurrences += (name,)
