"""The kinds there are, in the order in which a definition is held against them; one file a kind."""

from __future__ import annotations

from zaizao.definition import ProcessDefinition
from zaizao_city.casework.kinds import application, hotline_order, matter
from zaizao_city.casework.kinds.kind import Kind

KINDS: tuple[Kind, ...] = (application.KIND, hotline_order.KIND, matter.KIND)
"""The last fits everything."""


def find_kind(definition: ProcessDefinition) -> Kind:
    """The kind of the cases of a process."""
    return next(kind for kind in KINDS if kind.fits(definition))


def get_kind(code: str) -> Kind:
    """The kind with a code."""
    return next(kind for kind in KINDS if kind.code == code)
