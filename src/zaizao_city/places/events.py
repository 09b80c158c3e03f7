"""Names of what places writes into the record: the counters. Numbers drawn at a counter are no events of anybody's matter."""

from __future__ import annotations

COUNTER_SET = "CounterSet"
