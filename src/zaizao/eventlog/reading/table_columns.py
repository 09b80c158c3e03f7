"""The other columns of a table while it streams by, and the kind of attribute each becomes at the end.

A typed column keeps its type. A column of texts becomes numbers, truths or moments where every text is one and would be
written the same way again (leading zeros stay text: 0531 is a number nobody adds up).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from zaizao.eventlog.attributes import Attribute, AttributeKind
from zaizao.eventlog.log import NO_TIME
from zaizao.eventlog.reading.texts import TextColumn
from zaizao.eventlog.reading.time_texts import ABSENT, find_form, parse_texts, read_typed

_WHOLE: Final = r"^-?(?:0|[1-9]\d{0,17})$"
_NUMBER: Final = r"^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?(?:[eE][+-]?\d{1,2})?$"
_TRUTHS: Final = {"true": True, "false": False}


class PlainColumn:
    """One column that is no text: whole or other numbers, truths, moments."""

    def __init__(self, kind: AttributeKind) -> None:
        self.kind = kind
        self._values: list[NDArray[np.generic]] = []
        self._present: list[NDArray[np.bool_]] = []
        self._offsets: list[NDArray[np.int16]] = []

    def add(self, column: pa.Array) -> None:
        """Take a batch."""
        self._present.append(column.is_valid().to_numpy(zero_copy_only=False))
        if self.kind is AttributeKind.TIME:
            moments = read_typed(column, None, zone=None)
            self._values.append(moments.time)
            self._offsets.append(moments.offset)
            return
        arrow = {AttributeKind.BOOLEAN: pa.bool_(), AttributeKind.INTEGER: pa.int64()}.get(self.kind, pa.float64())
        plain = column.cast(arrow, safe=arrow != pa.float64())
        self._values.append(pc.fill_null(plain, pa.scalar(0).cast(arrow)).to_numpy(zero_copy_only=False))

    def close(self, key: str) -> Attribute:
        """The attribute."""
        offsets = np.concatenate(self._offsets) if self._offsets else None
        return Attribute(
            key=key, kind=self.kind, values=np.concatenate(self._values), present=np.concatenate(self._present), offsets=offsets
        )  # fmt: skip


class WordColumn:
    """One column of texts, or of what only JSON can hold."""

    def __init__(self, *, nested: bool = False, declared: bool = False) -> None:
        self.nested, self.declared = nested, declared
        self.texts = TextColumn()

    def add(self, column: pa.Array) -> None:
        """Take a batch."""
        if self.nested:
            texts = [
                None if one is None else json.dumps(one, ensure_ascii=False, default=str) for one in column.to_pylist()
            ]
            column = pa.array(texts, pa.large_string())
        self.texts.add(column)

    def close(self, key: str) -> Attribute:
        """The attribute, of the kind its texts have (``declared`` texts stay texts)."""
        codes, names = self.texts.close()
        if self.nested or self.declared:
            return _as_text(key, codes, names)
        return find_kind(key, codes, names)


Column = PlainColumn | WordColumn


def open_column(kind: pa.DataType, *, declared: bool) -> Column:
    """What takes the batches of a column of an Arrow type; ``declared``: the file itself says it is text."""
    if pa.types.is_boolean(kind):
        return PlainColumn(AttributeKind.BOOLEAN)
    if pa.types.is_integer(kind) and kind != pa.uint64():
        return PlainColumn(AttributeKind.INTEGER)
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind) or kind == pa.uint64():
        return PlainColumn(AttributeKind.NUMBER)
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        return PlainColumn(AttributeKind.TIME)
    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    text = pa.types.is_string(value) or pa.types.is_large_string(value) or pa.types.is_string_view(value)
    return WordColumn(nested=not text and not pa.types.is_null(kind), declared=declared)


def find_kind(key: str, codes: NDArray[np.int32], names: pa.Array) -> Attribute:
    """The attribute of a column of texts, by the kind that all of its texts have."""
    plain = names.filter(pc.invert(pc.is_in(pc.utf8_lower(names), value_set=pa.array(ABSENT, names.type))))
    if len(plain):
        for fits, make in _KINDS:
            if fits(plain):
                return make(key, codes, names)
    return _as_text(key, codes, names)


def _all_match(pattern: str) -> Callable[[pa.Array], bool]:
    def fits(texts: pa.Array) -> bool:
        return bool(pc.all(pc.match_substring_regex(texts, pattern)).as_py())

    return fits


def _are_truths(texts: pa.Array) -> bool:
    return len(texts) <= 6 and all(text.lower() in _TRUTHS for text in texts.to_pylist())


def _are_moments(texts: pa.Array) -> bool:
    form = find_form(texts.slice(0, 200), digits=False)
    return form is not None and form.share == 1 and not np.any(parse_texts(texts, form).unreadable)


def _as_text(key: str, codes: NDArray[np.int32], names: pa.Array) -> Attribute:
    return Attribute(
        key=key,
        kind=AttributeKind.TEXT,
        values=codes,
        present=codes >= 0,
        names=tuple(names.to_pylist()),
    )


def _spread(
    key: str, kind: AttributeKind, codes: NDArray[np.int32], values: NDArray[np.generic], known: NDArray[np.bool_]
) -> Attribute:
    """Values of distinct texts to the rows that have them; code -1 takes the last place."""
    return Attribute(
        key=key,
        kind=kind,
        values=np.append(values, values.dtype.type(0))[codes],
        present=np.append(known, False)[codes],
    )


def _as_numbers(
    kind: AttributeKind, arrow: pa.DataType, pattern: str
) -> Callable[[str, NDArray[np.int32], pa.Array], Attribute]:
    def make(key: str, codes: NDArray[np.int32], names: pa.Array) -> Attribute:
        known = pc.match_substring_regex(names, pattern)
        values = pc.if_else(known, names, "0").cast(arrow).to_numpy(zero_copy_only=False)
        return _spread(key, kind, codes, values, known.to_numpy(zero_copy_only=False))

    return make


def _as_truths(key: str, codes: NDArray[np.int32], names: pa.Array) -> Attribute:
    words = [text.lower() for text in names.to_pylist()]
    values = np.array([_TRUTHS.get(word, False) for word in words], dtype=np.bool_)
    return _spread(
        key, AttributeKind.BOOLEAN, codes, values, np.array([word in _TRUTHS for word in words], dtype=np.bool_)
    )


def _as_moments(key: str, codes: NDArray[np.int32], names: pa.Array) -> Attribute:
    form = find_form(names.slice(0, 200), digits=False)
    assert form is not None
    moments = parse_texts(names, form)
    column = _spread(key, AttributeKind.TIME, codes, moments.time, moments.time != NO_TIME)
    offsets = np.append(moments.offset, np.int16(0))[codes]
    return Attribute(key=key, kind=AttributeKind.TIME, values=column.values, present=column.present, offsets=offsets)


_KINDS: Final = (
    (_all_match(_WHOLE), _as_numbers(AttributeKind.INTEGER, pa.int64(), _WHOLE)),
    (_all_match(_NUMBER), _as_numbers(AttributeKind.NUMBER, pa.float64(), _NUMBER)),
    (_are_truths, _as_truths),
    (_are_moments, _as_moments),
)
