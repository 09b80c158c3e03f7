"""Materials: what the law demands is still asked for, where it was; two that became one are the same document.

The same document: of the same name, already held by the state under the same address, or forms whose fields are united.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Material
from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.lineage import Origin
from zaizao.verification.verdict import ADDED, DROPPED, UNITED, Account, Loss


def look(inquiry: Inquiry) -> Iterator[Finding]:
    """Dropped, united and newly asked materials."""
    for origin in inquiry.list_origins("materials"):
        images = inquiry.line.images_of("materials", *origin)
        address = inquiry.address("materials", origin)
        if not images and origin[1] in inquiry.founded[origin[0]].materials:
            yield Loss("material-lost", address)
        elif not images:
            yield Account(address, DROPPED, "no-basis")
        elif len(images) > 1:
            yield Loss("element-doubled", address, {"elements": images})
        else:
            yield from _compare_guards(inquiry, origin, images[0])
    for name, origins in inquiry.list_united("materials"):
        if not origins:
            yield Account(inquiry.after_address("materials", name), ADDED, "no-act")
        elif len(origins) > 1:
            yield from _judge_uniting(inquiry, name, origins)
        yield from _look_at_form(inquiry, name, origins)
        if origins and not _bears_a_name(inquiry, name, origins):
            names = {"old": _material(inquiry, origins[0]).name, "new": inquiry.after.materials[name].name}
            yield Loss("document-changed", inquiry.address("materials", origins[0]), names)


def _look_at_form(inquiry: Inquiry, name: str, origins: tuple[Origin, ...]) -> Iterator[Finding]:
    """A form holds every field, still there, of those it stands for."""
    holds = inquiry.after.materials[name].holds
    wanted = {inquiry.line.image("fields", o[0], one) for o in origins for one in _material(inquiry, o).holds}
    missing = tuple(sorted(one for one in wanted if one is not None and one not in holds))
    if missing:
        yield Loss("form-incomplete", inquiry.after_address("materials", name), {"fields": missing})


def _bears_a_name(inquiry: Inquiry, name: str, origins: tuple[Origin, ...]) -> bool:
    """Whether it is called like what it stands for; a form made of several may have a name of its own."""
    materials = [_material(inquiry, origin) for origin in origins]
    called = {_plain(one.name.zh) for one in materials}
    is_one_form = len(origins) > 1 and all(one.holds for one in materials)
    return is_one_form or _plain(inquiry.after.materials[name].name.zh) in called


def _compare_guards(inquiry: Inquiry, origin: Origin, image: str) -> Iterator[Finding]:
    """Needed wherever it was needed; asked for nowhere else, unless another that it stands for was."""
    diagram = inquiry.world.diagram
    old = inquiry.world.reader(origin[0]).formula(_material(inquiry, origin).when)
    new = inquiry.world.reader(-1).formula(inquiry.after.materials[image].when)
    missed = inquiry.explain(diagram.outside(old, new))
    if missed is not None and origin[1] in inquiry.founded[origin[0]].materials:
        yield Loss("material-not-asked", inquiry.address("materials", origin), {"situation": missed})
    asked = diagram.any_of(
        inquiry.world.reader(one[0]).formula(_material(inquiry, one).when)
        for one in inquiry.line.origins_of("materials", image)
    )
    extra = inquiry.explain(diagram.outside(new, asked))
    if extra is not None:
        yield Loss("material-asked-more", inquiry.address("materials", origin), {"situation": extra})


def _material(inquiry: Inquiry, origin: Origin) -> Material:
    return inquiry.definition(origin).materials[origin[1]]


def _judge_uniting(inquiry: Inquiry, name: str, origins: tuple[Origin, ...]) -> Iterator[Finding]:
    materials = [_material(inquiry, origin) for origin in origins]
    held = {one.held or one.source for one in materials if (one.held or one.source).startswith("shared/")}
    if len({_plain(one.name.zh) for one in materials}) == 1 or (len(held) == 1 and all(_is_held(o) for o in materials)):
        ground = "same-document"
    elif all(one.holds for one in materials):
        ground = "one-form"
    else:
        elements = tuple(inquiry.address("materials", origin) for origin in origins)
        yield Loss("different-documents-united", inquiry.after_address("materials", name), {"elements": elements})
        return
    for origin in origins:
        yield Account(inquiry.address("materials", origin), UNITED, ground, name)


def _is_held(material: Material) -> bool:
    return material.held is not None or material.source.startswith("shared/")


def _plain(name: str) -> str:
    return "".join(letter for letter in name if letter not in "《》“”（）() ")
