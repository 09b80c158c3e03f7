"""Changing a YAML text in place: comments, order, quoting and every character that is not concerned stay as they are.

Where things stand is found by `yaml_layout`, what changes is planned by `yaml_edit`, new pieces are written by
`yaml_pieces`. Every text made here is read again and compared; one that is not what was asked for is never given out.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import yaml
from msgspec import Struct

from zaizao.errors import InputError, Refusal
from zaizao.units import yaml_edit_block as block
from zaizao.units import yaml_edit_brackets as brackets
from zaizao.units import yaml_pieces as pieces
from zaizao.units.edit import Edit
from zaizao.units.text import Text
from zaizao.units.yaml import read_yaml
from zaizao.units.yaml_edit import Form, Gone, Inner, Swap, edit_plain, is_same, plan_edits
from zaizao.units.yaml_edit_value import swap_value
from zaizao.units.yaml_layout import Entry, Layout, OddLayoutError
from zaizao.units.yaml_marks import dotted
from zaizao.units.yaml_script import Script

_LONG = 2000
"""Lines of a file that is compared in the quick way."""


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
    named = file or Text("这份文件", "The file")
    raise NotInPlaceError(file=named, paths=", ".join(dotted(edit.path) or "." for edit in listed[:5]))


def show_difference(old_text: str, new_text: str, *, file: str) -> str:
    """What differs between two texts of a file, as a unified diff; empty where nothing does."""
    old, new = _split_lines(old_text), _split_lines(new_text)
    # difflib's own unified_diff takes lines that occur often for noise, and calls equal lines changed; without that
    # it would take minutes for a file of many thousand lines
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=len(old) > _LONG)
    groups = list(matcher.get_grouped_opcodes(3))
    parts = [f"--- {file}\n+++ {file}\n"] if groups else []
    for group in groups:
        first, last = group[0], group[-1]
        parts.append(f"@@ -{_count(first[1], last[2])} +{_count(first[3], last[4])} @@\n")
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                parts += [_mark(" ", line) for line in old[old_from:old_to]]
                continue
            parts += [_mark("-", line) for line in old[old_from:old_to]]
            parts += [_mark("+", line) for line in new[new_from:new_to]]
    return "".join(parts)


def _count(start: int, stop: int) -> str:
    """A stretch of lines as a unified diff names it."""
    size = stop - start
    return f"{start + 1 if size else start}" if size == 1 else f"{start + 1 if size else start},{size}"


def _mark(sign: str, line: str) -> str:
    return f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}\n\\ No newline at end of file\n"


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
    script = Script(layout, newline)
    _Surgeon(script).change(layout.open_root(), plan)
    changed = script.carry_out()
    return [changed.removesuffix(newline), changed] if is_open else [changed]


class _Surgeon(Struct, frozen=True):
    """Writes the script by which a text becomes what was planned."""

    script: Script

    def change(self, entry: Entry, plan: Swap | Inner) -> None:
        if entry.is_odd:
            raise OddLayoutError
        if isinstance(plan, Swap):
            swap_value(self.script, entry, plan.value)
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
            self.script.inserts += [(entry.node.start_mark.index, "["), (entry.end, f"{new}]")]
        elif change is None and entry.is_block:
            block.wrap_block(self.script, entry, plan)
        elif not isinstance(change, Gone) and self.script.layout.has_comment_beside(entry):
            raise OddLayoutError
        else:
            swap_value(self.script, entry, plan.value)

    def _change_block(self, owner: Entry, plan: Inner) -> None:
        entries, gone = self._change_entries(owner, plan)
        if all(gone):
            swap_value(self.script, owner, plan.value)
            return
        block.cut_entries(self.script, owner, entries, gone)
        if isinstance(owner.node, yaml.SequenceNode):
            for _, value in plan.added:
                block.append_item(self.script, entries, value)
        else:
            block.add_keys(self.script, owner, _list_kept(entries, gone), plan)

    def _change_in_brackets(self, owner: Entry, plan: Inner) -> None:
        entries, gone = self._change_entries(owner, plan)
        brackets.add_in_brackets(self.script, owner, _list_kept(entries, gone), plan)
        brackets.cut_in_brackets(self.script, owner, entries, gone)

    def _change_entries(self, owner: Entry, plan: Inner) -> tuple[list[Entry], list[bool]]:
        """Every entry that stays and changes is changed; the entries, and which of them go."""
        entries = self.script.layout.list_entries(owner.node)
        changes = [None if entry.step is None else plan.changes.get(entry.step) for entry in entries]
        for entry, change in zip(entries, changes, strict=True):
            if isinstance(change, Swap | Inner):
                self.change(entry, change)
        return entries, [isinstance(change, Gone) for change in changes]


def _list_kept(entries: list[Entry], gone: list[bool]) -> list[Entry]:
    return [entry for entry, goes in zip(entries, gone, strict=True) if not goes]


def _fits_brackets(node: yaml.Node) -> bool:
    """Whether a value may be put into brackets as it is written."""
    if not isinstance(node, yaml.ScalarNode):
        return True
    written = pieces.write_scalar(node.value, in_brackets=True)
    return node.style in ("'", '"') or (not node.style and written == node.value)
