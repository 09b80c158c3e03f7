"""What a rule sees: one definition, those diagnosed with it, the law, facts from logs, and what follows from them.

Everything derived is worked out when a rule first asks for it, then shared by all rules. Nothing is judged here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from zaizao.definition.model import Activity, Ground, Kind, Link, ProcessDefinition
from zaizao.definition.survey import Survey, list_written
from zaizao.definition.vocabulary import DECIDING_VERBS, VERBS
from zaizao.diagnosis.citing import Citation, list_citations
from zaizao.diagnosis.lawful import LawDesk, Verdict
from zaizao.diagnosis.wants import Wants
from zaizao.law import Library, RuleTable
from zaizao.units import Text

_WORD = re.compile(r"[^\W\d]\w*")

PROCEDURES = frozenset(
    "check review consult countersign verify visit_site inspect_enterprise hold_hearing examine test quarantine "
    "appraise expert_review report seal".split()
)
"""Looking, asking and approving on the way to a decision: each needs a ground of its own."""

Facts = object
"""What logs tell; rules of ZL8 say more about it once there are logs."""


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


class Scope:
    """One definition as rules see it. Built for one diagnosis, then thrown away."""

    def __init__(self, definition: ProcessDefinition, *, assembly: Assembly, facts: Facts | None = None) -> None:
        self.definition = definition
        self.assembly = assembly
        self.facts = facts
        """What logs tell; None until there are logs."""
        self.library = assembly.library
        self.rules = assembly.rules
        self.on = assembly.on
        self.activities = definition.activities

    @cached_property
    def others(self) -> tuple[ProcessDefinition, ...]:
        """The other definitions diagnosed together with this one, such as those of one folder."""
        return tuple(one for one in self.assembly.definitions if one is not self.definition)

    @cached_property
    def survey(self) -> Survey:
        """Order, ancestors, skipping, outcomes: what the checks of the language work out."""
        return Survey(self.definition, library=self.library, on=self.on)

    # --- who uses what -------------------------------------------------------------------------------------------

    @cached_property
    def takers(self) -> Mapping[str, tuple[str, ...]]:
        """For each material the activities that take it."""
        return _group((thing, name) for name, activity in self.activities.items() for thing in activity.takes)

    @cached_property
    def makers(self) -> Mapping[str, tuple[str, ...]]:
        """For each object the activities that make it: by ``gives``, or named by a material as its source."""
        given = [(thing, name) for name, activity in self.activities.items() for thing in activity.gives]
        sourced = [(n, m.source) for n, m in self.definition.materials.items() if m.source in self.activities]
        return _group([*given, *sourced])

    @cached_property
    def deciders(self) -> Mapping[str, tuple[str, ...]]:
        """For each item the activities that decide it."""
        return _group(
            (activity.item, name)
            for name, activity in self.activities.items()
            if activity.item is not None and activity.does in DECIDING_VERBS
        )

    @cached_property
    def owners(self) -> Mapping[str, tuple[str, ...]]:
        """For each activity the organs that have it among their duties."""
        return _group(
            (duty, name)
            for name, organ in self.definition.organs.items()
            for duty in organ.duties
            if duty in self.activities
        )

    @cached_property
    def selective_links(self) -> tuple[Link, ...]:
        """The links that hold only for some outcomes of their source."""
        return tuple(
            link
            for activity in self.activities.values()
            for link in activity.after
            if link.on and link.activity in self.activities
        )

    @cached_property
    def followers(self) -> Mapping[str, tuple[str, ...]]:
        """For each activity those that name it as their prerequisite."""
        return {name: tuple(followers) for name, followers in self.survey.successors.items()}

    def is_before(self, first: str, second: str) -> bool:
        """Whether links lead from ``first`` to ``second``; False where a circle leaves it open."""
        ancestors, bits = self.survey.ancestors, self.survey.bits
        return second in ancestors and first in bits and bool(ancestors[second] >> bits[first] & 1)

    def is_implied(self, target: str, index: int) -> bool:
        """Whether the step would begin at the same moment, in every case, without this one of its links."""
        activity = self.activities[target]
        if activity.needs != "all" or len(activity.after) < 2:
            return False
        link = activity.after[index]
        implied = any(
            self.is_before(link.activity, other.activity)
            for place, other in enumerate(activity.after)
            if place != index
        )
        return implied and not self.survey.can_fail(link, self.survey.skippable)

    def list_after(self, name: str, *, without: str | None = None) -> frozenset[str]:
        """All that comes after an activity; with ``without`` what would if the link from it to that one were gone."""
        seen: set[str] = set()
        todo = [one for one in self.survey.successors[name] if one != without]
        for current in todo:  # grows while it is walked
            if current not in seen:
                seen.add(current)
                todo.extend(self.survey.successors[current])
        return frozenset(seen)

    # --- who needs what ------------------------------------------------------------------------------------------

    @cached_property
    def reads(self) -> Mapping[str, frozenset[str]]:
        """For each activity the fields it looks at: declared, or named in one of its expressions."""
        found = {name: set(activity.reads) for name, activity in self.activities.items()}
        for place in self.survey.places:
            if len(place.path) > 1 and place.path[0] == "activities":
                found[str(place.path[1])].update(_WORD.findall(place.text))
        return {name: frozenset(words) for name, words in found.items()}

    @cached_property
    def asked_elsewhere(self) -> frozenset[str]:
        """The words of expressions that stand in no activity: guards of items and materials, a group's key."""
        return frozenset(
            word for place in self.survey.places if place.path[0] != "activities" for word in _WORD.findall(place.text)
        )

    def list_handed(self, source: str, target: str) -> tuple[str, ...]:
        """What ``source`` makes or writes that ``target`` takes or reads, in the order in which it is made."""
        giver, taker = self.activities[source], self.activities[target]
        made = [*giver.gives, *(name for name, m in self.definition.materials.items() if m.source == source)]
        written = [*list_written(giver), *(name for name, f in self.definition.fields.items() if f.source == source)]
        handed = [thing for thing in made if thing in taker.takes]
        handed += [fact for fact in written if fact in self.reads[target]]
        return tuple(dict.fromkeys(handed))

    def depends_on(self, target: str, source: str) -> bool:
        """Whether ``target`` uses what ``source`` makes, overwrites what it writes, or names it in its rules."""
        if self.list_handed(source, target):
            return True
        writes = set(list_written(self.activities[source]))
        one = self.activities[target]
        if writes & (set(list_written(one)) | self.asked_elsewhere):
            return True
        who = () if one.who is None else (*one.who.not_, one.who.same_as)
        links = [link for link in one.after if link.activity == source and link.ground is not Ground.CUSTOM]
        return source in who or one.by_same_as == source or bool(links)

    def actor_of(self, name: str) -> str:
        """Who does an activity: the organ or party named, that of ``by_same_as``, else the competent organ."""
        seen: set[str] = set()
        while name in self.activities and name not in seen:
            seen.add(name)
            activity = self.activities[name]
            if activity.by_same_as is None:
                return activity.by or self.definition.competent
            name = activity.by_same_as
        return self.definition.competent

    def is_legal_act(self, activity: Activity) -> bool:
        """Whether the vocabulary counts the activity among the legal acts."""
        verb = VERBS.get(activity.does)
        return verb is not None and verb.legal_act

    # --- bases ---------------------------------------------------------------------------------------------------

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
        if any(declared.source == name for declared in self.definition.fields.values()):
            return True
        if any(link.activity == name for link in self.selective_links):
            return True
        if made & self.asked_elsewhere:
            return True
        return any(made & {*other.takes, *self.reads[n]} for n, other in self.activities.items() if n != name)

    # --- who cites what ------------------------------------------------------------------------------------------

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """Every place that cites a basis, in the order of the language."""
        return tuple(list_citations(self.definition))

    @cached_property
    def not_in_force(self) -> frozenset[str]:
        """The bases declared that are known not to be in force on the day."""
        return frozenset(name for name in self.definition.bases if not self.carries(name))

    # --- names ---------------------------------------------------------------------------------------------------

    def name_activity(self, name: str) -> Text:
        """What an activity is called: its name, else its verb's."""
        activity = self.activities.get(name)
        if activity is None:
            return Text(name, name)
        return activity.name or (VERBS[activity.does].name if activity.does in VERBS else Text(name, name))

    def join_activities(self, names: Iterable[str]) -> Text:
        """Several activities by name: “甲”、“乙”."""
        listed = [self.name_activity(name) for name in names]
        english = [f"“{name.say('en')}”" for name in listed]
        return Text("、".join(f"“{name.zh}”" for name in listed), " and ".join((", ".join(english[:-1]), english[-1])))

    def name_organ(self, name: str) -> Text:
        """What an organ or party is called."""
        found = self.definition.organs.get(name) or self.definition.parties.get(name)
        if name == "applicant" and found is None:
            return Text("申请人", "the applicant")
        return found.name if found is not None else Text(name, name)

    def name_material(self, name: str) -> Text:
        """What a material or result is called."""
        found = self.definition.materials.get(name)
        return found.name if found is not None else Text(name, name)

    def name_thing(self, name: str) -> Text:
        """What a material, result or field is called."""
        return self.name_material(name) if name in self.definition.materials else self.name_field(name)

    def name_field(self, name: str) -> Text:
        """What a field is called."""
        found = self.definition.fields.get(name)
        return found.name if found is not None and found.name is not None else Text(name, name)

    def name_item(self, name: str) -> Text:
        """What an item is called."""
        found = self.definition.items.get(name)
        return found.name if found is not None and found.name is not None else Text(name, name)

    def name_element(self, table: str, name: str) -> Text:
        """What one member of a table of the definition (``activities``, ``materials`` …) is called."""
        by_table = {"activities": self.name_activity, "organs": self.name_organ, "items": self.name_item}
        if table in by_table:
            return by_table[table](name)
        found = getattr(self.definition, table)[name]
        return getattr(found, "name", None) or Text(name, name)

    def join_citations(self, names: Iterable[str]) -> str:
        """Several bases as people cite them."""
        return "、".join(self.cite(name) for name in names)

    def cite(self, name: str) -> str:
        """A basis as people cite it: 《行政许可法》第三十四条."""
        basis = self.definition.bases.get(name)
        return name if basis is None else f"《{basis.law}》{basis.article}"


def _group(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}
