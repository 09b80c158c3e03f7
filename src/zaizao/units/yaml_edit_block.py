"""Entries that come and go in lists and mappings whose entries stand on lines of their own.

Those in brackets stand in `yaml_edit_brackets`, single values in `yaml_edit_text`.
"""

from __future__ import annotations

import yaml

from zaizao.units import yaml_pieces as pieces
from zaizao.units.yaml_edit import Inner
from zaizao.units.yaml_layout import Entry, OddLayoutError
from zaizao.units.yaml_script import Script, find_before, floor_of


def cut_entries(script: Script, owner: Entry, entries: list[Entry], gone: list[bool]) -> None:
    floor = floor_of(script.layout, owner)
    for entry, goes in zip(entries, gone, strict=True):
        if goes and entry.is_odd:
            raise OddLayoutError
        if goes and script.layout.is_first(entry.start):
            _cut_lines(script, entry, floor=floor)
        floor = script.layout.line_of(entry.end)
    if gone[0] and not script.layout.is_first(entries[0].start):
        _cut_beside_dash(script, entries[0], entries[gone.index(False)])


def wrap_block(script: Script, entry: Entry, plan: Inner) -> None:
    """A mapping that stands for a list of one gets its dash, and the new elements follow it."""
    layout = script.layout
    column, last = layout.column_of(entry.value_start), layout.line_of(entry.end)
    script.inserts.append((entry.value_start, "- "))
    for line in range(layout.line_of(entry.value_start) + 1, last + 1):
        if not layout.is_blank(line):
            script.inserts.append((layout.start_of(line), "  "))
    for _, value in plan.added:
        manner = pieces.Manner(False, script.manner.list_offset)
        script.insert_lines(last + 1, pieces.write_entry(None, value, manner, indent=column))


def _cut_lines(script: Script, entry: Entry, *, floor: int) -> None:
    """The lines of an entry and the comment directly above it; of blank lines on both sides one side is enough."""
    layout = script.layout
    first = layout.find_comment_above(layout.line_of(entry.start), entry.column, floor=floor)
    after = layout.line_of(entry.end) + 1
    if layout.is_blank(first - 1):
        while layout.is_blank(after):
            after += 1
    script.cuts.append((layout.start_of(first), layout.start_of(after)))


def _cut_beside_dash(script: Script, entry: Entry, following: Entry) -> None:
    """`- a: 1` loses its first key: the next one moves up to the dash, unless a comment stands between."""
    layout = script.layout
    last = layout.line_of(entry.end)
    between = range(last + 1, layout.line_of(following.start))
    if all(layout.is_blank(line) or script.is_cut(line) for line in between):
        script.cuts.append((entry.start, following.start))
        return
    start = entry.start
    while layout.text[start - 1] in " \t":
        start -= 1
    script.cuts.append((start, layout.end_of(last)))


def append_item(script: Script, entries: list[Entry], value: object) -> None:
    last = entries[-1]
    manner = script.manner
    if isinstance(last.node, yaml.CollectionNode) and isinstance(value, dict | list):
        manner = pieces.Manner(bool(last.node.flow_style), manner.list_offset)
    lines = pieces.write_entry(None, value, manner, indent=last.column)
    script.insert_lines(script.layout.line_of(last.end) + 1, lines)


def add_keys(script: Script, owner: Entry, kept: list[Entry], plan: Inner) -> None:
    by_key = {entry.step: entry for entry in kept}
    for key, value in plan.added:
        lines = pieces.write_entry(str(key), value, script.manner, indent=kept[0].column)
        anchor = by_key.get(find_before(plan.value, key, by_key.keys()))
        if anchor is not None:
            script.insert_lines(script.layout.line_of(anchor.end) + 1, lines)
            continue
        first = kept[0]
        if script.layout.is_first(first.start):
            floor = floor_of(script.layout, owner)
            line = script.layout.line_of(first.start)
            script.insert_lines(script.layout.find_comment_above(line, first.column, floor=floor), lines)
        else:
            text = script.join(lines).lstrip(" ")
            script.inserts.append((first.start, text + script.newline + " " * first.column))
