"""Accepting Petri nets as plain data: places are numbers, a transition takes and gives, a marking is a multiset.

Nothing is searched here; reading and writing them as PNML is in `pnml`, what is reachable in `conformance`.
"""

from __future__ import annotations

from msgspec import Struct


class Transition(Struct, frozen=True):
    """Takes one token for each entry of ``takes`` and gives one for each of ``gives``; silent without a label."""

    label: str | None
    takes: tuple[int, ...]
    gives: tuple[int, ...]


class AcceptingNet(Struct, frozen=True):
    """A net with its first marking and the one in which a case is over; a place named twice holds two tokens."""

    place_names: tuple[str, ...]
    transitions: tuple[Transition, ...]
    initial: tuple[int, ...]
    final: tuple[int, ...]
    name: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """The activities the net knows, in the order of its transitions, each once."""
        return tuple(dict.fromkeys(one.label for one in self.transitions if one.label is not None))


class NetBuilder:
    """Collects places and transitions and makes the net."""

    def __init__(self, name: str = "") -> None:
        self.name = name
        self.places: list[str] = []
        self.transitions: list[Transition] = []

    def add_place(self, name: str | None = None) -> int:
        """A new place's number."""
        self.places.append(f"p{len(self.places)}" if name is None else name)
        return len(self.places) - 1

    def add_transition(self, label: str | None, takes: tuple[int, ...], gives: tuple[int, ...]) -> None:
        """A transition between places; ``label`` None is silent."""
        self.transitions.append(Transition(label, takes, gives))

    def build(self, initial: tuple[int, ...], final: tuple[int, ...]) -> AcceptingNet:
        """The net of what was added so far."""
        return AcceptingNet(tuple(self.places), tuple(self.transitions), initial, final, self.name)
