"""``zaizao-city make-evidence [NAME…]``: make the reports at once, or some of them."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.errors import Refusal
from zaizao_city.reform.selectors.sources import list_sources
from zaizao_city.reform.services.reporting import make_report


class Command(BaseCommand):
    """What could not be made is said with its reason; the others are made all the same."""

    help = "生成流程实证报告；不写名称就全部生成。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which ones."""
        parser.add_argument("names", nargs="*", help="报告名称，例如 open-restaurant")

    def handle(self, *args: Any, names: list[str], **options: Any) -> None:
        """Make them, and tell each."""
        now = read_clock()
        sources = {source.name: source for source in list_sources(now=now)}
        unknown = sorted(set(names) - set(sources))
        if unknown:
            raise CommandError(
                _("没有这些报告：{names}。可以生成的有：{known}。").format(
                    names="、".join(unknown), known="、".join(sources)
                )
            )
        for name in names or sources:
            try:
                report = make_report(sources[name], now=now)
            except Refusal as refusal:
                self.stderr.write(" ".join(refusal.tell()))
                continue
            self.stdout.write(f"{report.name}\t{report.cases}\t{report.events}\t{report.headlines['zh'][0]}")
