"""Which organs a definition needs, and which it only names: asked of the definition alone, no rows."""

from __future__ import annotations

from zaizao.definition import ProcessDefinition

APPLICANT = "applicant"


def list_needed(definition: ProcessDefinition) -> list[str]:
    """Organs that get work by the definition itself; parties of the case are none."""
    named = {definition.competent, *(activity.by for activity in definition.activities.values() if activity.by)}
    named |= {item.organ for item in definition.items.values()}
    return sorted(named - set(definition.parties) - {APPLICANT})


def list_asked(definition: ProcessDefinition) -> list[str]:
    """Organs that the definition names and gives no work: a case can be passed on to them, or they countersign."""
    return sorted(set(definition.organs) - set(list_needed(definition)) - set(definition.parties) - {APPLICANT})
