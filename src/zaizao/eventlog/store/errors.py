"""What a store may refuse, and what may be wrong with one."""

from __future__ import annotations

from zaizao.errors import InputError, Refusal


class NotAStoreError(InputError):
    """There is no store at this place; create one, or name the folder that holds ``store.json``."""

    code = "not-a-store"


class StoreDamagedError(InputError):
    """A file of the store is shorter than its journal says; bring it back from a copy, or load the log again."""

    code = "store-damaged"


class WrongColumnsError(InputError):
    """The file lacks a column that was named, or it has another type; see the columns it has."""

    code = "wrong-columns"


class StoreExistsError(Refusal):
    """The place is not empty; open the store there, or choose another place."""

    code = "store-exists"


class StoreInUseError(Refusal):
    """Another process writes to this store; wait for it, or open the store for reading."""

    code = "store-in-use"


class StoreReadOnlyError(Refusal):
    """The store was opened for reading; open it with ``write=True``."""

    code = "store-read-only"


class OrderDiffersError(Refusal):
    """The log orders its events by file and the store by time, or the other way round; create a store of the log's kind."""

    code = "order-differs"
