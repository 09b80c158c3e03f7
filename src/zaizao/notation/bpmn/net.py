"""A definition as a BPMN net: one block for each activity, gateways from the meaning of its links.

Sound by construction: the ways of `routes` hold no circle, every join waits for exactly the tokens that are sent to
it, and whatever decides whether an activity is done stands between one gateway and its partner around the task.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from zaizao.definition.model import Activity, ProcessDefinition
from zaizao.definition.plain import unstructure
from zaizao.notation.bpmn.conditions import DrawnSurvey, activation_of, again_of, condition_of, cuts_of, decided_refused
from zaizao.notation.bpmn.extension import write_extension
from zaizao.notation.bpmn.kinds import describe_loop, describe_words, expression, plain_id, tag_of, time_expression
from zaizao.notation.bpmn.pieces import TASK, Block, Bypass, Flow, Net, Node, Paper
from zaizao.notation.bpmn.routes import COURSE, START, Routes, find_routes, loops_alone, task_block
from zaizao.notation.bpmn.shell import (
    COURSE_SIGNAL,
    Shell,
    escalation_id,
    gateway,
    report_signal,
    signal_event,
    signal_of,
    timer,
)
from zaizao.notation.bpmn.xml_tree import Element
from zaizao.notation.faces import name_activity, name_outcome
from zaizao.notation.graph import read_graph
from zaizao.notation.lanes import organ_of
from zaizao.notation.measure import clean_text
from zaizao.wording import say


def build_net(definition: ProcessDefinition, *, language: str) -> Net:
    """The blocks and flows of a definition. Raises BpmnError where a text cannot stand in XML."""
    routes = find_routes(definition, graph=read_graph(definition))
    maker = _Maker(definition, DrawnSurvey(definition), routes, language)
    blocks = [maker.make(block) for block in routes.blocks]
    blocks += [maker.make_report(name) for name, one in definition.activities.items() if one.recurs is not None]
    by_id = {block.id: block for block in blocks}
    flows = tuple(
        _join_blocks(source, target, by_id=by_id, definition=definition, language=language)
        for source, target in _list(routes)
    )
    circles = tuple((s, t) for s, t in routes.circles if s in by_id and t in by_id)
    return Net(tuple(blocks), flows, circles, tuple(_list_roots(definition, blocks, language=language)))


def _list(routes: Routes) -> Iterable[tuple[str, str]]:
    yield from routes.ways
    yield from routes.backs


def _join_blocks(
    source: str, target: str, *, by_id: Mapping[str, Block], definition: ProcessDefinition, language: str
) -> Flow:
    start, end = by_id[source].last, by_id[target].first
    name = f"flow.{start.id}.{end.id}"
    if not start.id.startswith("again-out."):
        return Flow(name, start.id, end.id)
    owner = source.partition(".")[2]
    repeat = definition.activities[owner].repeat
    if target == f"again.{owner}" and repeat is not None:
        return Flow(name, start.id, end.id, say("bpmn-once-more", {}, language), condition=again_of(owner, repeat))
    return Flow(name, start.id, end.id, default=True)


class _Maker(Struct, frozen=True):
    """Makes the blocks of one definition."""

    definition: ProcessDefinition
    survey: DrawnSurvey
    routes: Routes
    language: str

    def say(self, code: str, **fields: object) -> str:
        return say(code, fields, self.language)

    def make(self, block: str) -> Block:
        """The block of that id."""
        kind, _, name = block.partition(".")
        if kind == "step":
            return self.make_step(name)
        organ = self._organ_beside(block)
        if block == START:
            return _row(block, organ, [Node("start.event", "startEvent", self.say("bpmn-start")), *self._leave(block)])
        if block == COURSE:
            return _row(block, organ, [*self._gather(block), *self._end_course()])
        if kind == "again":
            merge = gateway(f"again-in.{name}", "exclusive")
            return _row(block, organ, [merge, *self._leave(block)])
        if kind == "enter":
            return _row(block, organ, self._gather(block))
        return _row(block, organ, self._leave(block))

    def _organ_beside(self, block: str) -> str:
        """The organ of the first activity behind a block that is none's, else of the first before it."""
        for follow in (self.routes.targets_of, self.routes.sources_of):
            todo = [block]
            for one in todo:
                if one.startswith("step."):
                    return organ_of(self.definition, one.partition(".")[2])
                todo.extend(other for other in follow(one) if other not in todo)
        return self.definition.competent

    def _end_course(self) -> list[Node]:
        end = Node("course.end", "endEvent", self.say("bpmn-end"))
        if not any(one.then for one in self.definition.interrupts.values()):
            return [end]
        thrown = (signal_event(COURSE_SIGNAL),)
        return [Node("course.over", "intermediateThrowEvent", self.say("bpmn-course-over"), inside=thrown), end]

    def _gather(self, block: str, *, activity: Activity | None = None) -> list[Node]:
        """The gateway that waits for all that comes before, or for as many as the activity needs."""
        sources = len(self.routes.sources_of(block))
        name = f"join.{block.rpartition('.')[2]}"
        if block.partition(".")[0] != "step":
            name = f"join-{name.removeprefix('join.')}.{block.partition('.')[0]}"
        if sources < 2:
            return []
        wanted = activity.needs if activity is not None else "all"
        if activity is None or not isinstance(wanted, int) or wanted >= sources:
            return [gateway(name, "parallel")]
        text = activation_of(self.survey, activity, flows=sources)
        inside = (expression("activationCondition", text),)
        return [gateway(name, "complex", name=self.say("bpmn-enough", count=wanted), inside=inside)]

    def _leave(self, block: str) -> list[Node]:
        """The gateway that sends tokens to all that comes behind, or the end where nothing does."""
        targets = len(self.routes.targets_of(block))
        kind, _, name = block.partition(".")
        if targets == 0:
            return [Node(f"end.{name}", "endEvent", self.say("bpmn-end"))]
        return [gateway(f"fork-{kind}.{name}" if name else f"{kind}.fork", "parallel")] if targets > 1 else []

    def make_step(self, name: str) -> Block:
        """An activity with everything around it."""
        repeats = name in self.routes.owners
        block = task_block(name)
        shell = Shell(self.definition, self.survey, name, self.language, repeats)
        task, merge = self._make_task(name, tag_of(shell.activity)), gateway(f"merge.{name}", "exclusive")
        condition = condition_of(self.survey, name)
        split = [gateway(f"due.{name}", "exclusive", name=self.say("bpmn-due"))] if condition is not None else []
        boundaries = shell.list_boundaries(interrupts=self._interrupts_of(name), merge=merge.id)
        waits, bypass = self._wait_for_interrupt(name, merge.id)
        merges = [merge] if split or bypass or any(one.end is None for one in boundaries) else []
        stops, drops = shell.stop_on_refusal()
        again = [gateway(f"again-out.{name}", "exclusive", name=self.say("bpmn-again"))] if repeats else []
        line = [
            *self._gather(block, activity=shell.activity), *waits, *split, *shell.wait_for_date(), task, *merges,
            *stops, *again, *([] if repeats else self._leave(block)),
        ]  # fmt: skip
        made = _row(block, organ_of(self.definition, name), line)
        over = Flow(f"skip.{name}", f"due.{name}", merge.id, self.say("bpmn-not-due"), default=True)
        skips = (Bypass(f"due.{name}", (over,)),) if split else ()
        return replace(
            made, flows=tuple(self._qualify(flow, condition) for flow in made.flows), boundaries=boundaries,
            bypasses=(*skips, *bypass), takes=self._papers(name, "takes"), gives=self._papers(name, "gives"),
            drops=tuple((gate, end, self._refuse(gate, end, decided)) for gate, end, decided in drops),
        )  # fmt: skip

    def _qualify(self, flow: Flow, condition: str | None) -> Flow:
        """The condition on the way from an exclusive gateway along the line."""
        if flow.source.startswith("due."):
            return replace(flow, condition=condition, name=self.say("bpmn-do"))
        return replace(flow, default=True) if flow.source.startswith("refused.") else flow

    def _refuse(self, gate: str, end: Node, decided: str) -> Flow:
        name = name_outcome("refused", language=self.language)
        return Flow(f"refused-flow.{decided}", gate, end.id, name, condition=decided_refused(decided))

    def _make_task(self, name: str, tag: str) -> Node:
        activity = self.definition.activities[name]
        own = write_extension("activity", unstructure(activity), cls=Activity, path=f"activities.{name}", id=name)
        before: tuple[Element, ...] = (Element("bpmn:extensionElements", {}, (own,)),)
        if said := describe_words(self.definition, activity, language=self.language):
            before = (Element("bpmn:documentation", text=clean_text(said)), *before)
        attributes: tuple[tuple[str, str], ...] = ()
        if tag == "receiveTask":
            attributes = (("messageRef", f"message.{name}"),)
        elif activity.opens is not None:
            attributes = (("calledElement", process_id(activity.opens.process)),)
        return Node(
            f"task.{name}", tag, name_activity(self.definition, name, language=self.language), *TASK,
            inside=describe_loop(activity, alone=loops_alone(self.definition, name)), before=before,
            attributes=attributes, activity=name,
        )  # fmt: skip

    def _interrupts_of(self, name: str) -> dict[str, str]:
        """The interrupts that may stop an activity, with their names."""
        known = self.definition.interrupts
        return {one: clean_text(known[one].name.say(self.language)) for one in cuts_of(self.survey, name)}

    def _wait_for_interrupt(self, name: str, merge: str) -> tuple[list[Node], tuple[Bypass, ...]]:
        """What an interrupt begins waits for its signal, or for the ordinary course to be over."""
        interrupts = [one for one, value in self.definition.interrupts.items() if value.then == name]
        if not interrupts:
            return [], ()
        named = [clean_text(self.definition.interrupts[one].name.say(self.language)) for one in interrupts]
        either = gateway(f"wait.{name}", "eventBased")
        signals = tuple(signal_event(signal_of(one)) for one in interrupts)
        caught = Node(f"caught.{name}", "intermediateCatchEvent", "；".join(named), inside=signals)
        over = Node(
            f"over.{name}",
            "intermediateCatchEvent",
            self.say("bpmn-course-over"),
            inside=(signal_event(COURSE_SIGNAL),),
        )
        flows = (Flow(f"over-in.{name}", either.id, over.id), Flow(f"over-out.{name}", over.id, merge))
        return [either, caught], (Bypass(either.id, flows, over),)

    def _papers(self, name: str, side: str) -> tuple[Paper, ...]:
        materials = getattr(self.definition.activities[name], side)
        return tuple(
            Paper(
                f"{side}.{name}.{one}", f"{side}-flow.{name}.{one}", f"{side}-port.{name}.{one}", one,
                clean_text(self.definition.materials[one].name.say(self.language)),
            )
            for one in dict.fromkeys(materials)
            if one in self.definition.materials
        )  # fmt: skip

    def make_report(self, name: str) -> Block:
        """A recurring report as an event sub-process that interrupts nothing: begun by time or by what it reports on."""
        activity = self.definition.activities[name]
        assert activity.recurs is not None
        begun = signal_event(report_signal(name))
        if activity.recurs.while_ == "case":
            begun = timer(time_expression("timeCycle", None, text=f"every {activity.recurs.every}"))
        start = Node(
            f"due-report.{name}", "startEvent", self.say("bpmn-report"), inside=(begun,),
            attributes=(("isInterrupting", "false"),),
        )  # fmt: skip
        task = self._make_task(name, tag_of(activity))
        end = Node(f"end-report.{name}", "endEvent", self.say("bpmn-end"))
        frame = Node(f"report.{name}", "subProcess", task.name, attributes=(("triggeredByEvent", "true"),))
        made = _row(f"report.{name}", organ_of(self.definition, name), [start, task, end])
        return replace(made, frame=frame, takes=self._papers(name, "takes"), gives=self._papers(name, "gives"))


def _row(block: str, organ: str, line: list[Node]) -> Block:
    flows = tuple(Flow(f"flow.{one.id}.{other.id}", one.id, other.id) for one, other in pairwise(line))
    return Block(block, organ, tuple(line), flows)


def process_id(process: str) -> str:
    """The id of a process in BPMN, where not every character may stand."""
    return "process." + plain_id(process)


def _list_roots(definition: ProcessDefinition, blocks: list[Block], *, language: str) -> Iterable[Element]:
    """The signals, messages and escalations that the events and tasks name."""
    for name, activity in definition.activities.items():
        if activity.awaits is not None and activity.opens is None:
            yield Element("bpmn:message", {"id": f"message.{name}", "name": clean_text(activity.awaits.message)})
    for interrupt, value in definition.interrupts.items():
        yield Element("bpmn:signal", {"id": signal_of(interrupt), "name": clean_text(value.name.say(language))})
    for name, activity in definition.activities.items():
        if activity.recurs is not None:
            title = name_activity(definition, name, language=language)
            yield Element("bpmn:signal", {"id": report_signal(name), "name": title})
    nodes = [node for block in blocks for node in block.list_nodes()]
    if any(node.id == "course.over" for node in nodes):
        yield Element("bpmn:signal", {"id": COURSE_SIGNAL, "name": say("bpmn-course-over", {}, language)})
    told = [node.name for node in nodes if any(one.tag == "bpmn:escalationEventDefinition" for one in node.inside)]
    for name in dict.fromkeys(told):
        yield Element("bpmn:escalation", {"id": escalation_id(name), "name": name})
