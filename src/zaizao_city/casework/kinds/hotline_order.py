"""Orders: what people report and departments take or refuse, with an arbiter and a call-back (12345, the grid).

A process is one when it hands its work over in two phases and asks back.
"""

from __future__ import annotations

from zaizao.definition import ProcessDefinition
from zaizao_city.casework.enums import KindCode
from zaizao_city.casework.kinds.kind import Facts, Kind, cut_title

_SUBJECTS = ("subject", "request", "place", "content")


def is_order(definition: ProcessDefinition) -> bool:
    """Whether its work is offered and the one who reported is called back."""
    activities = definition.activities.values()
    return any(one.offer for one in activities) and any(one.does == "call_back" for one in activities)


def make_title(definition: ProcessDefinition, facts: Facts) -> str:
    """What is reported, in the reporter's words as far as they go; else the name of the process."""
    said = next((str(facts[name]) for name in _SUBJECTS if facts.get(name)), "")
    return cut_title(said or definition.name.zh)


def make_category(definition: ProcessDefinition, facts: Facts) -> str:
    """The category by which orders are listed."""
    return str(facts.get("category") or "")[:60]


KIND = Kind(
    code=KindCode.HOTLINE_ORDER,
    series="GD",
    may_open="casework.open_order",
    fits=is_order,
    make_title=make_title,
    make_category=make_category,
)
