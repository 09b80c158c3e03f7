"""What codes mean, where the log says so itself: an attribute of events that names the activity in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from zaizao.eventlog import Attribute, AttributeKind, EventLog
from zaizao.mining.comparison.sides import Side

_STEADY = 0.9
"""An attribute names an activity where at least so many of its events have the same text."""


def find_labels(sides: Sequence[Side]) -> dict[str, str]:
    """Words for activity names; none where no attribute of events holds any."""
    found: dict[str, str] = {}
    for side in sides:
        column = _find_column(side.log)
        if column is not None:
            for name, label in _read_labels(side.log, column).items():
                found.setdefault(name, label)
    return found


def _find_column(log: EventLog) -> Attribute | None:
    """The text attribute whose key speaks of activity and name; English before others, ours to change by mapping."""
    keys = [key for key, one in log.attributes.items() if one.kind is AttributeKind.TEXT and not one.nested]
    named = [key for key in keys if "activity" in key.casefold() and "name" in key.casefold()]
    named.sort(key=lambda key: (not key.casefold().endswith("en"), key))
    return log.attributes[named[0]] if named else None


def _read_labels(log: EventLog, column: Attribute) -> dict[str, str]:
    rows = np.flatnonzero(column.present)
    size = len(column.names)
    texts = column.values[rows].astype(np.int64)
    keys, counts = np.unique(log.activity[rows].astype(np.int64) * size + texts, return_counts=True)
    total = np.bincount(log.activity[rows], minlength=len(log.activity_names))
    labels: dict[str, str] = {}
    for key, count in zip(keys.tolist(), counts.tolist(), strict=True):
        code, text = divmod(key, size)
        if count >= _STEADY * total[code] and column.names[text].strip():
            labels[log.activity_names[code]] = column.names[text].strip()
    return labels
