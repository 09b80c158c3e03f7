"""What the before/after picture says in words: headings with the finding, longest lines, lines pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from zaizao.definition.model import Ground, Link
from zaizao.notation.faces import name_activity
from zaizao.notation.graph import Edge
from zaizao.notation.measure import clean_text, measure, shorten
from zaizao.notation.overlay_bars import count_visits
from zaizao.notation.overlay_change import Change, Side, count_together
from zaizao.notation.overlay_plan import HOURS
from zaizao.wording import say


def say_count(code: str, count: object, *, language: str, field: str = "count") -> str:
    """The words with their number, in the singular where it is one."""
    if str(count) == "1":
        return say(f"{code}-one", {}, language)
    return say(code, {field: count}, language)


def say_days(days: Fraction, *, language: str) -> str:
    """Working days with one decimal at most; hours where it is less than one day; at once where it is nothing."""
    if days <= 0:
        return say("overlay-at-once", {}, language)
    if days < 1:
        return say_count(
            "overlay-hours", f"{max(0.1, round(float(days * HOURS), 1)):g}", language=language, field="hours"
        )
    return say_count("overlay-days", f"{round(float(days), 1):g}", language=language, field="days")


def fill_lines(parts: Sequence[str], *, width: float, size: float, most: int) -> tuple[str, ...]:
    """The parts one after another in lines, broken only between parts; what is too much ends in an ellipsis."""
    lines: list[str] = []
    for part in parts:
        if lines and measure((lines[-1] + part).rstrip(), size=size) <= width:
            lines[-1] += part
        elif len(lines) == most:
            lines[-1] = shorten(lines[-1] + part, width=width, size=size)
            break
        else:
            lines.append(part)
    return tuple(shorten(line.rstrip(), width=width, size=size) for line in lines)


def _list(parts: Sequence[str], *, head: str, language: str) -> tuple[str, ...]:
    """The parts with commas behind all but the last, ``head`` before the first (its {said} filled)."""
    comma = ", " if language == "en" else "，"
    said = [part + comma for part in parts[:-1]] + list(parts[-1:])
    return (head + said[0], *said[1:])


def head_side(
    sides: Sequence[Side], *, days: Fraction, change: Change, in_turn: bool, language: str
) -> tuple[str, ...]:
    """前：16步，26个工作日，跑5趟: in parts, between which a line may break."""
    parts = []
    if len(sides) > 1:
        code = "overlay-processes-in-turn" if in_turn else "overlay-processes"
        parts.append(say(code, {"count": len(sides)}, language))
    steps = sum(len(side.graph.nodes) for side in sides)
    parts += [say_count("overlay-steps", steps, language=language), say_days(days, language=language)]
    after = sides[0] is change.after
    together = count_together(change.after)
    if after and together > max((count_together(side) for side in change.before), default=0):
        parts.append(say("overlay-together", {"count": together}, language))
    parts.append(_say_visits(sum(count_visits(side) for side in sides), language=language))
    head = say("overlay-after" if after else "overlay-before", {"said": ""}, language)
    return _list(parts, head=head, language=language)


def _say_visits(count: int, *, language: str) -> str:
    return say_count("overlay-visits", count, language=language) if count else say("overlay-no-visits", {}, language)


def head_group(side: Side, *, number: int, begin: Fraction, language: str) -> tuple[str, ...]:
    """2. 食品经营许可：8步，20个工作日，跑2趟."""
    parts = [
        say_count("overlay-steps", len(side.graph.nodes), language=language),
        say_days(side.plan.critical.working_days, language=language),
        _say_visits(count_visits(side), language=language),
    ]
    if begin:
        parts.append(say("overlay-begins", {"day": f"{round(float(begin), 1):g}"}, language))
    name = clean_text(side.definition.name.say(language))
    head = say("overlay-group", {"number": number, "name": name, "said": ""}, language)
    return _list(parts, head=head, language=language)


def say_line(side: Side, *, language: str) -> tuple[str, ...]:
    """最长一条线：受理 → 核查 → 许可, step by step, or nothing when no step takes time."""
    path = side.plan.critical
    if not path.working_days:
        return ()
    names = [name_activity(side.definition, one, language=language) for one in path.activities]
    steps = [f"{name} → " for name in names[:-1]] + names[-1:]
    return (say("overlay-line", {"line": ""}, language) + steps[0], *steps[1:])


def name_basis(side: Side, basis: str, *, language: str) -> str:
    """The law and article of a basis; its identifier where the definition does not spell it out."""
    known = side.definition.bases.get(basis)
    if known is None:
        return basis
    return say("overlay-ground-basis", {"law": known.law, "article": known.article}, language)


def name_object(side: Side, thing: str, *, language: str) -> str:
    """The name of a material or field that a data link speaks of."""
    definition = side.definition
    if thing in definition.materials:
        return clean_text(definition.materials[thing].name.say(language))
    named = definition.fields[thing].name if thing in definition.fields else None
    return clean_text(named.say(language)) if named is not None else thing


def find_links(side: Side, edge: Edge) -> list[Link]:
    """The links of the definition that one drawn line stands for."""
    return [one for one in side.definition.activities[edge.target].after if one.activity == edge.source]


def say_link(side: Side, edge: Edge, *, dropped: bool, language: str) -> str:
    """A line in words: between which steps, on what ground, and whether it was dropped."""
    ground = edge.ground or Ground.CUSTOM
    links = [one for one in find_links(side, edge) if one.ground is ground and one.of]
    name = name_basis if ground is Ground.LAW else name_object
    of = "、".join(name(side, one.of or "", language=language) for one in links)
    fields = {
        "source": name_activity(side.definition, edge.source, language=language),
        "target": name_activity(side.definition, edge.target, language=language), "of": of,
    }  # fmt: skip
    said = say(f"overlay-link-{ground.value}", fields, language).rstrip()
    return say("overlay-link-dropped", {"said": said}, language) if dropped else said
