"""Changing a YAML text in place: comments, order, quoting and every character that is not concerned stay as they are.

Where things stand is found by `yaml_layout`, what changes is planned by `yaml_edit`, new pieces are written by
`yaml_pieces`. Every text made here is read again and compared; one that is not what was asked for is never given out.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import yaml
from attrs import define, field

from zaizao.errors import InputError, Refusal
from zaizao.units import yaml_pieces as pieces
from zaizao.units.yaml import read_yaml
from zaizao.units.yaml_edit import Edit, Form, Gone, Inner, Swap, edit_plain, is_same, plan_edits
from zaizao.units.yaml_layout import Entry, Layout, OddLayoutError
from zaizao.units.yaml_marks import dotted


class NotInPlaceError(Refusal):
    """The text cannot be changed in place without touching what should stay: change it by hand."""

    code = "edit-not-in-place"


def edit_yaml(text: str, edits: Iterable[Edit], *, form: Form | None = None, file: str | None = None) -> str:
    """``text`` with the changes made where they stand.

    Raises YamlError for a text that `read_yaml` refuses, EditError for edits that do not fit it, NotInPlaceError where
    a change cannot be made in place or the changed text would not be read as exactly what was asked for.
    """
    listed = tuple(edits)
    before = read_yaml(text, file=file)
    plan = plan_edits(before, listed, form=form)
    if plan is None:
        return text
    wanted = edit_plain(before, listed, form=form)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    try:
        candidates = _rewrite(text.removeprefix(mark), plan)
    except (OddLayoutError, RecursionError):
        candidates = []
    for candidate in candidates:
        if _is_read_as(mark + candidate, wanted):
            return mark + candidate
    raise NotInPlaceError(file=file or "", paths=", ".join(dotted(edit.path) or "." for edit in listed[:5]))


def show_difference(old_text: str, new_text: str, *, file: str) -> str:
    """What differs between two texts of a file, as a unified diff; empty where nothing does."""
    lines = difflib.unified_diff(_split_lines(old_text), _split_lines(new_text), file, file)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _split_lines(text: str) -> list[str]:
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1].removesuffix("\n")
    return lines if lines[-1] else lines[:-1]


def _is_read_as(text: str, wanted: object) -> bool:
    try:
        return is_same(read_yaml(text), wanted)
    except InputError:
        return False


def _rewrite(text: str, plan: Swap | Inner) -> list[str]:
    """The changed text; with and without a last line break where the original had none."""
    newline = "\r\n" if "\r\n" in text else "\n"
    is_open = not text.endswith("\n")
    layout = Layout(text + newline if is_open else text)
    changed = _Surgeon(layout, newline).change_all(plan)
    return [changed.removesuffix(newline), changed] if is_open else [changed]


@define
class _Surgeon:
    """Gathers what is cut out of a text and what is put in, then does it all at once."""

    layout: Layout
    newline: str
    cuts: list[tuple[int, int]] = field(factory=list)
    inserts: list[tuple[int, str]] = field(factory=list)
    manner: pieces.Manner = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.manner = pieces.Manner(self.layout.has_brackets, self.layout.guess_list_offset())

    def change_all(self, plan: Swap | Inner) -> str:
        self.change(self.layout.open_root(), plan)
        return self._assemble()

    def _assemble(self) -> str:
        """Inserts always stand, even inside a cut; those at one place in the order in which they were asked for."""
        text, parts, at = self.layout.text, [], 0
        events = sorted([*((start, 1, end, "") for start, end in self.cuts), *_number(self.inserts)], key=_key)
        for place, is_cut, end, new in events:
            parts.append(text[at : max(at, place)])
            at = max(at, place)
            if is_cut:
                at = max(at, end)
            else:
                parts.append(new)
        return "".join([*parts, text[at:]])

    # one value

    def change(self, entry: Entry, plan: Swap | Inner) -> None:
        if isinstance(plan, Swap):
            self._swap(entry, plan.value)
        elif plan.single:
            self._change_single(entry, plan)
        elif not isinstance(entry.node, yaml.CollectionNode):
            raise OddLayoutError
        elif entry.node.flow_style:
            self._change_in_brackets(entry, plan)
        else:
            self._change_block(entry, plan)

    def _change_single(self, entry: Entry, plan: Inner) -> None:
        """A list that is written as its only element."""
        change = plan.changes.get(0)
        if not plan.added and isinstance(change, Swap | Inner) and not isinstance(change.value, list):
            self.change(entry, change)
        elif change is None and not entry.is_empty and not entry.is_block and _fits_brackets(entry.node):
            new = "".join(f", {pieces.write_inline(value, in_brackets=True)}" for _, value in plan.added)
            self.inserts += [(entry.node.start_mark.index, "["), (entry.end, f"{new}]")]
        elif not isinstance(change, Gone) and self.layout.has_comment(entry.head_end, entry.end):
            raise OddLayoutError
        else:
            self._swap(entry, plan.value)

    def _swap(self, entry: Entry, value: object) -> None:
        indent = len(self.layout.text[self.layout.start_of(self.layout.line_of(entry.head_end)) : entry.head_end])
        inline = entry.in_flow or pieces.stands_inline(value, self.manner, indent=indent)
        if (
            isinstance(value, dict | list)
            and value
            and not entry.in_flow
            and isinstance(entry.node, yaml.CollectionNode)
        ):
            inline = bool(entry.node.flow_style)
        if inline:
            self._swap_inline(entry, value)
        else:
            self._swap_block(entry, value)

    def _swap_inline(self, entry: Entry, value: object) -> None:
        style = entry.node.style if isinstance(entry.node, yaml.ScalarNode) else None
        in_brackets = entry.in_flow
        new = (
            pieces.write_inline(value, in_brackets=in_brackets)
            if isinstance(value, dict | list)
            else pieces.write_scalar(value, in_brackets=in_brackets, quotes=style)
        )
        start = entry.node.start_mark.index
        if entry.is_empty:
            self.inserts.append((entry.head_end, f": {new}" if entry.needs_colon else f" {new}"))
        elif entry.is_block and entry.step is not None and self._begins_below(entry):
            self._cut_below(entry)
            self.inserts.append((entry.head_end, f" {new}"))
        else:
            self.cuts.append((start, entry.end))
            self.inserts.append((start, new))

    def _swap_block(self, entry: Entry, value: object) -> None:
        """The new value stands in lines of its own, where the old one stood or below its key."""
        layout = self.layout
        start = entry.node.start_mark.index
        if entry.step is None or (isinstance(entry.step, int) and not self._begins_below(entry)):
            column = 0 if entry.step is None else entry.column + 2
            lines = self._write_block(value, column)
            self.cuts.append((start if not entry.is_empty else entry.head_end, entry.end))
            gap = " " if entry.is_empty else ""
            self.inserts.append((entry.head_end if entry.is_empty else start, gap + self._join(lines).lstrip(" ")))
        elif isinstance(value, str):
            first, *rest = pieces.write_entry("k", value, self.manner, indent=entry.column)
            self.cuts.append((entry.head_end, entry.end))
            self.inserts.append((entry.head_end, self._join([first.lstrip(" ")[2:], *rest])))
        else:
            column = self._column_below(entry, value)
            last = layout.line_of(entry.head_end if self._begins_below(entry) else entry.end)
            if self._begins_below(entry):
                self._cut_below(entry)
            else:
                self.cuts.append((entry.head_end, entry.end))
            self._insert_lines(last + 1, pieces.write_lines(value, self.manner, indent=column))

    def _write_block(self, value: object, column: int) -> list[str]:
        if isinstance(value, str):
            first, *rest = pieces.write_entry(None, value, self.manner, indent=max(0, column - 2))
            return [first.lstrip(" ")[2:], *rest]
        return pieces.write_lines(value, self.manner, indent=column)

    def _column_below(self, entry: Entry, value: object) -> int:
        if entry.is_block and isinstance(entry.node, yaml.SequenceNode) == isinstance(value, list):
            return self.layout.column_of(entry.node.start_mark.index)
        return entry.column + (self.manner.list_offset if isinstance(value, list) else 2)

    def _begins_below(self, entry: Entry) -> bool:
        """Whether the value begins on a line below its key or dash."""
        line_of = self.layout.line_of
        return not entry.is_empty and line_of(entry.node.start_mark.index) > line_of(entry.head_end)

    def _cut_below(self, entry: Entry) -> None:
        first, last = self.layout.line_of(entry.head_end) + 1, self.layout.line_of(entry.end)
        self.cuts.append((self.layout.start_of(first), self.layout.start_of(last + 1)))

    def _join(self, lines: list[str]) -> str:
        return self.newline.join(lines)

    def _insert_lines(self, line: int, lines: list[str]) -> None:
        """Above ``line``, or behind the last one."""
        self.inserts.append((self.layout.start_of(line), self._join(lines) + self.newline))

    # lists and mappings in lines of their own

    def _change_block(self, owner: Entry, plan: Inner) -> None:
        entries = self.layout.list_entries(owner.node)
        gone = [isinstance(plan.changes.get(_step(entry)), Gone) for entry in entries]
        if all(gone):
            self._swap(owner, plan.value)
            return
        for entry in entries:
            change = plan.changes.get(_step(entry))
            if isinstance(change, Swap | Inner):
                self.change(entry, change)
        self._cut_entries(owner, entries, gone)
        if isinstance(owner.node, yaml.SequenceNode):
            for _, value in plan.added:
                self._append_item(entries, value)
        elif isinstance(plan.value, dict):
            self._add_keys(owner, [entry for entry, goes in zip(entries, gone, strict=True) if not goes], plan)

    def _cut_entries(self, owner: Entry, entries: list[Entry], gone: list[bool]) -> None:
        floor = self.layout.line_of(owner.head_end) if owner.step is not None else -1
        for entry, goes in zip(entries, gone, strict=True):
            if goes and self.layout.is_first(entry.start):
                self._cut_lines(entry, floor=floor)
            floor = self.layout.line_of(entry.end)
        if gone[0] and not self.layout.is_first(entries[0].start):
            self._cut_beside_dash(entries[0], entries[gone.index(False)])

    def _cut_lines(self, entry: Entry, *, floor: int) -> None:
        """The lines of an entry and the comment directly above it; of blank lines on both sides one side is enough."""
        layout = self.layout
        first = layout.find_comment_above(layout.line_of(entry.start), entry.column, floor=floor)
        after = layout.line_of(entry.end) + 1
        if layout.is_blank(first - 1):
            while layout.is_blank(after):
                after += 1
        self.cuts.append((layout.start_of(first), layout.start_of(after)))

    def _cut_beside_dash(self, entry: Entry, following: Entry) -> None:
        """`- a: 1` loses its first key: the next one moves up to the dash, unless a comment stands between."""
        layout = self.layout
        last = layout.line_of(entry.end)
        between = range(last + 1, layout.line_of(following.start))
        if all(layout.is_blank(line) or self._is_cut(line) for line in between):
            self.cuts.append((entry.start, following.start))
            return
        start = entry.start
        while layout.text[start - 1] in " \t":
            start -= 1
        self.cuts.append((start, layout.end_of(last)))

    def _is_cut(self, line: int) -> bool:
        start = self.layout.start_of(line)
        return any(first <= start < end for first, end in self.cuts)

    def _append_item(self, entries: list[Entry], value: object) -> None:
        last = entries[-1]
        manner = self.manner
        if isinstance(last.node, yaml.CollectionNode) and isinstance(value, dict | list):
            manner = pieces.Manner(bool(last.node.flow_style), manner.list_offset)
        lines = pieces.write_entry(None, value, manner, indent=last.column)
        self._insert_lines(self.layout.line_of(last.end) + 1, lines)

    def _add_keys(self, owner: Entry, kept: list[Entry], plan: Inner) -> None:
        by_key = {entry.step: entry for entry in kept}
        for key, value in plan.added:
            lines = pieces.write_entry(str(key), value, self.manner, indent=kept[0].column)
            anchor = by_key.get(_find_before(plan.value, key, by_key.keys()))
            if anchor is not None:
                self._insert_lines(self.layout.line_of(anchor.end) + 1, lines)
                continue
            first = kept[0]
            if self.layout.is_first(first.start):
                floor = self.layout.line_of(owner.head_end) if owner.step is not None else -1
                line = self.layout.line_of(first.start)
                self._insert_lines(self.layout.find_comment_above(line, first.column, floor=floor), lines)
            else:
                text = self._join(lines).lstrip(" ")
                self.inserts.append((first.start, text + self.newline + " " * first.column))

    # lists and mappings in brackets

    def _change_in_brackets(self, owner: Entry, plan: Inner) -> None:
        entries = self.layout.list_entries(owner.node)
        gone = [isinstance(plan.changes.get(_step(entry)), Gone) for entry in entries]
        for entry in entries:
            change = plan.changes.get(_step(entry))
            if isinstance(change, Swap | Inner):
                self.change(entry, change)
        kept = [entry for entry, goes in zip(entries, gone, strict=True) if not goes]
        self._add_in_brackets(owner, kept, plan)
        self._cut_in_brackets(owner, entries, gone)

    def _add_in_brackets(self, owner: Entry, kept: list[Entry], plan: Inner) -> None:
        by_key = {entry.step: entry for entry in kept}
        is_mapping = isinstance(owner.node, yaml.MappingNode)
        first_ones: list[str] = []
        for step, value in plan.added:
            new = pieces.write_inline(value, in_brackets=True)
            if not is_mapping and kept:
                self._append_in_brackets(owner, kept[-1], new)
                continue
            anchor = None
            if is_mapping:
                new = pieces.write_pair_inline(str(step), value)
                anchor = by_key.get(_find_before(plan.value, step, by_key.keys()))
            if anchor is None:
                first_ones.append(new)
            else:
                self.inserts.append((anchor.end, f", {new}"))
        if first_ones:
            start = kept[0].start if kept else owner.node.start_mark.index + 1
            self.inserts.append((start, ", ".join(first_ones) + (", " if kept else "")))

    def _append_in_brackets(self, owner: Entry, last: Entry, new: str) -> None:
        """Behind the last element, on a line of its own where every element has one."""
        layout = self.layout
        commas, close = layout.brackets_of(owner.node)
        comma = next((comma for comma in commas if comma >= last.end), None)
        line = layout.line_of(last.end)
        if not layout.is_first(last.start) or layout.line_of(close) == line:
            self.inserts.append((last.end, f", {new}"))
            return
        if comma is None:
            self.inserts.append((last.end, ","))
        elif layout.line_of(comma) != line:
            raise OddLayoutError
        self._insert_lines(line + 1, [" " * last.column + new + ("" if comma is None else ",")])

    def _cut_in_brackets(self, owner: Entry, entries: list[Entry], gone: list[bool]) -> None:
        commas, close = self.layout.brackets_of(owner.node)
        marks = [owner.node.start_mark.index, *commas, close]
        tail = len(entries)
        while tail and gone[tail - 1]:
            tail -= 1
        if tail < len(entries) and self._is_on_one_line(marks[tail] + 1, entries[-1].end):
            start = marks[tail] if tail else entries[0].start
            end = entries[-1].end
            if not tail and len(commas) == len(entries):  # `[a,]` without its element must not keep the comma
                end = commas[-1] + 1
            self.cuts.append((start, end))
        else:
            tail = len(entries)
        for place, entry in enumerate(entries[:tail]):
            if gone[place]:
                self._cut_between(entry, marks[place], marks[place + 1], close=close)

    def _is_on_one_line(self, start: int, end: int) -> bool:
        return self.layout.line_of(start) == self.layout.line_of(end)

    def _cut_between(self, entry: Entry, before: int, after: int, *, close: int) -> None:
        """One element between two of `[`, `,` and `]`."""
        layout = self.layout
        behind = after if after == close else after + 1
        line = layout.line_of(entry.end)
        if layout.has_comment(entry.end, after):
            raise OddLayoutError
        rest = layout.comment_of(line) or layout.end_of(line)
        if layout.is_first(entry.start) and layout.line_of(before) < layout.line_of(entry.start):
            if not layout.text[behind : max(behind, rest)].strip() and (after != close or layout.line_of(close) > line):
                end = max(line, layout.line_of(behind))
                floor = layout.line_of(before)
                first = layout.find_comment_above(layout.line_of(entry.start), entry.column, floor=floor)
                self.cuts.append((layout.start_of(first), layout.start_of(end + 1)))
                return
        if after != close:
            while layout.text[behind] in " \t":
                behind += 1
            if layout.text[behind] in "\r\n#":
                behind = after + 1
        self.cuts.append((entry.start, entry.end if after == close else behind))


def _step(entry: Entry) -> str | int:
    assert entry.step is not None
    return entry.step


def _number(inserts: list[tuple[int, str]]) -> list[tuple[int, int, int, str]]:
    return [(place, 0, order, text) for order, (place, text) in enumerate(inserts)]


def _key(event: tuple[int, int, int, str]) -> tuple[int, int, int]:
    return event[:3]


def _find_before(value: object, key: object, among: Iterable[object]) -> str | None:
    """The nearest key before ``key`` in the changed mapping that stands in the text already."""
    there = set(among)
    before: str | None = None
    for other in value if isinstance(value, dict) else ():
        if other == key:
            break
        before = other if other in there else before
    return before


def _fits_brackets(node: yaml.Node) -> bool:
    """Whether a value may be put into brackets as it is written."""
    if not isinstance(node, yaml.ScalarNode):
        return True
    written = pieces.write_scalar(node.value, in_brackets=True)
    return node.style in ("'", '"') or (not node.style and written == node.value)
