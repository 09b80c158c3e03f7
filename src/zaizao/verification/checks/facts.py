"""Fields: what the law asks for or a founded activity reads is still there, of the same kind, with all its values.

Two that became one are the same fact: of the same type and the same name, id or place where the state has it.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Field
from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.lineage import Origin
from zaizao.verification.verdict import DROPPED, UNITED, Account, Loss


def look(inquiry: Inquiry) -> Iterator[Finding]:
    """Lost, changed and united fields; names that AFTER reads and does not have."""
    for origin in inquiry.list_origins("fields"):
        images = inquiry.line.images_of("fields", *origin)
        address = inquiry.address("fields", origin)
        if not images and origin[1] in inquiry.founded[origin[0]].fields:
            yield Loss("field-lost", address)
        elif not images:
            yield Account(address, DROPPED, "no-basis")
        elif len(images) > 1:
            yield Loss("element-doubled", address, {"elements": images})
        else:
            yield from _compare(address, _field(inquiry, origin), inquiry.after.fields[images[0]])
            if len(inquiry.line.origins_of("fields", images[0])) == 1:
                yield from _compare_names(address, _field(inquiry, origin), inquiry.after.fields[images[0]])
    for name, origins in inquiry.list_united("fields"):
        if len(origins) > 1:
            yield from _judge_uniting(inquiry, name, origins)


def _field(inquiry: Inquiry, origin: Origin) -> Field:
    return inquiry.definition(origin).fields[origin[1]]


def _compare(address: str, old: Field, new: Field) -> Iterator[Finding]:
    gone = tuple(option for option in old.options if option not in new.options)
    if old.type != new.type or set(old.parts) - set(new.parts) or gone:
        yield Loss("field-changed", address, {"old": old.type, "new": new.type, "gone": gone})


def _compare_names(address: str, old: Field, new: Field) -> Iterator[Finding]:
    if old.name is not None and new.name is not None and old.name.zh != new.name.zh:
        yield Loss("fact-changed", address, {"old": old.name, "new": new.name})


def _judge_uniting(inquiry: Inquiry, name: str, origins: tuple[Origin, ...]) -> Iterator[Finding]:
    fields = [_field(inquiry, origin) for origin in origins]
    names = {one.name.zh if one.name is not None else origin[1] for one, origin in zip(fields, origins, strict=True)}
    ids = {origin[1] for origin in origins}
    held = {one.held or one.source for one in fields}
    is_one_place = len(held) == 1 and next(iter(held)).startswith("shared/")
    elements = tuple(inquiry.address("fields", origin) for origin in origins)
    if len({one.type for one in fields}) > 1 or not (len(names) == 1 or len(ids) == 1 or is_one_place):
        yield Loss("different-facts-united", inquiry.after_address("fields", name), {"elements": elements})
        return
    for element in elements:
        yield Account(element, UNITED, "same-fact", name)
