"""What is asked or demanded cites a legal basis, or says that it is assumed.

What: an activity, a material, a field asked of the applicant, an item's clock or a `law` link without a basis and
without `assumption: true`. A clock or an activity of an item is covered by the item's own bases.
Why: what nobody can found on anything must not be asked of anybody.
Source: design §3; 优化营商环境条例 第46条; 行政许可法 第31条.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.checks.unknown_reference import KIND_WORDS
from zaizao.definition.finding import Check, Severity, Spot
from zaizao.definition.model import Ground
from zaizao.definition.survey import Survey


def _look(survey: Survey) -> Iterator[Spot]:
    definition = survey.definition
    founded = {name for name, item in definition.items.items() if item.bases}
    for name, activity in definition.activities.items():
        if not activity.bases and not activity.assumption and activity.item not in founded:
            yield Spot(("activities", name), {"kind": "activity", "what": KIND_WORDS["activity"], "id": name})
    for name, index, link in survey.links:
        if link.of is None and link.ground is Ground.LAW and not link.assumption:
            fields = {"kind": "link", "what": KIND_WORDS["link"], "id": f"{link.activity} → {name}"}
            yield Spot(("activities", name, "after", index), fields)
    for name, material in definition.materials.items():
        if material.basis is None and not material.assumption:
            yield Spot(("materials", name), {"kind": "material", "what": KIND_WORDS["material"], "id": name})
    for name, fact in definition.fields.items():
        if fact.source == "applicant" and fact.basis is None and not fact.assumption:
            yield Spot(("fields", name), {"kind": "field", "what": KIND_WORDS["field"], "id": name})
    for name, item in definition.items.items():
        if item.clock is not None and item.clock.basis is None and not item.bases:
            yield Spot(("items", name, "clock"), {"kind": "clock", "what": KIND_WORDS["clock"], "id": name})


CHECK = Check("no-basis", Severity.WARNING, _look)
