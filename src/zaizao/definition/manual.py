"""The reference part of docs/language.md, made from the model: every construct, key, value and meaning."""

from __future__ import annotations

import enum
import inspect
import typing
from collections.abc import Iterator, Mapping
from typing import Any

from zaizao.definition.schema import list_classes, name_class
from zaizao.definition.shape import Slot, slots_of, split_optional
from zaizao.definition.vocabulary import VERBS, Verb
from zaizao.units import Limit, Text

BEGIN = "<!-- reference: begin -->"
END = "<!-- reference: end -->"
_WORDS: dict[Any, str] = {
    str: "text",
    int: "number",
    bool: "true / false",
    Limit: "limit",
    Text: "words",
    str | int: "`all`, `any` or number",
}


def insert_reference(page: str) -> str:
    """The page with the reference between its markers; appended where it has none."""
    before, begin, rest = page.partition(BEGIN)
    after = rest.partition(END)[2] if begin else "\n"
    return f"{before.rstrip()}\n\n{BEGIN}\n{render_reference()}{END}{after}"


def render_reference() -> str:
    """Every construct with its keys, and the vocabulary of `does`, as Markdown."""
    return "\n".join((*_render_head(), *_render_constructs(), *_render_verbs())) + "\n"


def _render_head() -> Iterator[str]:
    yield "## Reference"
    yield ""
    yield "Made from `src/zaizao/definition/model.py` and `vocabulary.py`; do not edit between the markers."
    yield "*Words* are a text, or `{zh: …, en: …}`. A *limit* is a whole number and a unit: `wd` working days, `wh` and `wm`"
    yield "working hours and minutes, `d` days, `mo` months, `y` years, `h` and `min` hours and minutes on the wall."
    yield "An *expression* is FEEL. Where a list may stand, one value may stand alone. **Bold** keys are required."
    yield ""


def _render_constructs() -> Iterator[str]:
    for cls in list_classes():
        yield f"### {name_class(cls)}"
        yield ""
        yield inspect.cleandoc(cls.__doc__ or "")
        yield ""
        yield "| key | value | meaning |"
        yield "|---|---|---|"
        for slot in slots_of(cls):
            key = f"**`{slot.key}`**" if slot.required else f"`{slot.key}`"
            yield f"| {key} | {_describe_value(slot)} | {_escape(slot.says)} |"
        yield ""


def _describe_value(slot: Slot) -> str:
    value = "expression" if slot.is_feel else _describe_hint(slot.hint)
    default = slot.default.value if isinstance(slot.default, enum.Enum) else slot.default
    shown = isinstance(default, (str, int)) and not isinstance(default, bool)
    return f"{value}; `{default}` if absent" if shown else value


def _describe_hint(hint: Any) -> str:
    hint, _ = split_optional(hint)
    if hint in _WORDS:
        return _WORDS[hint]
    origin, parameters = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return f"list of {_describe_hint(parameters[0])}"
    if origin is not None and issubclass(origin, Mapping):
        inner = "expression" if parameters[1] is str else _describe_hint(parameters[1])
        return f"id → {inner}"
    if issubclass(hint, enum.Enum):
        return ", ".join(f"`{member.value}`" for member in hint)
    name = name_class(hint)
    return f"[{name}](#{name})"


def _render_verbs() -> Iterator[str]:
    yield "### The words of `does`"
    yield ""
    yield "| word | 中文 | legal act | may stop the clock | never by |"
    yield "|---|---|---|---|---|"
    for verb in VERBS.values():
        yield _render_verb(verb)
    yield ""


def _render_verb(verb: Verb) -> str:
    act = "yes" if verb.legal_act else ""
    never = ", ".join(sorted(verb.never_by))
    return f"| `{verb.word}` | {verb.name.zh} | {act} | {verb.stops or ''} | {never} |"


def _escape(text: str) -> str:
    return text.replace("|", "\\|")
