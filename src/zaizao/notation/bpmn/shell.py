"""The gateways and events around one activity's task: what is waited for, what may be skipped, what time does."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from zaizao.definition.model import Activity, OnRefused, ProcessDefinition
from zaizao.definition.survey import Survey, list_outcomes
from zaizao.definition.vocabulary import DECIDING_VERBS
from zaizao.notation.bpmn.kinds import FEEL, LIMIT, expression, plain_id, time_expression
from zaizao.notation.bpmn.pieces import GATEWAY, SMALL_EVENT, Boundary, Flow, Node
from zaizao.notation.bpmn.xml_tree import Element
from zaizao.notation.faces import name_outcome, short_limit
from zaizao.notation.lanes import name_organ
from zaizao.notation.measure import clean_text
from zaizao.units import Limit, LimitError, parse_limit
from zaizao.wording import say

_SHARE = re.compile(r"[0-9]+%")
COURSE_SIGNAL = "course.signal"


def gateway(node: str, tag: str, *, name: str = "", inside: tuple[Element, ...] = ()) -> Node:
    """A gateway."""
    return Node(node, f"{tag}Gateway", name, width=GATEWAY, height=GATEWAY, inside=inside)


def signal_of(interrupt: str) -> str:
    """The id of the signal by which an interrupt is made known."""
    return f"signal.{interrupt}"


def report_signal(name: str) -> str:
    """The id of the signal by which a recurring report falls due."""
    return f"signal.report.{name}"


def signal_event(signal: str) -> Element:
    """The definition of an event that throws or catches a signal."""
    return Element("bpmn:signalEventDefinition", {"signalRef": signal})


def escalation_id(name: str) -> str:
    """The id of what is told when time has run out."""
    return f"escalation.{plain_id(name)}"


def _escalation(name: str) -> Element:
    return Element("bpmn:escalationEventDefinition", {"escalationRef": escalation_id(name)})


def timer(child: Element) -> Element:
    """The definition of a timer."""
    return Element("bpmn:timerEventDefinition", {}, (child,))


class Shell(Struct, frozen=True):
    """Builds what stands around one activity."""

    definition: ProcessDefinition
    survey: Survey
    name: str
    language: str
    repeats: bool
    """Whether the activity ends a region repeated through gateways."""

    @property
    def activity(self) -> Activity:
        return self.definition.activities[self.name]

    def id(self, kind: str) -> str:
        """The id of one of the activity's nodes."""
        return f"{kind}.{self.name}"

    def say(self, code: str, **fields: object) -> str:
        """Words in the language of the file."""
        return say(code, fields, self.language)

    def wait_for_date(self) -> tuple[Node, ...]:
        """The event that waits for `at` or `not_before`."""
        date = self.activity.at or self.activity.not_before
        if date is None:
            return ()
        inside = (timer(expression("timeDate", date)),)
        return (Node(self.id("date"), "intermediateCatchEvent", self.say("bpmn-on-date"), inside=inside),)

    def stop_on_refusal(self) -> tuple[tuple[Node, ...], tuple[tuple[str, Node, str], ...]]:
        """The gateway that ends the case on a refusal, and the end beneath it."""
        activity = self.activity
        item = self.definition.items.get(activity.item) if activity.item is not None else None
        ends = item is not None and item.on_refused is OnRefused.END and activity.does in DECIDING_VERBS
        if not ends or "refused" not in list_outcomes(activity):
            return (), ()
        gate = gateway(self.id("refused"), "exclusive", name=self.say("bpmn-refused"))
        inside = (Element("bpmn:terminateEventDefinition"),)
        stop = Node(
            self.id("stop"), "endEvent", self.say("bpmn-stopped"), width=SMALL_EVENT, height=SMALL_EVENT, inside=inside
        )
        return (gate,), ((gate.id, stop, self.name),)

    def list_boundaries(self, *, interrupts: Mapping[str, str], merge: str) -> tuple[Boundary, ...]:
        """Events on the border: first those after which work goes on, then those that end it."""
        return (*self._warnings(), *self._reports(), *self._endings(merge), *self._cuts(interrupts, merge))

    def _boundary(self, kind: str, definition: Element, *, name: str, ends: bool) -> Node:
        attributes = [("attachedToRef", self.id("task"))]
        attributes += [] if ends else [("cancelActivity", "false")]
        return Node(
            self.id(kind), "boundaryEvent", name, width=SMALL_EVENT, height=SMALL_EVENT, inside=(definition,),
            attributes=tuple(attributes),
        )  # fmt: skip

    def _with_end(self, kind: str, node: Node, *, name: str, definition: Element) -> Boundary:
        end = Node(
            self.id(f"{kind}.end"), "endEvent", name, width=SMALL_EVENT, height=SMALL_EVENT, inside=(definition,)
        )
        return Boundary(node, Flow(self.id(f"{kind}.flow"), node.id, end.id), end)

    def _warnings(self) -> tuple[Boundary, ...]:
        """One timer for each escalation, and one for the limit where nothing else says that it has passed."""
        activity, found = self.activity, []
        for index, step in enumerate(activity.escalate):
            kind = f"late{index}"
            node = self._boundary(kind, timer(self._share(step.at)), name=self._say_when(step.at), ends=False)
            words = [self.say("bpmn-warn")] if step.warn else []
            if step.to is not None:
                organ = name_organ(self.definition, step.to, language=self.language)
                words.append(self.say(f"bpmn-raise-{step.mode.value}", organ=organ))
            found.append(self._with_end(kind, node, name="；".join(words), definition=_escalation("；".join(words))))
        if activity.limit is not None and not self._limit_told():
            found.append(self._overdue(activity.limit))
        if activity.not_later_than is not None:
            date = timer(expression("timeDate", activity.not_later_than))
            found.append(self._over(date, kind="deadline", name=self.say("bpmn-due-date")))
        return tuple(found)

    def _limit_told(self) -> bool:
        told = any(step.at == "100%" for step in self.activity.escalate)
        silent = self.activity.silent
        return told or (silent is not None and silent.after is None)

    def _overdue(self, limit: Limit) -> Boundary:
        definition = timer(time_expression("timeDuration", limit, text=str(limit)))
        return self._over(definition, kind="limit", name=short_limit(limit, language=self.language))

    def _over(self, definition: Element, *, kind: str, name: str) -> Boundary:
        node = self._boundary(kind, definition, name=name, ends=False)
        told = self.say("bpmn-overdue")
        return self._with_end(kind, node, name=told, definition=_escalation(told))

    def _say_when(self, at: str) -> str:
        try:
            return short_limit(parse_limit(at), language=self.language)
        except LimitError:
            return clean_text(at)

    def _share(self, at: str) -> Element:
        """A share of the limit, or a limit of its own."""
        limit = self.activity.limit
        if _SHARE.fullmatch(at):
            if limit is None:
                return expression("timeDate", self.activity.not_later_than or "null", language=FEEL)
            return expression("timeDuration", f"{at} {limit}", language=LIMIT)
        try:
            return time_expression("timeDuration", parse_limit(at), text=at)
        except LimitError:
            return expression("timeDuration", at, language=LIMIT)

    def _reports(self) -> tuple[Boundary, ...]:
        """What makes recurring reports fall due while this activity is open."""
        found = []
        for name, other in self.definition.activities.items():
            if other.recurs is not None and other.recurs.while_ == self.name and name != self.name:
                kind = f"every.{name}"
                cycle = timer(time_expression("timeCycle", None, text=f"every {other.recurs.every}"))
                label = self.say("draw-recurs", limit=short_limit(other.recurs.every, language=self.language))
                node = self._boundary(kind, cycle, name=label, ends=False)
                found.append(
                    self._with_end(
                        kind, node, name=self.say("bpmn-report"), definition=signal_event(report_signal(name))
                    )
                )
        return tuple(found)

    def _endings(self, merge: str) -> tuple[Boundary, ...]:
        """Silence, and a message that did not come."""
        activity, found = self.activity, []
        if activity.silent is not None:
            after = activity.silent.after or activity.limit
            if after is not None:
                outcome = name_outcome(activity.silent.outcome, language=self.language)
                name = self.say("bpmn-silent", limit=short_limit(after, language=self.language), outcome=outcome)
                found.append(self._ending("silent", after, name=name, merge=merge))
        if activity.awaits is not None and activity.awaits.timeout is not None:
            limit = activity.awaits.timeout
            name = self.say("bpmn-timeout", limit=short_limit(limit, language=self.language))
            found.append(self._ending("timeout", limit, name=name, merge=merge))
        return tuple(found)

    def _ending(self, kind: str, limit: Limit, *, name: str, merge: str) -> Boundary:
        definition = timer(time_expression("timeDuration", limit, text=str(limit)))
        node = self._boundary(kind, definition, name=name, ends=True)
        return Boundary(node, Flow(self.id(f"{kind}.flow"), node.id, merge))

    def _cuts(self, interrupts: Mapping[str, str], merge: str) -> tuple[Boundary, ...]:
        """The interrupts that stop this activity."""
        found = []
        for interrupt, name in interrupts.items():
            kind = f"cut.{interrupt}"
            node = self._boundary(kind, signal_event(signal_of(interrupt)), name=name, ends=True)
            found.append(Boundary(node, Flow(self.id(f"{kind}.flow"), node.id, merge)))
        return tuple(found)
