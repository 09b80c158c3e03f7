"""Everything else that runs by a definition: hearings, tasks, disputes, pilots."""

from __future__ import annotations

from zaizao_city.casework.enums import KindCode
from zaizao_city.casework.kinds.kind import Kind

KIND = Kind(
    code=KindCode.MATTER,
    series="SX",
    may_open="casework.open_matter",
    fits=lambda definition: True,
    make_title=lambda definition, facts: definition.name.zh,
    make_category=lambda definition, facts: "",
)
