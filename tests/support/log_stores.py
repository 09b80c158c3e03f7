"""The stores of logs that the conformance suite runs on."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from zaizao.eventlog.store import LogStore, create_store, open_store

KINDS = ["embedded"]


@dataclass(frozen=True)
class Stores:
    """How to create and open a store of one kind, always at the same place."""

    create: Callable[..., LogStore]
    open: Callable[..., LogStore]


@contextlib.contextmanager
def offer(kind: str, folder: Path) -> Iterator[Stores]:
    """One kind of store, at a new place."""
    place = folder / "log"
    yield Stores(lambda **how: create_store(place, **how), lambda **how: open_store(place, **how))
