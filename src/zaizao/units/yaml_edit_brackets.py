"""Elements that come and go in lists and mappings within brackets.

Those on lines of their own stand in `yaml_edit_block`, single values in `yaml_edit_text`.
"""

from __future__ import annotations

import yaml

from zaizao.units import yaml_pieces as pieces
from zaizao.units.yaml_edit import Inner
from zaizao.units.yaml_layout import Entry, OddLayoutError
from zaizao.units.yaml_script import Script, find_before


def add_in_brackets(script: Script, owner: Entry, kept: list[Entry], plan: Inner) -> None:
    by_key = {entry.step: entry for entry in kept}
    is_mapping = isinstance(owner.node, yaml.MappingNode)
    first_ones: list[str] = []
    for step, value in plan.added:
        new = pieces.write_inline(value, in_brackets=True)
        if not is_mapping and kept:
            _append_in_brackets(script, owner, kept[-1], new)
            continue
        anchor = None
        if is_mapping:
            new = pieces.write_pair_inline(str(step), value)
            anchor = by_key.get(find_before(plan.value, step, by_key.keys()))
        if anchor is None:
            first_ones.append(new)
        else:
            script.inserts.append((anchor.end, f", {new}"))
    if first_ones:
        start = kept[0].start if kept else owner.node.start_mark.index + 1
        script.inserts.append((start, ", ".join(first_ones) + (", " if kept else "")))


def _append_in_brackets(script: Script, owner: Entry, last: Entry, new: str) -> None:
    """Behind the last element, on a line of its own where every element has one."""
    layout = script.layout
    commas, close = layout.brackets_of(owner.node)
    comma = next((comma for comma in commas if comma >= last.end), None)
    line = layout.line_of(last.end)
    if not layout.is_first(last.start) or layout.line_of(close) == line:
        script.inserts.append((last.end, f", {new}"))
        return
    if comma is None:
        script.inserts.append((last.end, ","))
    elif layout.line_of(comma) != line:
        raise OddLayoutError
    script.insert_lines(line + 1, [" " * last.column + new + ("" if comma is None else ",")])


def cut_in_brackets(script: Script, owner: Entry, entries: list[Entry], gone: list[bool]) -> None:
    commas, close = script.layout.brackets_of(owner.node)
    marks = [owner.node.start_mark.index, *commas, close]
    tail = len(entries)
    while tail and gone[tail - 1]:
        tail -= 1
    if tail < len(entries) and _is_on_one_line(script, marks[tail] + 1, entries[-1].end):
        start = marks[tail] if tail else entries[0].start
        end = entries[-1].end
        if not tail and len(commas) == len(entries):  # `[a,]` without its element must not keep the comma
            end = commas[-1] + 1
        script.cuts.append((start, end))
    else:
        tail = len(entries)
    for place, entry in enumerate(entries[:tail]):
        if gone[place]:
            _cut_between(script, entry, marks[place], marks[place + 1], close=close)


def _is_on_one_line(script: Script, start: int, end: int) -> bool:
    return script.layout.line_of(start) == script.layout.line_of(end)


def _cut_between(script: Script, entry: Entry, before: int, after: int, *, close: int) -> None:
    """One element between two of `[`, `,` and `]`; all its lines where it has lines of its own."""
    layout = script.layout
    is_last = after == close
    line = layout.line_of(entry.end)
    behind = entry.end if is_last else after + 1
    if layout.line_of(behind) != line:  # a comma on a line below its element
        raise OddLayoutError
    has_lines = layout.is_first(entry.start) and layout.line_of(before) < layout.line_of(entry.start)
    if has_lines and layout.is_rest_idle(behind):
        first = layout.find_comment_above(layout.line_of(entry.start), entry.column, floor=layout.line_of(before))
        script.cuts.append((layout.start_of(first), layout.start_of(line + 1)))
        return
    while layout.text[behind] in " \t":
        behind += 1
    if is_last or layout.text[behind] in "\r\n#":
        behind = entry.end if is_last else after + 1
    script.cuts.append((entry.start, behind))
