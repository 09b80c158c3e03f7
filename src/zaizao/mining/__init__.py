"""What a log says about a process: times and their causes, rework, hand-over, drift, effects and the map of what really happened.

Values in, values out. Reading logs is in `zaizao.eventlog`; judging against the law is in `zaizao.diagnosis`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zaizao.mining.clock import Clock
    from zaizao.mining.instances import Instances, pair_instances
    from zaizao.mining.overview import Overview, mine_log
    from zaizao.mining.plain import to_plain

_ROOMS = {
    "Clock": "clock",
    "Instances": "instances",
    "Overview": "overview",
    "mine_log": "overview",
    "pair_instances": "instances",
    "to_plain": "plain",
}
"""Where each public name lives; loaded when it is asked for, since few need all of them."""

__all__ = ["Clock", "Instances", "Overview", "mine_log", "pair_instances", "to_plain"]


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
