"""Values with a shape of their own (lists, containers, values that carry attributes) as the JSON text a column keeps.

``{"type": "int", "value": "3", "attributes": [{"key": …, "type": …, "value": …}, …]}``; a list has ``values`` in place of
``value``. Values are the texts of the file; what they mean follows from the type.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct


class Nested(Struct, omit_defaults=True):
    """One value with what hangs on it."""

    type: str
    key: str | None = None
    value: str | None = None
    attributes: list[Nested] = []
    values: list[Nested] = []

    @property
    def is_plain(self) -> bool:
        """Whether a plain column could hold it."""
        return self.value is not None and not self.attributes and not self.values


_DECODER = msgspec.json.Decoder(Nested)


def write_nested(value: Nested) -> str:
    """The JSON text of a value."""
    return msgspec.json.encode(value).decode()


def read_nested(text: str) -> Nested:
    """The value of a JSON text that `write_nested` made. Raises msgspec.DecodeError for any other text."""
    return _DECODER.decode(text)
