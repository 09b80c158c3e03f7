"""``zaizao-city code LOGIN``: the one-time code that a made-up person's device shows now. In a demonstration only."""

from __future__ import annotations

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from zaizao_city.demo.selectors.codes import find_code
from zaizao_city.foundation.clock import read_clock


class Command(BaseCommand):
    """Prints six digits."""

    help = "Show the one-time code of a person of the demo city: staff need it beside the password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose code."""
        parser.add_argument("login")

    def handle(self, *, login: str, **options: object) -> None:
        """Show it, or say why there is none."""
        if not settings.IS_DEMO:
            raise CommandError(_("只有演示城市才能这样看动态口令。"))
        code = find_code(login, now=read_clock())
        if code is None:
            raise CommandError(_("没有这个登录名，或者它没有动态口令。"))
        self.stdout.write(code)
