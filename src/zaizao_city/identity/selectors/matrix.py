"""The permission matrix: every permission of every app against every role, to read, to export, to test cell by cell."""

from __future__ import annotations

import csv
import io
from importlib import import_module
from itertools import groupby

from attrs import frozen
from django.apps import apps
from django.utils.translation import gettext

from zaizao_city.identity.enums import Role, Scope
from zaizao_city.identity.selectors.permissions import collect_permissions


@frozen
class MatrixRow:
    """One permission: its name, what it is called on the screen (if anything), how far it reaches for each role."""

    permission: str
    title: str
    cells: tuple[Scope | None, ...]

    @property
    def act(self) -> str:
        """The name without that of the app."""
        return self.permission.partition(".")[2]


@frozen
class MatrixGroup:
    """The permissions of one app."""

    label: str
    title: str
    rows: tuple[MatrixRow, ...]


def read_matrix(*, role: Role | None = None) -> list[MatrixGroup]:
    """The matrix, an app after the other; with a role, only what it may, in a single column."""
    roles = [role] if role else list(Role)
    rows = [
        MatrixRow(name, _find_title(name), tuple(granted.get(each) for each in roles))
        for name, granted in collect_permissions().items()
    ]
    shown = [row for row in rows if any(row.cells)]
    return [
        MatrixGroup(label, gettext(str(apps.get_app_config(label).verbose_name)), tuple(group))
        for label, group in groupby(shown, key=lambda row: row.permission.partition(".")[0])
    ]


def write_csv(*, label: str | None = None) -> str:
    """The matrix with names instead of words, of one app or of all: what the tests hold against their golden tables."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["permission", *Role.values])
    for name, granted in collect_permissions().items():
        if label is None or name.startswith(f"{label}."):
            writer.writerow([name, *(granted.get(role, "") for role in Role)])
    return text.getvalue()


def _find_title(permission: str) -> str:
    """What the app calls its permission in ``permissions.TITLES``, if it does."""
    config = apps.get_app_config(permission.partition(".")[0])
    titles = getattr(import_module(f"{config.name}.permissions"), "TITLES", {})
    return str(titles.get(permission, ""))
