"""Process trees: block-structured models as plain values, and how they are written on one line.

What is discovered is first a tree (Leemans, "Robust process mining with guarantees", 2017); `net_of_tree` makes a
Petri net of it, `definition_of_tree` a definition.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct


class Operator(StrEnum):
    """How the children of a node are taken; the sign is the one of the literature."""

    SEQUENCE = "->"
    EXCLUSIVE = "X"
    PARALLEL = "+"
    LOOP = "*"
    """The first child, then again and again one of the others and the first."""


class Tree(Struct, frozen=True):
    """An activity (``label``), nothing at all (neither label nor operator), or an operator over children."""

    label: str | None = None
    operator: Operator | None = None
    children: tuple[Tree, ...] = ()

    @property
    def is_silent(self) -> bool:
        """Whether it is the leaf that does nothing."""
        return self.label is None and self.operator is None

    def walk(self) -> Iterator[Tree]:
        """The node and all below it, parents first."""
        todo = [self]
        while todo:
            one = todo.pop()
            yield one
            todo.extend(reversed(one.children))

    def __str__(self) -> str:
        if self.operator is None:
            return "tau" if self.label is None else f"'{self.label}'"
        return f"{self.operator}( {', '.join(map(str, self.children))} )"


SILENT = Tree()


def join_trees(operator: Operator, *children: Tree) -> Tree:
    """The node over ``children``; nested nodes of one associative operator become one, a lone child stands for itself."""
    flat: list[Tree] = []
    for child in children:
        if operator is not Operator.LOOP and child.operator is operator:
            flat += child.children
        elif not (child.is_silent and operator in (Operator.SEQUENCE, Operator.PARALLEL)):
            flat.append(child)
    if operator is Operator.EXCLUSIVE:
        flat = _keep_one_silence(flat)
    if not flat:
        return SILENT
    return (
        flat[0] if len(flat) == 1 and operator is not Operator.LOOP else Tree(operator=operator, children=tuple(flat))
    )


def _keep_one_silence(children: list[Tree]) -> list[Tree]:
    spoken = [child for child in children if not child.is_silent]
    if len(spoken) == len(children) or any(map(can_do_nothing, spoken)):
        return spoken or [SILENT]
    return [SILENT, *spoken]


def can_do_nothing(tree: Tree) -> bool:
    """Whether the tree accepts the empty trace."""
    if tree.operator is None:
        return tree.is_silent
    if tree.operator is Operator.EXCLUSIVE:
        return any(map(can_do_nothing, tree.children))
    if tree.operator is Operator.LOOP:
        return can_do_nothing(tree.children[0])
    return all(map(can_do_nothing, tree.children))


def list_labels(tree: Tree) -> tuple[str, ...]:
    """The activities of the tree, from left to right, each once."""
    return tuple(dict.fromkeys(node.label for node in tree.walk() if node.label is not None))
