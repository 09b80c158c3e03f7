"""What a Parquet file of ours says beside its columns, for the reader and the writer alike."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from zaizao.eventlog.attributes import Attribute, AttributeKind

METADATA: Final = b"zaizao:log"
"""The key in the metadata of the file."""
OFFSET: Final = "time:offset"
"""The heading of the minutes east of UTC in which each moment was written, where there were several."""


class Said(Struct, frozen=True):
    """What columns cannot say."""

    name: str
    order_is_given: bool
    nested: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()

    def mark(self, column: Attribute) -> Attribute:
        """A column of texts that were lists or containers, or identifiers, as it was."""
        if column.kind is not AttributeKind.TEXT:
            return column
        if column.key in self.nested:
            return replace(column, nested=True)
        return replace(column, kind=AttributeKind.ID) if column.key in self.ids else column
