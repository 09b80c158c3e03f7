"""How a YAML text is laid out: where each entry begins and ends, which lines hold comments, how the writer indents.

Only looked at, never changed; what the values mean is not asked here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

import yaml
from msgspec import Struct, field

from zaizao.units.yaml_look import type_of_loader
from zaizao.units.yaml_marks import Step


class Entry(Struct, frozen=True):
    """One element of a list, one key with its value, or the whole document."""

    step: Step | None
    """None for the whole document."""
    node: yaml.Node
    start: int
    """Where its key, its dash or (in brackets) its value begins."""
    column: int
    head_end: int
    """Behind the colon or the dash; behind the key where no colon stands."""
    end: int
    """Behind the last character that belongs to its value."""
    in_flow: bool
    needs_colon: bool = False
    """`{warn}`: a key that stands alone."""

    is_odd: bool = False
    """A key that is announced with a question mark: not edited here."""

    @property
    def value_start(self) -> int:
        """Where the value begins, if one is written."""
        start: int = self.node.start_mark.index
        return start

    @property
    def is_empty(self) -> bool:
        """Whether no value is written."""
        return is_empty(self.node)

    @property
    def is_block(self) -> bool:
        """Whether the value is a list or mapping without brackets."""
        return isinstance(self.node, yaml.CollectionNode) and not self.node.flow_style


class OddLayoutError(Exception):
    """The text is written in a way that is not edited here; never leaves the room."""


class _Brackets(Struct):
    commas: list[int] = field(default_factory=list)
    close: int = -1


class Layout:
    """One text, whose last line must end with a line break."""

    def __init__(self, text: str) -> None:
        """Raises OddLayoutError where the exact parser disagrees with the fast one."""
        self.text = text
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._dashes: list[int] = []
        self._brackets: dict[int, _Brackets] = {}
        self._scalars: list[tuple[int, int]] = []
        try:
            self.root: yaml.Node | None = yaml.compose(text, Loader=type_of_loader)
            self._scan()
        except yaml.YAMLError:
            raise OddLayoutError from None
        self._comments = dict(self._find_comments())

    def _scan(self) -> None:
        stack: list[_Brackets] = []
        for token in yaml.scan(self.text, Loader=type_of_loader):
            start = token.start_mark.index
            if isinstance(token, yaml.ScalarToken):
                self._scalars.append((start, token.end_mark.index))
            elif isinstance(token, yaml.BlockEntryToken):
                self._dashes.append(start)
            elif isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                stack.append(self._brackets.setdefault(start, _Brackets()))
            elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
                stack.pop().close = start
            elif isinstance(token, yaml.FlowEntryToken):
                stack[-1].commas.append(start)

    def _find_comments(self) -> Iterator[tuple[int, int]]:
        """Per line, where its comment begins."""
        starts = [start for start, _ in self._scalars]
        seen = -1
        for match in re.finditer("#", self.text):
            place = bisect_right(starts, match.start()) - 1
            if place >= 0 and match.start() < self._scalars[place][1]:
                continue
            line = self.line_of(match.start())
            if line != seen:
                yield line, match.start()
            seen = line

    # lines

    @property
    def has_brackets(self) -> bool:
        """Whether the writer uses the style with brackets at all."""
        return bool(self._brackets)

    def line_of(self, index: int) -> int:
        """The line, from 0, on which a character stands."""
        return bisect_right(self._line_starts, index) - 1

    def start_of(self, line: int) -> int:
        """Where a line begins; the end of the text for the line after the last."""
        return self._line_starts[line] if line < len(self._line_starts) else len(self.text)

    def end_of(self, line: int) -> int:
        """Where a line ends, before its line break."""
        return len(self.text[self.start_of(line) : self.start_of(line + 1)].rstrip("\r\n")) + self.start_of(line)

    def column_of(self, index: int) -> int:
        """How far from the beginning of its line a character stands."""
        return index - self.start_of(self.line_of(index))

    def is_first(self, index: int) -> bool:
        """Whether nothing but space stands before it on its line."""
        return not self.text[self.start_of(self.line_of(index)) : index].strip()

    def is_blank(self, line: int) -> bool:
        """Whether nothing stands on a line of the text; the end of the text is no line."""
        start = self.start_of(line)
        return line >= 0 and start < len(self.text) and not self.text[start : self.end_of(line)].strip()

    def is_rest_idle(self, index: int) -> bool:
        """Whether nothing but space and a comment follows on the line."""
        line = self.line_of(index)
        return not self.text[index : self._comments.get(line, self.end_of(line))].strip()

    def find_comment_above(self, line: int, column: int, *, floor: int) -> int:
        """The first line of the comment directly above ``line`` at ``column``; ``line`` itself where none is."""
        while line - 1 > floor and self._comments.get(line - 1) == self.start_of(line - 1) + column:
            if not self.is_first(self._comments[line - 1]):
                break
            line -= 1
        return line

    def has_comment(self, start: int, end: int) -> bool:
        """Whether a comment begins in a stretch of the text."""
        lines = range(self.line_of(start), self.line_of(end) + 1)
        return any(start <= self._comments.get(line, -1) < end for line in lines)

    def has_comment_beside(self, entry: Entry) -> bool:
        """Whether a comment stands within a value or behind it on its last line."""
        return self.has_comment(entry.head_end, self.end_of(self.line_of(entry.end)))

    # values

    def open_root(self) -> Entry:
        """The whole document as an entry. Raises OddLayoutError when there is none."""
        if self.root is None:
            raise OddLayoutError
        start = self.root.start_mark.index
        return Entry(None, self.root, start, self.column_of(start), start, self._end_of(self.root, start), False)

    def list_entries(self, node: yaml.Node) -> list[Entry]:
        """What is written in a list or mapping, in its order."""
        if isinstance(node, yaml.MappingNode):
            return [self._read_pair(key, value, in_flow=bool(node.flow_style)) for key, value in node.value]
        if isinstance(node, yaml.SequenceNode):
            return [self._read_item(node, place, value) for place, value in enumerate(node.value)]
        raise OddLayoutError

    def brackets_of(self, node: yaml.Node) -> tuple[list[int], int]:
        """Where the commas and the closing bracket of a list or mapping stand."""
        found = self._brackets.get(node.start_mark.index)
        if found is None:  # `[a: 1]`: a mapping without brackets of its own
            raise OddLayoutError
        return found.commas, found.close

    def _read_pair(self, key: yaml.Node, value: yaml.Node, *, in_flow: bool) -> Entry:
        start, stop = key.start_mark.index, key.end_mark.index
        before = self.text[self.start_of(self.line_of(start)) : start].rstrip()
        colon = stop
        while self.text[colon : colon + 1] in (" ", "\t"):
            colon += 1
        has_colon = self.text[colon : colon + 1] == ":"
        is_odd = before.endswith("?") or not (has_colon or (in_flow and is_empty(value)))
        head_end = colon + 1 if has_colon else stop
        end = self._end_of(value, head_end)
        name = str(key.value)
        return Entry(name, value, start, self.column_of(start), head_end, end, in_flow, not has_colon, is_odd)

    def _read_item(self, parent: yaml.Node, place: int, value: yaml.Node) -> Entry:
        start = value.start_mark.index
        if isinstance(parent, yaml.CollectionNode) and parent.flow_style:
            return Entry(place, value, start, self.column_of(start), start, self._end_of(value, start), True)
        column = self.column_of(parent.start_mark.index)
        nearest = bisect_right(self._dashes, start) - 1
        while nearest >= 0 and self.column_of(self._dashes[nearest]) != column:
            nearest -= 1
        if nearest < 0:
            raise OddLayoutError
        dash = self._dashes[nearest]
        return Entry(place, value, dash, column, dash + 1, self._end_of(value, dash + 1), False)

    def _end_of(self, node: yaml.Node, head_end: int) -> int:
        """Behind the last character of a value; the parser itself reads on to the next token."""
        if is_empty(node):
            return head_end
        end: int = node.end_mark.index
        if isinstance(node, yaml.ScalarNode):
            return self._end_of_block_scalar(node) if node.style in ("|", ">") else end
        if isinstance(node, yaml.CollectionNode) and node.flow_style:
            return end
        return self._read_last(node).end

    def _read_last(self, node: yaml.Node) -> Entry:
        if isinstance(node, yaml.MappingNode):
            return self._read_pair(*node.value[-1], in_flow=bool(node.flow_style))
        return self._read_item(node, len(node.value) - 1, node.value[-1])

    def _end_of_block_scalar(self, node: yaml.Node) -> int:
        start, end = node.start_mark.index, node.end_mark.index
        if "+" in self.text[start : self.end_of(self.line_of(start))].split("#")[0]:  # its blank lines are content
            return self.end_of(self.line_of(end) - 1) if self.column_of(end) == 0 else end
        while end > start and self.text[end - 1] in " \t\r\n":
            end -= 1
        return end

    def guess_list_offset(self) -> int:
        """How much deeper than its key the writer sets a list without brackets."""
        for dash in self._dashes:
            line = self.line_of(dash)
            if not self.is_first(dash) or line == 0:
                continue
            above = self.text[self.start_of(line - 1) : self.end_of(line - 1)]
            if above.rstrip().endswith(":"):
                key = len(above) - len(above.lstrip(" -"))
                return max(0, min(4, self.column_of(dash) - key))
        return 2 if self.has_brackets else 0


def is_empty(node: yaml.Node) -> bool:
    """Whether nothing is written where the value would stand."""
    return isinstance(node, yaml.ScalarNode) and not node.style and not node.value
