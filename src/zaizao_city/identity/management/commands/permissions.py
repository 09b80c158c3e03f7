"""``zaizao-city permissions``: the permission matrix as CSV, for reading, for auditors, for the golden tables of tests."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from zaizao_city.identity.selectors.matrix import write_csv


class Command(BaseCommand):
    """Write the matrix to the standard output."""

    help = "Write who may do what, and how far, as CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One app instead of all."""
        parser.add_argument("--app", help="the label of one app, such as casework")

    def handle(self, *, app: str | None, **options: object) -> None:
        """Write it."""
        self.stdout.write(write_csv(label=app), ending="")
