"""Which events can be read without missing one that is committed later, in front of them.

SQLite has one writer at a time: positions are committed in their order. PostgreSQL gives a position when the row is
inserted, and transactions end as they please. There every append first locks, shared and until its transaction ends,
the last position given at that moment: all its own will be greater. A reader goes up to the smallest position locked.

    reader:  last position given → positions locked → rows          in three statements, in this order
    append:  lock the last position given → insert → commit → the lock falls after the rows can be seen

An append that the reader does not see locked has ended, and its rows can be seen; or it has not yet inserted, and its
positions will be greater than the last one given. The order of positions is also that of each stream, which the order of
transaction numbers would not be: a transaction may begin before another and append to the same stream after it.
"""

from __future__ import annotations

from zaizao_city.foundation.direct import DirectCursor
from zaizao_city.foundation.record.values import Position

_LOCKS = 0x5A5A << 48
"""What our locks are told from others by: the upper 16 bits of their number; the lower 48 are the position."""

_LAST = "(SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM record_event_position_seq)"
HOLD_PLACE = {"sqlite": "NULL", "postgresql": f"pg_advisory_xact_lock_shared({_LOCKS} + {_LAST})"}
"""The expression that, selected by an append before it inserts, keeps readers behind it; by database."""

_LOWEST_HELD = (
    "SELECT min((classid::bigint << 32 | objid::bigint) - %s) FROM pg_locks WHERE locktype = 'advisory'"
    " AND objsubid = 1 AND classid::bigint >> 16 = %s"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
_HIGHEST = "SELECT coalesce(max(position), 0) FROM record_event"


def find_horizon(cursor: DirectCursor) -> Position:
    """The last position up to which nothing more will be committed; positions beyond it are to be left alone."""
    if cursor.db.vendor == "sqlite":
        cursor.execute(_HIGHEST)
        return int(cursor.fetchall()[0][0])
    cursor.execute(f"SELECT {_LAST}")
    last = int(cursor.fetchall()[0][0])
    cursor.execute(_LOWEST_HELD, (_LOCKS, _LOCKS >> 48))
    held = cursor.fetchall()[0][0]
    return last if held is None else min(last, int(held))
