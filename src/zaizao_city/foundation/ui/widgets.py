"""Form fields that Django has no widget for: a slot of time, people by organisation. They work without JavaScript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of time: its value, the words on it, and a second line (余 2, 已约满); a full one cannot be chosen."""

    value: str
    text: str
    note: str = ""
    is_full: bool = False


class SlotPicker(forms.RadioSelect):
    """Radio buttons drawn as slots of time."""

    template_name = "ui/forms/slots.html"

    def __init__(self, slots: Sequence[Slot] = (), attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, choices=[(slot.value, slot.text) for slot in slots])
        self.slots = tuple(slots)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The slots with what is chosen."""
        context = super().get_context(name, value, attrs)
        options = [option for _, group, _ in context["widget"]["optgroups"] for option in group]
        context["widget"]["slots"] = list(zip(options, self.slots, strict=True))
        return context


@dataclass(frozen=True, slots=True)
class Branch:
    """An organisation with its people (value, name, post) and the organisations below it."""

    name: str
    people: Sequence[tuple[str, str, str]] = ()
    below: Sequence[Branch] = field(default=())


class PeoplePicker(forms.CheckboxSelectMultiple):
    """People by organisation, as a tree that opens; a branch with somebody chosen stands open."""

    template_name = "ui/forms/people.html"

    def __init__(self, tree: Sequence[Branch] = (), attrs: dict[str, Any] | None = None) -> None:
        self.tree = tuple(tree)
        super().__init__(attrs, choices=[(value, name) for value, name, _ in _list_people(self.tree)])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The tree with what is chosen."""
        context = super().get_context(name, value, attrs)
        chosen = {str(one) for one in context["widget"]["value"]}
        id_ = context["widget"]["attrs"].get("id", name)
        context["widget"]["branches"] = [_write_branch(branch, chosen, id_) for branch in self.tree]
        return context


def _list_people(tree: Sequence[Branch]) -> list[tuple[str, str, str]]:
    return [person for branch in tree for person in (*branch.people, *_list_people(branch.below))]


def _write_branch(branch: Branch, chosen: set[str], id_: str) -> dict[str, Any]:
    people = [
        {"value": value, "name": name, "post": post, "id": f"{id_}_{value}", "is_chosen": value in chosen}
        for value, name, post in branch.people
    ]
    below = [_write_branch(one, chosen, id_) for one in branch.below]
    is_open = any(person["is_chosen"] for person in people) or any(one["is_open"] for one in below)
    return {"name": branch.name, "people": people, "below": below, "is_open": is_open}
