"""One value in the place of another, whatever room either of them takes.

Entries that come and go stand in `yaml_edit_block` and `yaml_edit_brackets`.
"""

from __future__ import annotations

import yaml

from zaizao.units import yaml_pieces as pieces
from zaizao.units.yaml_layout import Entry, Layout
from zaizao.units.yaml_script import Script


def swap_value(script: Script, entry: Entry, value: object) -> None:
    """``value`` stands where the value of ``entry`` stood: in the same style if both are lists or mappings."""
    if _stays_inline(script, entry, value):
        _swap_inline(script, entry, value)
    elif isinstance(entry.step, str) and isinstance(value, dict | list):
        _swap_below(script, entry, value)
    else:
        _swap_beside(script, entry, value)


def _stays_inline(script: Script, entry: Entry, value: object) -> bool:
    layout = script.layout
    if entry.in_flow or (isinstance(value, dict | list) and not value):
        return True
    if isinstance(value, dict | list) and isinstance(entry.node, yaml.CollectionNode):
        return bool(entry.node.flow_style)
    if isinstance(value, str) and layout.has_comment(entry.end, layout.end_of(layout.line_of(entry.end))):
        return True  # the comment would become a part of a text of several lines
    return pieces.stands_inline(value, script.manner, indent=layout.column_of(entry.head_end))


def _swap_inline(script: Script, entry: Entry, value: object) -> None:
    new = _write_inline(entry, value)
    if entry.is_empty:
        script.inserts.append((entry.head_end, f": {new}" if entry.needs_colon else f" {new}"))
    elif entry.is_block and _begins_below(script.layout, entry):
        _cut_below(script, entry)
        script.inserts.append((entry.head_end, f" {new}"))
    else:
        script.cuts.append((entry.value_start, entry.end))
        script.inserts.append((entry.value_start, new))


def _write_inline(entry: Entry, value: object) -> str:
    """In the quotation marks of the old text, if both are text."""
    if isinstance(value, dict | list):
        return pieces.write_inline(value, in_brackets=entry.in_flow)
    style = entry.node.style if isinstance(entry.node, yaml.ScalarNode) else None
    return pieces.write_scalar(value, in_brackets=entry.in_flow, quotes=style)


def _swap_below(script: Script, entry: Entry, value: dict[str, object] | list[object]) -> None:
    """A list or mapping on the lines below its key; what was written behind the key stays there."""
    if _begins_below(script.layout, entry):
        last = script.layout.line_of(entry.head_end)
        _cut_below(script, entry)
    else:
        last = script.layout.line_of(entry.end)
        script.cuts.append((entry.head_end, entry.end))
    column = _column_below(script, entry, value)
    script.insert_lines(last + 1, pieces.write_lines(value, script.manner, indent=column))


def _swap_beside(script: Script, entry: Entry, value: object) -> None:
    """Several lines that begin behind the colon, behind the dash, or at the beginning of the document."""
    lines = _write_beside(script, entry, value)
    if entry.is_empty:
        script.inserts.append((entry.head_end, f" {lines}"))
    elif _begins_below(script.layout, entry):
        script.cuts.append((entry.head_end, entry.end))
        script.inserts.append((entry.head_end, f" {lines}"))
    else:
        script.cuts.append((entry.value_start, entry.end))
        script.inserts.append((entry.value_start, lines))


def _write_beside(script: Script, entry: Entry, value: object) -> str:
    if isinstance(value, str):
        first, *rest = pieces.write_entry(None, value, script.manner, indent=entry.column)
        lines = [first.lstrip(" ").removeprefix("- "), *rest]
    else:
        indent = entry.column + (0 if entry.step is None else 2)
        lines = pieces.write_lines(value, script.manner, indent=indent)
    return script.join(lines).lstrip(" ")


def _column_below(script: Script, entry: Entry, value: dict[str, object] | list[object]) -> int:
    if entry.is_block and isinstance(entry.node, yaml.SequenceNode) == isinstance(value, list):
        return script.layout.column_of(entry.value_start)
    return entry.column + (script.manner.list_offset if isinstance(value, list) else 2)


def _begins_below(layout: Layout, entry: Entry) -> bool:
    """Whether the value begins on a line below its key or dash."""
    is_whole = entry.step is None
    return not is_whole and not entry.is_empty and layout.line_of(entry.value_start) > layout.line_of(entry.head_end)


def _cut_below(script: Script, entry: Entry) -> None:
    first, last = script.layout.line_of(entry.head_end) + 1, script.layout.line_of(entry.end)
    script.cuts.append((script.layout.start_of(first), script.layout.start_of(last + 1)))
