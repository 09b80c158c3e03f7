"""The catalogue of the demo city: the shipped processes, and 1,135 real items that run by the statutory course, unmapped."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files

from zaizao_city.catalogue.mapping.reading import read_table
from zaizao_city.catalogue.services.importing import import_items
from zaizao_city.catalogue.services.packs import load_packs
from zaizao_city.identity.actor import SYSTEM


def stock_catalogue(*, now: datetime, items: int | None = None) -> int:
    """Publish what is shipped and import the items (``items``: the first so many), in force from the day; how many items."""
    load_packs(effective_from=now.date(), by="system", now=now)
    table = (files("zaizao_city.demo") / "data" / "items.csv").read_bytes()
    return import_items(read_table(table, filename="items.csv")[:items], actor=SYSTEM, now=now).rows
