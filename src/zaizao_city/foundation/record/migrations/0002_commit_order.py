"""On PostgreSQL every event knows its transaction, so that readers can follow the order of commits.

SQLite has one writer at a time: there the position is that order.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

NUMBER_TRANSACTIONS = (
    "ALTER TABLE record_event ALTER COLUMN transaction_number SET DEFAULT pg_current_xact_id()::text::bigint",
    "CREATE INDEX record_event_commit_order ON record_event (transaction_number, position)",
)
STOP_NUMBERING = (
    "DROP INDEX record_event_commit_order",
    "ALTER TABLE record_event ALTER COLUMN transaction_number SET DEFAULT 0",
)


def number_transactions(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    _execute(editor, NUMBER_TRANSACTIONS)


def stop_numbering(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    _execute(editor, STOP_NUMBERING)


def _execute(editor: BaseDatabaseSchemaEditor, statements: tuple[str, ...]) -> None:
    if editor.connection.vendor == "postgresql":
        for statement in statements:
            editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]

    operations = [migrations.RunPython(number_transactions, stop_numbering)]
