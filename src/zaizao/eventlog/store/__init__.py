"""Logs that stay: appended to while they are counted, in this process's files or on a cluster, behind one port.

`create_store` and `open_store` give the embedded store; the Spark store is `zaizao.eventlog.store.spark` (extra ``[spark]``).
What a store counts is defined in `zaizao.eventlog.counting`; formats of others are read by `zaizao.eventlog.reading`.
"""

from __future__ import annotations

from zaizao.eventlog.store.embedded import EmbeddedStore, create_store, open_store
from zaizao.eventlog.store.errors import (
    NotAStoreError,
    OrderDiffersError,
    StoreDamagedError,
    StoreExistsError,
    StoreInUseError,
    StoreReadOnlyError,
    WrongColumnsError,
)
from zaizao.eventlog.store.port import Appended, LogStore

__all__ = [
    "Appended",
    "EmbeddedStore",
    "LogStore",
    "NotAStoreError",
    "OrderDiffersError",
    "StoreDamagedError",
    "StoreExistsError",
    "StoreInUseError",
    "StoreReadOnlyError",
    "WrongColumnsError",
    "create_store",
    "open_store",
]
