"""Applications: items and chains that somebody applies for and the city decides."""

from __future__ import annotations

from zaizao.definition import ProcessDefinition
from zaizao.definition.model import Kind as DefinitionKind
from zaizao_city.casework.enums import KindCode
from zaizao_city.casework.kinds.kind import Facts, Kind, cut_title

_NAMES = ("shop_name", "company_name", "enterprise_name", "project_name", "name")
"""Fields by which an applicant's undertaking is called, in the order of trust."""


def make_title(definition: ProcessDefinition, facts: Facts) -> str:
    """开办餐饮店：泉边小馆, where the form says what it is called; else the name of the process."""
    called = next((str(facts[name]) for name in _NAMES if facts.get(name)), "")
    return cut_title(f"{definition.name.zh}：{called}" if called else definition.name.zh)


KIND = Kind(
    code=KindCode.APPLICATION,
    series="JN",
    may_open="casework.open_case",
    fits=lambda definition: definition.kind in (DefinitionKind.ITEM, DefinitionKind.CHAIN),
    make_title=make_title,
    make_category=lambda definition, facts: "",
)
