"""How each event changes a state: one function per kind of event, found by its class.

A reducer decides nothing and evaluates nothing; it may only write what the event says and what follows from it by
counting. That is why replay needs no calendar, no clock and no expression.
"""

from zaizao.net.reducers import course, hands, items, others, versions
from zaizao.net.reducers.registry import REDUCERS, reduce_event

__all__ = ["REDUCERS", "course", "hands", "items", "others", "reduce_event", "versions"]
