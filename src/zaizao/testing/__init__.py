"""For tests of processes: strategies that draw well-formed definitions. Hypothesis is imported in this room only."""

from zaizao.testing.definitions import limits, runnable_definitions

__all__ = ["limits", "runnable_definitions"]
