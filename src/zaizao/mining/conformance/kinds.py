"""How a case can depart from its definition, and who did: values that replay gives."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray


class Kind(StrEnum):
    """The words are in `zaizao.wording.texts.mining_conformance`, under ``conform-KIND``."""

    UNKNOWN = "unknown"
    """An activity that the definition does not have."""
    SKIPPED = "skipped"
    """It had to happen, and what comes after it happened without it."""
    REPEATED = "repeated"
    """It happened more often than the definition lets it."""
    REORDERED = "reordered"
    """It happened before something it has to wait for."""
    UNFOUNDED = "unfounded"
    """It happened although what it depends on did not, and with it had to be skipped."""
    UNFINISHED = "unfinished"
    """The case stops before an activity that has to happen; nothing after it happened either."""
    EXCEEDED = "exceeded"
    """A limit was exceeded."""


class Departure(Struct, frozen=True, eq=False):
    """One way of departing, and the cases that do."""

    kind: Kind
    activity: str
    """Of the definition; for `Kind.UNKNOWN` a name of the log."""
    cases: NDArray[np.int64]
    """Codes of cases, rising."""
    other: str | None = None
    """What it had to wait for, or depends on; for `Kind.EXCEEDED` the limit's owner (an item, or the case)."""
    limit: str | None = None
    """For `Kind.EXCEEDED`: the limit as it is written."""
    basis: str | None = None
    """For `Kind.EXCEEDED`: statutory, promised or step."""
