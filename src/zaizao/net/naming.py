"""What people call the things of a definition: names for the identifiers that events and refusals carry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from msgspec import Struct

from zaizao.definition.model import ProcessDefinition
from zaizao.definition.vocabulary import VERBS
from zaizao.net.state import Added
from zaizao.notation.faces import name_activity, name_outcome
from zaizao.notation.lanes import name_organ
from zaizao.units import LimitError, parse_limit
from zaizao.wording import format_date, format_list, format_moment, format_value, list_codes, say

_MANY = 6
"""Longer lists are cut short, with their length."""
_GROUNDS = {verb.stops: verb.name for verb in VERBS.values() if verb.stops is not None}


class Names(Struct, frozen=True):
    """The names of one definition (and of the activities added to the case) in one language."""

    definition: ProcessDefinition
    language: str = "zh"
    added: Mapping[str, Added] = {}

    def activity(self, name: object) -> str:
        """An activity, one added at run time, or the identifier itself."""
        text = str(name)
        if text in self.definition.activities:
            return name_activity(self.definition, text, language=self.language)
        if text not in self.added:
            return text
        called = self.added[text].name
        return VERBS[called].name.say(self.language) if called in VERBS else called

    def work(self, name: object) -> str:
        """A work item: its activity, and which instance or round where there are several."""
        activity, _, rest = str(name).partition("#")
        round_, _, instance = rest.partition(".")
        called = self.activity(activity)
        if instance:
            return say("name-instance", {"name": called, "instance": instance}, self.language)
        if round_.isdigit() and int(round_) > 1:
            return say("name-round", {"name": called, "round": round_}, self.language)
        return called

    def organ(self, name: object) -> str:
        """An organ, a party, the applicant; a person's name as it is."""
        return name_organ(self.definition, str(name), language=self.language)

    def item(self, name: object) -> str:
        """An item applied for."""
        item = self.definition.items.get(str(name))
        return str(name) if item is None or item.name is None else item.name.say(self.language)

    def material(self, name: object) -> str:
        """A material."""
        material = self.definition.materials.get(str(name))
        return str(name) if material is None else material.name.say(self.language)

    def fact(self, name: object) -> str:
        """A field: its name, else what it is asked for, else its identifier."""
        found = self.definition.fields.get(str(name))
        words = None if found is None else found.name or found.purpose
        return str(name) if words is None else words.say(self.language)

    def basis(self, name: object) -> str:
        """A legal basis: 《行政许可法》第四十二条; other words as they are."""
        basis = self.definition.bases.get(str(name))
        return str(name) if basis is None else f"《{basis.law}》{basis.article}"

    def outcome(self, name: object) -> str:
        """An outcome in words."""
        return name_outcome(str(name), language=self.language)

    def ground(self, name: object) -> str:
        """Why a clock stands still: the special procedure of 行政许可法 第45条, or other words as they are."""
        found = _GROUNDS.get(str(name))
        return str(name) if found is None else found.say(self.language)

    def reason(self, name: object) -> str:
        """A reason the engine gives, or words as they are."""
        return self._known("why", name)

    def ending(self, name: object) -> str:
        """How a case ended."""
        return self._known("ending", name)

    def obstacle(self, name: object) -> str:
        """What stands in the way of a migration."""
        code, _, subject = str(name).partition(":")
        called = self.item(subject) if code == "item-gone" else self.activity(subject)
        known = f"obstacle-{code}"
        return say(known, {"name": called}, self.language) if known in list_codes() else str(name)

    def interrupt(self, name: object) -> str:
        """An interrupt."""
        found = self.definition.interrupts.get(str(name))
        return str(name) if found is None else found.name.say(self.language)

    def log(self, name: object) -> str:
        """An append-only list."""
        found = self.definition.entries.get(str(name))
        return str(name) if found is None or found.name is None else found.name.say(self.language)

    def limit(self, name: object) -> str:
        """A limit written ``10wd``, in words."""
        try:
            return self.value(parse_limit(str(name)))
        except LimitError:
            return str(name)

    def moment(self, moment: object) -> str:
        """A moment; midnight is said as the day before, 24:00, because a limit ends there."""
        if not isinstance(moment, datetime):
            return self.value(moment)
        if moment.time().isoformat() != "00:00:00":
            return format_moment(moment, language=self.language)
        return self.day_end((moment - timedelta(microseconds=1)).date())

    def day_end(self, day: date) -> str:
        """The end of a day, as limits end."""
        return say("name-day-end", {"day": format_date(day, language=self.language)}, self.language)

    def value(self, value: object) -> str:
        """Any value."""
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        if isinstance(value, Mapping):
            return self.facts(value)
        return format_value(value, language=self.language)

    def facts(self, facts: Mapping[str, object]) -> str:
        """Facts with their names: 面积＝86、招牌＝是."""
        pairs = (
            say("tell-fact", {"name": self.fact(name), "value": self.value(one)}, self.language)
            for name, one in facts.items()
        )
        return format_list(pairs, language=self.language)

    def several(self, values: Iterable[object], name: Callable[[object], str]) -> str:
        """Several things by name; a long list is cut short and counted."""
        named = [name(one) for one in values]
        if len(named) <= _MANY:
            return format_list(named, language=self.language)
        listed = format_list(named[:_MANY], language=self.language)
        return say("tell-list-more", {"listed": listed, "count": len(named)}, self.language)

    def _known(self, family: str, name: object) -> str:
        code = f"{family}-{name}"
        return say(code, {}, self.language) if code in list_codes() else str(name)
