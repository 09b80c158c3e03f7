"""Which BPMN element stands for an activity, and how limits and expressions are written in BPMN's own words."""

from __future__ import annotations

from zaizao.definition.model import Activity, Join, ProcessDefinition, Wait
from zaizao.definition.vocabulary import VERBS
from zaizao.notation.bpmn.xml_tree import Element
from zaizao.units import Limit, Unit

FEEL = "https://www.omg.org/spec/FEEL/20140401"
"""BPMN's name for the language of our expressions."""

LIMIT = "urn:zaizao:limit"
"""The name of our notation for limits: ISO 8601 has no working days."""

_SENDING = frozenset({"report", "dispatch", "notify", "deliver", "answer", "publish", "hand_over", "issue", "pay"})
_BY_HAND = frozenset(
    {
        "verify", "visit_site", "inspect_enterprise", "hold_hearing", "examine", "test", "quarantine", "appraise",
        "sign_agreement", "mediate", "hold_session", "question", "vote",
    }
)  # fmt: skip
"""What people do on the spot or face to face; the software only hears of it."""

_ISO = {
    Unit.DAY: "P{}D",
    Unit.MONTH: "P{}M",
    Unit.YEAR: "P{}Y",
    Unit.HOUR: "PT{}H",
    Unit.MINUTE: "PT{}M",
}


def tag_of(activity: Activity) -> str:
    """The kind of task: what the system does, what is waited for, what is sent, what is done by hand."""
    if activity.opens is not None:
        return "callActivity"
    if activity.awaits is not None:
        return "receiveTask"
    if activity.automatic is not None:
        return "serviceTask"
    if activity.does in _SENDING:
        return "sendTask"
    return "manualTask" if activity.does in _BY_HAND else "userTask"


def plain_id(text: str) -> str:
    """A text as part of an id: what is not an ASCII letter, a digit or one of ``-_.`` becomes its code."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else f"_x{ord(c):x}_" for c in text)


def expression(tag: str, text: str, *, language: str | None = FEEL) -> Element:
    """A formal expression; FEEL unless said otherwise."""
    return Element(f"bpmn:{tag}", {"xsi:type": "bpmn:tFormalExpression", "language": language}, text=text)


def time_expression(tag: str, limit: Limit | None, *, text: str) -> Element:
    """A duration: ISO 8601 where the clock on the wall counts, else in our notation for limits."""
    if limit is not None and limit.unit in _ISO:
        return expression(tag, _ISO[limit.unit].format(limit.amount), language=None)
    return expression(tag, text, language=LIMIT)


def describe_loop(activity: Activity, *, alone: bool) -> tuple[Element, ...]:
    """The marker for several instances, or for a repetition of this task alone."""
    if activity.each is not None:
        return (_several(activity.each.over, activity.each.join),)
    if activity.opens is not None and activity.opens.each is not None:
        return (_several(activity.opens.each, activity.opens.join),)
    if not alone or activity.repeat is None:
        return ()
    most = activity.repeat.max
    attributes = {"testBefore": "false", "loopMaximum": str(most) if most is not None else None}
    until = expression("loopCondition", f"not({activity.repeat.until})")
    return (Element("bpmn:standardLoopCharacteristics", attributes, (until,)),)


def _several(over: str, join: Join) -> Element:
    children = [expression("loopCardinality", f"count({over})")]
    enough = {Wait.ANY: 1, Wait.N: join.n}.get(join.wait)
    if enough is not None:
        children.append(expression("completionCondition", f"numberOfCompletedInstances >= {enough}"))
    return Element("bpmn:multiInstanceLoopCharacteristics", {"isSequential": "false"}, tuple(children))


def describe_words(definition: ProcessDefinition, activity: Activity, *, language: str) -> str:
    """What the task is in law: the word of the vocabulary and the articles it rests on."""
    said = [VERBS[activity.does].name.say(language)] if activity.does in VERBS else []
    bases = [definition.bases[one] for one in activity.bases if one in definition.bases]
    said += [f"《{basis.law}》{basis.article}" for basis in bases]
    return "；".join(said) if language == "zh" else "; ".join(said)
