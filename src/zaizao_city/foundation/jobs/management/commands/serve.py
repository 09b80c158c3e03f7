"""``zaizao-city serve``: the city in one command: pages, jobs and duties, until SIGTERM or Ctrl+C."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from zaizao_city.foundation.jobs.life import mark_presence
from zaizao_city.foundation.jobs.serving import Crew, keep_serving, open_socket, plan_crew
from zaizao_city.foundation.jobs.working import name_worker


class Command(BaseCommand):
    """The command ``serve``."""

    help = "Serve the city: web processes and workers in one command, each started again when it dies."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT", help="Where to listen.")
        parser.add_argument("--web-processes", type=int, default=2, help="How many web processes (default 2).")
        parser.add_argument("--threads", type=int, default=4, help="How many threads in each (default 4).")
        parser.add_argument(
            "--workers", type=int, default=1, help="How many workers (default 1; 0: they run elsewhere)."
        )
        parser.add_argument("--migrate", action="store_true", help="Bring the tables up to date first.")

    def handle(
        self, *, bind: str, web_processes: int, threads: int, workers: int, migrate: bool, **options: Any
    ) -> None:
        prepare_tables(allowed=migrate or settings.ENVIRONMENT.mode != "production")
        try:
            listening = open_socket(bind)
        except (OSError, ValueError) as problem:
            raise CommandError(
                f"Cannot listen at {bind} ({problem}). Choose another with --bind HOST:PORT."
            ) from problem
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        connection.close()  # the children open their own
        host, port = listening.getsockname()[:2]
        self.stdout.write(f"Serving at http://{host}:{port}/")
        self.stdout.flush()
        crew = Crew(web_processes=web_processes, threads=threads, workers=workers)
        with listening, mark_presence(name_worker()):
            keep_serving(plan_crew(crew, listening), stop=stop, tell=self.stdout.write)


def prepare_tables(*, allowed: bool) -> None:
    """Bring the tables up to date, or refuse to serve on old ones: production changes its tables when told to."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return
    if not allowed:
        names = ", ".join(f"{step.app_label}.{step.name}" for step, _ in waiting[:5])
        raise CommandError(
            f"{len(waiting)} changes of the tables are waiting ({names} …). Make a backup, then run `zaizao-city migrate` "
            "or `zaizao-city serve --migrate`."
        )
    call_command("migrate", interactive=False, verbosity=0)
