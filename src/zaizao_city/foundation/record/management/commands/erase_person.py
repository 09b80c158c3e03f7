"""``zaizao-city erase_person KEY``: destroy what the record says about a person; cannot be undone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.record.erasing import erase_person
from zaizao_city.foundation.record.values import SYSTEM


class Command(BaseCommand):
    """Asks for the key twice, for it cannot be undone."""

    help = "Erase a person from the record by destroying their key; chains still verify."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", type=UUID, help="the key of the person")
        parser.add_argument("--yes", type=UUID, required=True, help="the key once more: this cannot be undone")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["key"] != options["yes"]:
            raise CommandError(_("两次给出的人员代号不同，什么也没有抹除。"))
        if not erase_person(str(options["key"]), actor=SYSTEM, now=read_clock()):
            raise CommandError(_("记录里没有这个人员代号的内容，或已经抹除。"))
        self.stdout.write(_("已抹除；各条记录流仍可核对。请按期限销毁此前的备份。"))
