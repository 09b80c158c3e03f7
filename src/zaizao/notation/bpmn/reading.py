"""`from_bpmn`: a definition from a BPMN file that `to_bpmn` wrote; anything else is refused, with the place.

The extension says what the definition is; the drawn process must say the same, or it was changed by hand and
reading it would silently lose the change. Where things stand in the picture may be changed freely.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zaizao.definition.model import Activity, Material, ProcessDefinition
from zaizao.definition.reading import from_plain
from zaizao.errors import Location, Problem
from zaizao.notation.bpmn.extension import NAMESPACE, Reading
from zaizao.notation.bpmn.problems import BpmnError
from zaizao.notation.bpmn.writing import BPMN, FORMAT, to_bpmn
from zaizao.notation.bpmn.xml_tree import Found, read_xml
from zaizao.wording import LANGUAGES, say

_MOST = 50
"""How many differences are told."""

_SAID = (
    "name",
    "sourceRef",
    "targetRef",
    "attachedToRef",
    "default",
    "cancelActivity",
    "triggeredByEvent",
    "calledElement",
)


def from_bpmn(text: str, *, file: str | None = None) -> ProcessDefinition:
    """The definition in a BPMN text that `to_bpmn` wrote, exactly; whatever saved it since, if only places changed.

    Raises BpmnError (not XML, not ours, or changed by hand; located by line, column and id) and DefinitionError.
    """
    root = read_xml(text, file=file)
    whole = next((one for one in root.walk() if _is_ours(one, "definition")), None)
    if whole is None or root.namespace != BPMN or root.name != "definitions":
        raise BpmnError([Problem("bpmn-foreign", {}, root.locate(file=file))])
    if whole.attributes.get("format") != FORMAT:
        fields = {"found": whole.attributes.get("format", "—"), "expected": FORMAT}
        raise BpmnError([Problem("bpmn-format", fields, whole.locate(file=file))])
    plain = _read_plain(root, whole, file=file)
    definition = from_plain(plain, file=file)
    language = whole.attributes.get("language", "zh")
    drawn = to_bpmn(definition, language=language if language in LANGUAGES else "zh")
    if problems := list(_compare(root, read_xml(drawn), file=file, language=language)):
        raise BpmnError(problems[:_MOST])
    return definition


def _is_ours(found: Found, name: str) -> bool:
    return found.namespace == NAMESPACE and found.name == name


def _read_plain(root: Found, whole: Found, *, file: str | None) -> dict[str, Any]:
    reading = Reading(file=file)
    plain = reading.read_object(whole, cls=ProcessDefinition, beside=("format", "language"))
    for key, name, cls in (("activities", "activity", Activity), ("materials", "material", Material)):
        gathered: dict[str, Any] = {}
        for one in root.walk():
            if not _is_ours(one, name):
                continue
            identifier = one.attributes.get("id")
            if identifier is None:
                reading.refuse("bpmn-without-id", one, name=name)
            elif identifier in gathered:
                reading.refuse("bpmn-twice", one, name=identifier)
            else:
                gathered[identifier] = reading.read_object(one, cls=cls, beside=("id",))
        if gathered:
            plain[key] = gathered
    if reading.problems:
        raise BpmnError(reading.problems)
    return plain


def _compare(found: Found, expected: Found, *, file: str | None, language: str) -> Iterator[Problem]:
    """What the file draws otherwise than its definition says."""
    meant = {one.attributes["id"]: one for one in _walk_drawn(expected)}
    drawn: dict[str, Found] = {}
    for one in _walk_drawn(found):
        name = one.attributes["id"]
        where = one.locate(file=file)
        if name in drawn:
            yield Problem("bpmn-twice", {"name": name}, where)
        elif name not in meant:
            yield _tell_change(name, "bpmn-detail-added", where, language=language)
        elif _say_drawn(one) != _say_drawn(meant[name]):
            yield _tell_change(name, "bpmn-detail-different", where, language=language)
        drawn[name] = one
    for name in meant:
        if name not in drawn:
            yield _tell_change(name, "bpmn-detail-missing", Location(file, path=name), language=language)


def _tell_change(name: str, code: str, where: Location, *, language: str) -> Problem:
    return Problem("bpmn-changed", {"id": name, "detail": say(code, {}, language)}, where)


def _walk_drawn(root: Found) -> Iterator[Found]:
    """The elements of the process that mean something; what only helps XML along is left out."""
    for top in root.children:
        if top.namespace == BPMN and top.name in ("process", "collaboration"):
            for one in top.walk():
                if one.namespace == BPMN and "id" in one.attributes and one.name not in _LEFT_OUT:
                    yield one


_LEFT_OUT = frozenset(
    {"laneSet", "ioSpecification", "dataInput", "dataOutput", "inputSet", "outputSet", "tFormalExpression"}
)


def _say_drawn(found: Found) -> tuple[object, ...]:
    conditions = [
        child.text for child in found.children if child.name in ("conditionExpression", "activationCondition")
    ]
    events = sorted(child.name for child in found.children if child.name.endswith("EventDefinition"))
    return (found.name, *(found.attributes.get(key) for key in _SAID), *conditions, *events)
