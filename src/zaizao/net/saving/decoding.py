"""States read by the decoder, wherever it can: two to four times as fast as `values`, which knows every form there ever was.

What the decoder does not understand, or would take for something else, is read there: free values that JSON lacks,
states of earlier versions, and whatever is wrong.
"""

from __future__ import annotations

import json
import typing
from collections.abc import Callable, Mapping
from decimal import Decimal

from msgspec import UNSET, DecodeError, Raw, UnsetType, defstruct
from msgspec.json import Decoder
from msgspec.structs import fields

from zaizao.net.saving.loosening import is_ever_free
from zaizao.net.saving.values import reader_of
from zaizao.net.shelf import Shelf, View
from zaizao.net.state import CaseState

_MARK = b'"$'
"""With this begins whatever JSON lacks; a text may hold it too, and is read slowly for nothing."""


def decode_state(text: str, *, version: int) -> CaseState | None:
    """The state, as `values` would read it; None where it has to.

    Whatever is raised there may be raised here.
    """
    try:
        saved: typing.Any = _decode(text)
        return _finish(saved) if saved.zaizao_state == version else None
    except (DecodeError, UnicodeEncodeError):
        return None


def _finish(saved: typing.Any) -> CaseState:
    own: dict[str, typing.Any] = {}
    for name, finish in _FINISHES:
        value = getattr(saved, name)
        if value is not UNSET:
            own[name] = value if finish is None else finish(value)
    return CaseState(**own)


def _is_plain(hint: object) -> bool:
    """Whether the decoder reads values with that hint as they are meant, whatever they are."""
    return not is_ever_free(hint)


def _as_saved(hint: object) -> typing.Any:
    """What the decoder is told of values with that hint: a shelf is a dictionary to it."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is View:
        return dict[str, inner[0]]  # type: ignore[valid-type]
    return dict.__class_getitem__(inner) if isinstance(origin, type) and issubclass(origin, Mapping) else hint


def _find_finish(hint: object) -> Callable[[typing.Any], object] | None:
    """What makes an attribute of what was decoded; None where it is that already."""
    settle = _settle if typing.get_origin(hint) is View else None
    if _is_plain(hint):
        return settle
    read = reader_of(hint)
    if CaseState in typing.get_args(hint):
        return lambda raw: read(_load(raw))
    decode = Decoder(_as_saved(hint), float_hook=Decimal).decode

    def finish(raw: Raw) -> object:
        if _MARK in bytes(raw):
            return read(_load(raw))
        decoded = decode(raw)
        return decoded if settle is None else settle(decoded)

    return finish


def _load(raw: Raw) -> object:
    return json.loads(bytes(raw), parse_float=Decimal)


def _settle(entries: dict[str, typing.Any]) -> object:
    return Shelf(entries).settled()


_SAVED = defstruct(
    "_SAVED",
    [("zaizao_state", int), *(
        (one.name, _as_saved(one.type) | UnsetType if _is_plain(one.type) else Raw | UnsetType, UNSET)
        for one in fields(CaseState)
    )],
    forbid_unknown_fields=True,
)  # fmt: skip
_FINISHES = tuple((one.name, _find_finish(one.type)) for one in fields(CaseState))
_decode = Decoder(_SAVED).decode
