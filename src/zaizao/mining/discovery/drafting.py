"""A model in the making: steps with the links between them, block by block, while a tree is walked.

`definition_of_tree` makes the definition; here stands what each operator becomes.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise

from msgspec import Struct, field

from zaizao.definition.model import IfSkipped
from zaizao.mining.discovery.tree import SILENT, Operator, Tree, can_do_nothing, list_labels


class Loss(StrEnum):
    """What a tree says and a definition cannot; the words are in `zaizao.wording.texts.mining_conformance`."""

    EXCLUSIVE = "exclusive"
    """Of these steps exactly one branch happens; links cannot say that the others then do not."""
    TOGETHER = "together"
    """These steps happen all or none, without an order between them."""
    ONCE = "once"
    """At least one of these steps happens."""
    ORDER = "order"
    """In these steps, which are gone round, the order within a round is not kept."""


class Said(Struct, frozen=True):
    """One loss and the activities (labels) it is about."""

    loss: Loss
    labels: tuple[str, ...]


class Step(Struct):
    """One activity in the making."""

    label: str
    after: dict[str, IfSkipped] = field(default_factory=dict)
    by_choice: bool = False
    repeats: tuple[str, ...] = ()


class Block(Struct, frozen=True):
    """The steps that a subtree begins and ends with; ``witness`` is done exactly when the subtree is."""

    enters: tuple[str, ...]
    leaves: tuple[str, ...]
    witness: str | None = None


class Draft:
    """Lays a tree out as steps; each activity of a tree stands in it once."""

    def __init__(self) -> None:
        self.steps: dict[str, Step] = {}
        self.said: list[Said] = []
        self.circled: set[str] = set()

    def lay(self, tree: Tree) -> Block:
        """The steps of a tree."""
        if tree.label is not None:
            self.steps[tree.label] = Step(tree.label)
            return Block((tree.label,), (tree.label,), tree.label)
        if tree.operator is None:
            return Block((), ())
        return _LAYERS[tree.operator](self, tree)

    def link(self, sources: tuple[str, ...], targets: tuple[str, ...], if_skipped: IfSkipped = IfSkipped.RUN) -> None:
        """Each target waits for each source."""
        for target in targets:
            for source in sources:
                if source != target:
                    self.steps[target].after.setdefault(source, if_skipped)

    def say(self, loss: Loss, *trees: Tree) -> None:
        """Note what is lost."""
        labels = tuple(dict.fromkeys(label for tree in trees for label in list_labels(tree)))
        if labels:
            self.said.append(Said(loss, labels))


def _lay_sequence(draft: Draft, tree: Tree) -> Block:
    blocks = [draft.lay(child) for child in tree.children]
    for one, other in pairwise(blocks):
        draft.link(one.leaves, other.enters)
    return Block(blocks[0].enters, blocks[-1].leaves, next((one.witness for one in blocks if one.witness), None))


def _lay_parallel(draft: Draft, tree: Tree) -> Block:
    blocks = [draft.lay(child) for child in tree.children]
    return _stand_beside(blocks, witness=next((one.witness for one in blocks if one.witness), None))


def _stand_beside(blocks: list[Block], *, witness: str | None = None) -> Block:
    enters = tuple(one for block in blocks for one in block.enters)
    return Block(enters, tuple(one for block in blocks for one in block.leaves), witness)


def _lay_exclusive(draft: Draft, tree: Tree) -> Block:
    spoken = [child for child in tree.children if not child.is_silent]
    blocks = []
    for child in spoken:
        block = draft.lay(child)
        blocks.append(block)
        _make_optional(draft, child, block)
    if len(spoken) > 1:
        draft.say(Loss.EXCLUSIVE, *spoken)
    return _stand_beside(blocks)


def _make_optional(draft: Draft, tree: Tree, block: Block) -> None:
    """Whoever begins the branch alone has the choice, and what must follow is skipped with it; else each has its own."""
    lead = block.witness if block.enters == (block.witness,) else None
    bound = [label for label in list_labels(tree) if _is_bound(tree, label)]
    for label in bound:
        step = draft.steps[label]
        if lead is None or label == lead:
            step.by_choice = True
        elif not step.by_choice:
            step.after[_speak_for(draft, lead, label)] = IfSkipped.SKIP
    if lead is None and len(bound) > 1:
        draft.say(Loss.TOGETHER, tree)


def _speak_for(draft: Draft, lead: str, label: str) -> str:
    """The step that tells what is outside a repeated region whether ``lead``, which is inside, was done: its last."""
    regions = [step for step in draft.steps.values() if lead in step.repeats and label not in step.repeats]
    return max(regions, key=lambda step: len(step.repeats)).label if regions else lead


def _is_bound(tree: Tree, label: str) -> bool:
    """Whether the activity happens whenever the tree does."""
    if tree.operator is None:
        return tree.label == label
    if tree.operator is Operator.EXCLUSIVE:
        return False
    children = tree.children[:1] if tree.operator is Operator.LOOP else tree.children
    return any(_is_bound(child, label) for child in children)


def _lay_loop(draft: Draft, tree: Tree) -> Block:
    body, ways = tree.children[0], tree.children[1:]
    flower = _find_petals(tree)
    if flower:
        return _lay_petals(draft, body, flower)
    block = draft.lay(body)
    if ways == (SILENT,) and len(block.leaves) == 1:
        last, labels = block.leaves[0], list_labels(body)
        if _is_bound(body, last) and not draft.steps[last].repeats and draft.circled.isdisjoint(labels):
            draft.steps[last].repeats = labels
            return block
    return _lay_circle(draft, tree, block)


def _find_petals(tree: Tree) -> tuple[Tree, ...]:
    """The leaves of a loop in which anything may follow anything."""
    body, ways = tree.children[0], tree.children[1:]
    if body.is_silent:
        petals = tuple(leaf for way in ways for leaf in _list_branches(way))
    elif ways == (SILENT,):
        petals = _list_branches(body)
    else:
        return ()
    return petals if all(one.label is not None or one.is_silent for one in petals) else ()


def _list_branches(tree: Tree) -> tuple[Tree, ...]:
    return tree.children if tree.operator is Operator.EXCLUSIVE else (tree,)


def _lay_petals(draft: Draft, body: Tree, petals: tuple[Tree, ...]) -> Block:
    labels = [leaf.label for leaf in petals if leaf.label is not None]
    optional = can_do_nothing(body) or len(labels) > 1
    for label in labels:
        draft.steps[label] = Step(label, by_choice=optional, repeats=(label,))
    if len(labels) > 1 and not can_do_nothing(body):
        draft.said.append(Said(Loss.ONCE, tuple(labels)))
    return Block(tuple(labels), tuple(labels), None if optional else labels[0])


def _lay_circle(draft: Draft, tree: Tree, block: Block) -> Block:
    """Steps gone round in a way that no repeated region is: a circle, which only a process as found may have."""
    ways = [draft.lay(way) for way in tree.children[1:]]
    for way in ways:
        draft.link(block.leaves, way.enters)
        draft.link(way.leaves, block.enters)
        if not way.enters:
            draft.link(block.leaves, block.enters)
    draft.say(Loss.ORDER, tree)
    for back in tree.children[1:]:
        for label in list_labels(back):
            draft.steps[label].by_choice = True
    for label in list_labels(tree):
        draft.steps[label].repeats = ()
        draft.circled.add(label)
    return Block(block.enters, block.leaves, None)


_LAYERS = {
    Operator.SEQUENCE: _lay_sequence,
    Operator.PARALLEL: _lay_parallel,
    Operator.EXCLUSIVE: _lay_exclusive,
    Operator.LOOP: _lay_loop,
}
