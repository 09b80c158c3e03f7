"""An activity no longer makes what it made."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutations.mutant import Mutant, Operator, list_activities, with_activity
from zaizao.definition.model import ProcessDefinition


def find(definition: ProcessDefinition) -> Iterator[Mutant]:
    """At everything given."""
    for name, activity in list_activities(definition):
        for thing in activity.gives:
            changed = with_activity(definition, name, gives=tuple(one for one in activity.gives if one != thing))
            if thing in changed.materials and changed.materials[thing].source == name:
                material = replace(changed.materials[thing], source="applicant")
                changed = replace(changed, materials={**changed.materials, thing: material})
            yield Mutant(f"activities.{name}.gives − {thing}", changed)


OPERATOR = Operator("gives-dropped", "An activity no longer makes what it made", find)
