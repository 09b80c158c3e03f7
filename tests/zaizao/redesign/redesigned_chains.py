"""The chains of the packs, as they were found and as the tool redesigns them, worked out once for all tests."""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path

from msgspec import Struct

from zaizao.definition import ProcessDefinition, read_definition
from zaizao.redesign import Redesign, redesign
from zaizao.units import Text

ROOT = Path(__file__).resolve().parents[3]
PACKS = ROOT / "packs"
ON = dt.date(2026, 3, 2)


class Chain(Struct, frozen=True):
    """One chain: where it was found, where its redesign is kept, what it is called."""

    before: tuple[str, ...]
    after: Path
    process: str | None = None
    name: Text | None = None


CHAINS = {
    "restaurant": Chain(("restaurant/open-restaurant.as-is.yaml",), PACKS / "restaurant" / "open-restaurant.yaml"),
    "company": Chain(("enterprise/open-company.as-is.yaml",), PACKS / "enterprise" / "open-company.yaml"),
    "building": Chain(
        (
            "construction/construction-permit.as-is.yaml",
            "construction/quality-supervision.as-is.yaml",
            "construction/safety-supervision.as-is.yaml",
        ),
        PACKS / "construction" / "start-building.yaml",
        process="start-building",
        name=Text("开工“一件事”", "Start building"),
    ),
}


@functools.cache
def read_before(name: str) -> tuple[ProcessDefinition, ...]:
    """The processes of a chain as they were found."""
    return tuple(read_definition(PACKS / path) for path in CHAINS[name].before)


@functools.cache
def redesign_chain(name: str) -> Redesign:
    """The redesign of a chain by the law of ON."""
    chain = CHAINS[name]
    return redesign(read_before(name), on=ON, process=chain.process, name=chain.name)
