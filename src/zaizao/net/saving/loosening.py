"""States and events as the encoder can write them: what JSON has no kind for is made plain, the rest left as it is.

The encoder knows our classes, leaves out their defaults, and writes moments and days; it does not know free values, wide
shelves, and attributes that are kept beside. How free values look is said in `values`.
"""

from __future__ import annotations

import functools
import json
import typing
from collections.abc import Callable, Mapping
from operator import attrgetter

from msgspec import Struct
from msgspec.json import Encoder
from msgspec.structs import fields

from zaizao.net.saving.values import form_of, write_value
from zaizao.net.shelf import View
from zaizao.net.state import CaseState
from zaizao.units.record import default_of

_encode = Encoder(order="sorted").encode


@functools.cache
def odd_of(kind: type[Struct]) -> Callable[[typing.Any], bool] | None:
    """Says of a value of the class whether the encoder cannot write it as it is: some attribute that may be of any kind,
    or may hold such, is not the default and does. None where a value never is.
    """
    odd = [one for one in fields(kind) if is_ever_free(one.type)]
    if not odd:
        return None
    read = attrgetter(*(one.name for one in odd))
    looked_at = tuple((default_of(one), _doubt_of(one.type)) for one in odd)
    if len(odd) == 1:
        [(default, doubt)] = looked_at
        return lambda value: (own := read(value)) is not default and doubt(own)

    def is_odd(value: typing.Any) -> bool:
        for own, (default, doubt) in zip(read(value), looked_at, strict=True):
            if own is not default and doubt(own):
                return True
        return False

    return is_odd


def _doubt_of(hint: object) -> Callable[[typing.Any], bool]:
    """Says of a value with that hint whether the encoder may not be able to write it: cheap, and on the safe side."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple and len(inner) == 2 and isinstance(inner[0], type) and issubclass(inner[0], Struct):
        is_odd = odd_of(inner[0])
        return bool if is_odd is None else lambda many: any(map(is_odd, many))
    if Mapping in (origin, *map(typing.get_origin, inner)):
        return bool
    return lambda value: value is not None


def is_ever_free(hint: object) -> bool:
    """Whether values with that hint may hold something of any kind, somewhere in them."""
    return _is_free(hint) or _find_struct(hint) is not None


def _is_free(hint: object) -> bool:
    """Whether values may be of any kind: facts, and what people or other cases brought."""
    return hint is object or any(_is_free(each) for each in typing.get_args(hint))


def _find_struct(hint: object) -> type[Struct] | None:
    """The class in a hint whose values themselves may hold free ones."""
    for each in (hint, *typing.get_args(hint)):
        if isinstance(each, type) and issubclass(each, Struct) and (each is CaseState or odd_of(each)):
            return each
    return None


def loosen(value: Struct) -> dict[str, object]:
    """The attributes of a struct less the defaults: free values plain, the others as they are wherever the encoder can."""
    known = _looseners_of(type(value))
    plain = {}
    for (name, default, make_plain), own in zip(known, form_of(type(value)).read(value), strict=True):
        if own is not default and own != default:
            plain[name] = own if make_plain is None else make_plain(own)
    return plain


@functools.cache
def _looseners_of(kind: type[Struct]) -> tuple[tuple[str, object, Callable[[typing.Any], object] | None], ...]:
    """The attributes of a class: name, default, and what makes a value such as the encoder can write; None where it is."""
    hints = {one.name: one.type for one in fields(kind)}
    form = form_of(kind)
    return tuple(
        (name, default, _loosener_of(hints[name])) for name, default in zip(form.names, form.defaults, strict=True)
    )


def _loosener_of(hint: object) -> Callable[[typing.Any], object] | None:
    if typing.get_origin(hint) in (View, tuple, Mapping):
        return _loosen_many if _is_of_structs(hint) else write_value if _is_free(hint) else _open_up
    if _find_struct(hint) is not None:
        return loosen
    return write_value if _is_free(hint) else None


def _is_of_structs(hint: object) -> bool:
    return any(isinstance(each, type) and issubclass(each, Struct) for each in typing.get_args(hint))


def _open_up(many: typing.Any) -> typing.Any:
    """A wide shelf, or a mapping that cannot be written to, as the dictionary that the encoder knows."""
    return many if isinstance(many, (dict, tuple)) else dict(many.items())


def _loosen_many(many: typing.Any) -> object:
    """Entries of one class; those that hold something free are made plain, the rest are left to the encoder."""
    opened = _open_up(many)
    first: object = next(iter(opened if isinstance(opened, tuple) else opened.values()), None)
    is_odd = odd_of(type(first)) if isinstance(first, Struct) else None
    if is_odd is None:
        return opened
    if isinstance(opened, tuple):
        return [loosen(each) if is_odd(each) else each for each in opened]
    odd = {name: loosen(each) for name, each in opened.items() if is_odd(each)}
    return {**opened, **odd} if odd else opened


def write_apart(value: object) -> object:
    """For the slow writer: what is not JSON, one level of it."""
    if isinstance(value, Struct):
        return loosen(value)
    return json.loads(_encode(value))
