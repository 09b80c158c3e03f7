"""Why a mutant that is not killed means nothing: each reason is looked for by itself, without asking the verifier."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from reference import compare

from mutations.mutant import Mutant
from zaizao.definition.model import ProcessDefinition
from zaizao.definition.vocabulary import VERBS

HABIT = "the step is mere habit and could go altogether"
AS_BEFORE = "it is as it was before the redesign"
UNASKED = "no law asks for it and nothing uses it"
DID_BEFORE = "one of those who did it before still does"
IN_SEQUENCE = "still no longer than the promises made one after the other"
UNPROMISED = "nobody had promised it before the redesign"
NEVER_TOOK = "it did not look at it before; another step for the item still does"
SAME = "the same in every situation, looked at one by one"
SAME_DRAWN = "the same in each of the situations drawn"
_STRUCTURE = frozenset(
    "guard-false guard-weakened guard-negated guard-added law-link-dropped data-link-dropped law-link-custom on-widened "
    "on-changed skip-flipped needs-any needs-fewer needs-all item-guard-changed refusal-changed".split()
)


def find_reason(
    operator: str, before: Sequence[ProcessDefinition], after: ProcessDefinition, mutant: Mutant
) -> str | None:
    """Why the mutant is no fault; None where there is no reason that this file knows."""
    table, _, rest = mutant.place.partition(".")
    name = rest.partition(".")[0]
    if table == "activities" and is_habit(after, name):
        return HABIT
    if operator == "asked-again" and _was_asked(before, after, name):
        return AS_BEFORE
    if operator == "easement-withdrawn" and not _was_eased(before, after, mutant.place):
        return AS_BEFORE
    if operator == "field-dropped" and _is_unasked(before, name):
        return UNASKED
    if operator == "actor-swapped" and _did_before(before, after, mutant.definition, name):
        return DID_BEFORE
    if operator == "takes-dropped" and _never_took(before, after, name, mutant.place.rpartition(" ")[2]):
        return NEVER_TOOK
    if operator == "promise-longer" and not _was_promised(before, after, mutant.place):
        return UNPROMISED
    if operator == "promise-longer" and mutant.place == "promised" and len(before) > 1:
        return IN_SEQUENCE if _stays_below_sum(before, mutant.definition) else None
    if operator in _STRUCTURE:
        answer = compare(before, mutant.definition)
        if not answer.lost:
            return SAME if answer.looked_at == answer.in_all else SAME_DRAWN
    return None


def is_habit(definition: ProcessDefinition, name: str) -> bool:
    """Whether an activity cites nothing, decides nothing, makes nothing that is used, and no law wants it."""
    activity = definition.activities.get(name)
    if activity is None or activity.bases or (activity.item in definition.items and activity.does == "decide"):
        return False
    if (VERBS[activity.does].legal_act and activity.does != "seal") or activity.does == "accept":
        return False
    others = [each for key, each in definition.activities.items() if key != name]
    wanted = any(link.activity == name and link.ground.value == "law" for each in others for link in each.after)
    used = {thing for each in others for thing in (*each.takes, *each.reads)}
    return not wanted and not used & {*activity.gives, *activity.writes}


def _was_asked(before: Sequence[ProcessDefinition], after: ProcessDefinition, name: str) -> bool:
    """Whether the applicant brought it before, or all that it stands for."""
    entries = after.materials[name].replaces or (name,)
    found = [one.materials.get(entry.rpartition("/")[2]) for entry in entries for one in before]
    return any(material is not None and material.source == "applicant" for material in found)


def _was_eased(before: Sequence[ProcessDefinition], after: ProcessDefinition, place: str) -> bool:
    """Whether all that it stands for could be pledged, or come later."""
    _, name, attribute = place.split(".")
    entries = {entry.rpartition("/")[2] for entry in after.materials[name].replaces or (name,)}
    found = [one.materials[entry] for entry in entries for one in before if entry in one.materials]
    return all(getattr(material, attribute) != "no" for material in found)


def _is_unasked(before: Sequence[ProcessDefinition], name: str) -> bool:
    for definition in before:
        about = definition.fields.get(name)
        guards = [each.when or "" for each in (*definition.activities.values(), *definition.items.values())]
        acts = [each for each in definition.activities.values() if VERBS[each.does].legal_act]
        if about is None or about.basis or any(name in guard for guard in guards):
            return False
        if any(name in act.reads for act in acts):
            return False
    return True


def _never_took(before: Sequence[ProcessDefinition], after: ProcessDefinition, name: str, thing: str) -> bool:
    acts = {entry.rpartition("/")[2] for entry in after.activities[name].replaces or (name,)}
    papers = {entry.rpartition("/")[2] for entry in after.materials[thing].replaces or (thing,)}
    took = any(papers & set(one.activities[act].takes) for one in before for act in acts if act in one.activities)
    item = after.activities[name].item
    others = [each for key, each in after.activities.items() if key != name and each.item == item]
    return not took and any(thing in each.takes for each in others)


def _did_before(
    before: Sequence[ProcessDefinition], after: ProcessDefinition, mutant: ProcessDefinition, name: str
) -> bool:
    entries = after.activities[name].replaces
    names = {entry.rpartition("/")[2] for entry in entries}
    actors = {
        activity.by or one.competent for one in before for key, activity in one.activities.items() if key in names
    }
    return len(entries) > 1 and mutant.activities[name].by in actors | {mutant.competent}


def _was_promised(before: Sequence[ProcessDefinition], after: ProcessDefinition, place: str) -> bool:
    """Whether any of what it stands for was promised: the whole, or an item."""
    if place == "promised":
        return any(one.promised is not None for one in before)
    name = place.split(".")[1]
    entries = {entry.rpartition("/")[2] for entry in after.items[name].replaces or (name,)}
    return any(one.items[entry].promised is not None for entry in entries for one in before if entry in one.items)


def _stays_below_sum(before: Sequence[ProcessDefinition], mutant: ProcessDefinition) -> bool:
    promised = [one.promised for one in before]
    total = sum(one.amount for one in promised if one is not None)
    return mutant.promised is not None and mutant.promised == replace(
        mutant.promised, amount=min(mutant.promised.amount, total)
    )
