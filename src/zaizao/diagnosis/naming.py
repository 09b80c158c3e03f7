"""What the elements of one definition are called, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from zaizao.definition.model import ProcessDefinition
from zaizao.definition.vocabulary import VERBS
from zaizao.units import Text


class Naming:
    """One definition, of which everything can be called by its name; by its identifier where it has none."""

    def __init__(self, definition: ProcessDefinition) -> None:
        self.definition = definition
        self.activities = definition.activities

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
