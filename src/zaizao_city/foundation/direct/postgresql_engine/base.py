"""What a transaction writes last travels with its COMMIT: one wait less for every command.

Whoever asks anything before the end is answered after it is written, and whoever gives up leaves nothing, as ever; only
the database's refusal of it comes at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql import base

from zaizao_city.foundation.direct import Statement
from zaizao_city.foundation.direct.postgresql import open_cursor


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection. The names are Django's, but for what is said of putting off."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._put_off: list[Statement] = []

    @property
    def is_waiting(self) -> bool:
        """Whether something was put off."""
        return bool(self._put_off)

    def put_off(self, statements: Sequence[Statement]) -> None:
        """Keep statements until the transaction ends, or until something else is asked."""
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
