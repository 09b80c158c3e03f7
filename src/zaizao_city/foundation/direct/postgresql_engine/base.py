"""What a transaction writes last travels with its COMMIT: one wait less for every command.

Whoever asks anything before the end is answered after it is written, and whoever gives up leaves nothing, as ever; only
the database's refusal of it comes at the end.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.backends.postgresql import base
from psycopg.adapt import AdaptersMap, Buffer, Loader

from zaizao_city.foundation.direct import Statement
from zaizao_city.foundation.direct.postgresql import open_cursor


class MomentLoader(Loader):
    """Reads a moment as official time, which the session is told to write it in; three times as fast as Django's own."""

    timezone = None  # that of official time, for Django, which would put its own loader in place of another's

    def load(self, data: Buffer) -> datetime:
        """The moment, without its zone. ValueError: it is none that Python knows."""
        return datetime.fromisoformat(str(data, "ascii")).replace(tzinfo=None)


@functools.cache
def _add_moment_loader(known: AdaptersMap) -> AdaptersMap:
    adapters = AdaptersMap(known)
    adapters.register_loader("timestamptz", MomentLoader)
    return adapters


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection. The names are Django's, but for what is said of putting off."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._put_off: list[Statement] = []

    def get_connection_params(self) -> dict[str, Any]:
        """What the driver is told of the connection."""
        told: dict[str, Any] = super().get_connection_params()
        if self.timezone is None:
            told["context"] = _add_moment_loader(told["context"])
        return told

    @property
    def is_waiting(self) -> bool:
        """Whether something was put off."""
        return bool(self._put_off)

    def put_off(self, statements: Sequence[Statement]) -> None:
        """Keep statements until the transaction ends, or until something else is asked.

        Raises Django's error in a transaction that is going to be given up, as asking would.
        """
        self.validate_no_broken_transaction()
        self._put_off += statements

    def carry_out_put_off(self, *then: Statement) -> None:
        """Carry out what was put off, and what comes ``then``."""
        statements, self._put_off = self._put_off, []
        open_cursor(self).execute_all([*statements, *then])

    def _cursor(self, name: str | None = None) -> Any:
        if self._put_off:
            self.carry_out_put_off()
        return super()._cursor(name)

    def _commit(self) -> None:
        if self._put_off:
            self.carry_out_put_off(("COMMIT", ()))
        else:
            super()._commit()

    def _rollback(self) -> None:
        self._put_off.clear()
        super()._rollback()

    def _close(self) -> None:
        self._put_off.clear()
        super()._close()
