"""Begin and commit by the driver: Django's cursor for a BEGIN costs more than SQLite needs for it.

Where somebody listens to the statements, Django's own way is gone, so that nothing is hidden from them.
"""

from __future__ import annotations

import sqlite3

from django.db.backends.sqlite3 import base

from zaizao_city.foundation.direct import is_heard


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection. The names are Django's."""

    def _start_transaction_under_autocommit(self) -> None:
        if is_heard(self):
            super()._start_transaction_under_autocommit()
            return
        try:
            self.connection.execute(f"BEGIN {self.transaction_mode or ''}")
        except sqlite3.Error:
            with self.wrap_database_errors:
                raise

    def _commit(self) -> None:
        if is_heard(self) or self.connection is None:
            super()._commit()
            return
        try:
            self.connection.commit()
        except sqlite3.Error:
            with self.wrap_database_errors:
                raise
