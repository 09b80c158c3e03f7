"""From a tree to a definition like any other: read, checked, drawn and written as BPMN by what reads all of them.

It is a process as found (`as_is`), every step is assumed, every choice unknown. What the language cannot say is listed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from zaizao.definition import ProcessDefinition, digest_of
from zaizao.definition.codec import is_identifier
from zaizao.definition.model import Activity, Choice, Field, Ground, Kind, Link, Organ, Repeat
from zaizao.mining.discovery.drafting import Draft, Said, Step
from zaizao.mining.discovery.tree import Tree
from zaizao.units import Text

_SIGNS = re.compile(r"[^A-Za-z0-9\u4e00-\u9fff]+")
_TAKEN = frozenset({"case", "applicant"})
_LONGEST = 48


class Modelled(Struct, frozen=True):
    """A definition made of a tree, and what of the tree it does not say."""

    definition: ProcessDefinition
    tree: Tree
    lost: tuple[Said, ...]


def definition_of_tree(
    tree: Tree, *, process: str = "discovered", name: str = "发现的流程", source: str | None = None
) -> Modelled:
    """The definition of a tree. It allows every trace that the tree allows; `Modelled.lost` says where it allows more."""
    draft = Draft()
    draft.lay(tree)
    ids = name_steps(draft.steps)
    owners = [step.label for step in draft.steps.values() if step.repeats]
    fields = {label: f"again_{number}" for number, label in enumerate(owners, 1)}
    definition = ProcessDefinition(
        process=process,
        name=Text(name),
        kind=Kind.ITEM,
        competent="office",
        as_is=True,
        organs={"office": Organ(Text("经办部门", "The office"))},
        fields={
            fields[label]: Field(
                type="boolean",
                name=Text(f"再办一次：{label}", f"Once more: {label}"),
                source=ids[label],
                assumption=True,
            )
            for label in owners
        },
        activities={
            ids[step.label]: _make_activity(step, ids, fields.get(step.label)) for step in draft.steps.values()
        },
        source=source,
    )
    return Modelled(replace(definition, digest=digest_of(definition)), tree, tuple(draft.said))


def _make_activity(step: Step, ids: dict[str, str], again: str | None) -> Activity:
    links = tuple(
        Link(activity=ids[source], ground=Ground.CUSTOM, if_skipped=skipped) for source, skipped in step.after.items()
    )
    body = () if step.repeats == (step.label,) else tuple(ids[label] for label in step.repeats)
    return Activity(
        does="work",
        name=Text(step.label),
        after=links,
        assumption=True,
        choice=Choice.UNKNOWN if step.by_choice else None,
        writes=() if again is None else (again,),
        repeat=None if again is None else Repeat(until=f"not({again})", body=body),
    )


def name_steps(labels: Iterable[str]) -> dict[str, str]:
    """An identifier for each label: like it where it can be, a number where not; no two alike."""
    ids: dict[str, str] = {}
    taken = set(_TAKEN)
    for number, label in enumerate(labels, 1):
        plain = _SIGNS.sub("-", unicodedata.normalize("NFKC", label)).strip("-").lower()[:_LONGEST].rstrip("-")
        wish = plain if is_identifier(plain) else f"step-{plain}".rstrip("-")
        while not is_identifier(wish) or wish in taken:
            wish = f"{wish}-{number}" if is_identifier(f"{wish}-{number}") else f"step-{number}"
            number += 1000  # noqa: PLW2901  # any number that is free
        ids[label] = wish
        taken.add(wish)
    return ids
