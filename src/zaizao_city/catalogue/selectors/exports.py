"""The list of items as a file, in the columns in which it can be taken over again."""

from __future__ import annotations

from zaizao_city.catalogue.mapping.columns import BY_HEADING
from zaizao_city.catalogue.mapping.writing import WRITERS
from zaizao_city.catalogue.models import ServiceItem
from zaizao_city.catalogue.selectors.plans import write_cells
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.selectors.permissions import require

_HEADINGS = {column.attribute: column.heading for column in BY_HEADING.values()}


def export_items(*, ending: str, actor: Actor, department: str = "") -> bytes:
    """All items (of one department, if named) as ``xlsx``, ``csv`` or ``yaml``.

    Raises:
        NotPermittedError: the actor does not work with the catalogue.
    """
    require(actor, "catalogue.export_items")
    query = ServiceItem.objects.select_related("organisation", "basic").prefetch_related("materials__material", "bases")
    if department:
        query = query.filter(department=department)
    rows = ({_HEADINGS[name]: cell for name, cell in write_cells(item).items()} for item in query.order_by("pk"))
    return WRITERS[ending](rows)
