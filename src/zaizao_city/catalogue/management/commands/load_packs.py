"""``zaizao-city load_packs``: publish the definitions that are shipped with the product."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from zaizao_city.catalogue.services.packs import load_packs
from zaizao_city.foundation.clock import read_clock


class Command(BaseCommand):
    """Publish the definitions of the shipped packs."""

    help = "发布随产品提供的流程；已有的不动。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day on which they come into force."""
        parser.add_argument("--from", dest="effective_from", type=dt.date.fromisoformat, help="生效日，默认今天")

    def handle(self, *args: Any, effective_from: dt.date | None = None, **options: Any) -> None:
        """Publish them and list them."""
        now = read_clock()
        versions = load_packs(effective_from=effective_from or now.date(), by="system", now=now)
        for version in versions:
            self.stdout.write(f"{version.process}\t{version.name}\t{version.effective_from}\t{version.digest[:16]}")
        self.stdout.write(_("共 {count} 个流程。").format(count=len(versions)))
