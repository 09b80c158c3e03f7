"""``zaizao-city seal``: seal what happened since the last seal, and write the files that are missing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.record.seal_files import find_seal_folder
from zaizao_city.foundation.record.sealing import find_public_key, seal, write_seals


class Command(BaseCommand):
    """The worker does the same by itself, at most every ten minutes."""

    help = "Seal the heads of all streams that moved since the last seal (at most every ten minutes)."

    def handle(self, *args: Any, **options: Any) -> None:
        now = read_clock()
        write_seals(now)
        made = seal(now)
        if made:
            self.stdout.write(
                _("新封存 {count} 批，写在 {folder}。").format(count=len(made), folder=find_seal_folder())
            )
        else:
            self.stdout.write(_("没有新封存：上次封存不足十分钟，或其后没有新事件。"))
        self.stdout.write(_("公钥（请另存一份）：{key}").format(key=find_public_key()))
