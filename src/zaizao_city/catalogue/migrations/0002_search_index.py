"""The index that search asks: FTS5 over the words on SQLite, a weighted tsvector with GIN on PostgreSQL.

The database itself keeps it in step with the table, so nobody can forget to.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = """
CREATE VIRTUAL TABLE catalogue_search_index USING fts5(
    title, other, content='catalogue_searchdocument', content_rowid='item_id', tokenize='unicode61 remove_diacritics 0'
);
CREATE TRIGGER catalogue_search_added AFTER INSERT ON catalogue_searchdocument BEGIN
    INSERT INTO catalogue_search_index(rowid, title, other) VALUES (new.item_id, new.title, new.other);
END;
CREATE TRIGGER catalogue_search_removed AFTER DELETE ON catalogue_searchdocument BEGIN
    INSERT INTO catalogue_search_index(catalogue_search_index, rowid, title, other)
    VALUES ('delete', old.item_id, old.title, old.other);
END;
CREATE TRIGGER catalogue_search_changed AFTER UPDATE ON catalogue_searchdocument BEGIN
    INSERT INTO catalogue_search_index(catalogue_search_index, rowid, title, other)
    VALUES ('delete', old.item_id, old.title, old.other);
    INSERT INTO catalogue_search_index(rowid, title, other) VALUES (new.item_id, new.title, new.other);
END;
"""

FILL_SQLITE = "INSERT INTO catalogue_search_index(catalogue_search_index) VALUES ('rebuild')"
"""What stands in the table already; the triggers see only what comes later."""

POSTGRESQL = """
ALTER TABLE catalogue_searchdocument ADD COLUMN vector tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', other), 'C')
) STORED;
CREATE INDEX catalogue_search_vector ON catalogue_searchdocument USING gin (vector);
"""

DROP_SQLITE = """
DROP TRIGGER catalogue_search_added;
DROP TRIGGER catalogue_search_removed;
DROP TRIGGER catalogue_search_changed;
DROP TABLE catalogue_search_index;
"""


def make_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index of the database at hand."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in (*_split_sqlite(), FILL_SQLITE):
            schema_editor.execute(statement)
    else:
        schema_editor.execute(POSTGRESQL)


def drop_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away again."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in filter(None, (part.strip() for part in DROP_SQLITE.split(";"))):
            schema_editor.execute(statement)
    else:
        schema_editor.execute("ALTER TABLE catalogue_searchdocument DROP COLUMN vector")


def _split_sqlite() -> list[str]:
    """One statement each; a trigger ends with END."""
    statements, current = [], ""
    for line in SQLITE.strip().splitlines():
        current += line + "\n"
        if line in {");", "END;"}:
            statements.append(current.strip())
            current = ""
    return statements


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunPython(make_index, drop_index)]
