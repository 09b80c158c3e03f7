"""``zaizao-city worker``: carry out jobs and regular duties in this process, until it is told to stop."""

from __future__ import annotations

import os
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from zaizao_city.foundation.jobs.working import Orders, work


class Command(BaseCommand):
    """The command ``worker``; ``serve`` starts it, and on PostgreSQL any number may be added on any machine."""

    help = "Carry out jobs and regular duties until told to stop (SIGTERM finishes the job in hand)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-idle", action="store_true", help="Stop when no job is ready.")
        parser.add_argument("--without-duties", action="store_true", help="Leave regular duties to other workers.")

        parser.add_argument(
            "--with-parent", action="store_true", help="Stop when the process that began this one ends."
        )

    def handle(self, *, until_idle: bool, without_duties: bool, with_parent: bool, **options: Any) -> None:
        stop, parent = threading.Event(), os.getppid()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())

        def pause(seconds: float) -> bool:
            return stop.wait(seconds) or (with_parent and os.getppid() != parent)

        done = work(Orders(pause=pause, until_idle=until_idle, duties=not without_duties))
        self.stdout.write(f"{done} jobs done")
