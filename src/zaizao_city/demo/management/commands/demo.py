"""``zaizao-city demo``: the demo city, built if it is not there yet, and served."""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser, BooleanOptionalAction

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from zaizao.wording.language import choose_language
from zaizao_city.demo.services.building import CASES, Standing, build_city, find_standing
from zaizao_city.demo.services.clearing import lay_aside
from zaizao_city.demo.telling import tell_welcome
from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.jobs.serving import open_socket

HOST = "127.0.0.1"
PORTS = 20
"""How many ports are tried, one after the other."""


class Command(BaseCommand):
    """Makes the home, the tables, the words, the city and a year of its cases; then serves."""

    help = "Build the demo city (once) and serve it."
    requires_system_checks = ()
    """What they remark on concerns production; a newcomer's first lines are about the city."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to serve; whether to build anew; how many cases."""
        parser.add_argument(
            "--port", type=int, default=8000, help="The port; a taken one gives way to the next free one."
        )
        parser.add_argument("--fresh", action="store_true", help="Lay the present city aside and build a new one.")
        parser.add_argument("--serve", action=BooleanOptionalAction, default=True, help="Serve it, or only build it.")
        parser.add_argument("--cases", type=int, default=CASES, help=f"About how many cases (default {CASES}).")
        parser.add_argument("--lang", choices=("zh", "en"), help="The language of what is said here.")

    def handle(self, *, port: int, fresh: bool, serve: bool, cases: int, lang: str | None, **options: object) -> None:
        """Build what is not there, say who one can be, serve until Ctrl-C."""
        if not settings.IS_DEMO:
            raise CommandError("ZAIZAO_MODE is not demo: made-up people do not belong here.")
        call_command("compile_words", stdout=_Silence())
        with translation.override("en" if choose_language(lang, os.environ) == "en" else "zh-hans"):
            self._prepare(fresh=fresh, cases=cases)
            if not serve:
                return
            free = self._find_port(port)
            for line in tell_welcome(f"http://{HOST}:{free}/", command=os.path.relpath(sys.argv[0])):
                self.stdout.write(line)
            self.stdout.flush()
        call_command("serve", bind=f"{HOST}:{free}", stdout=_Silence(), skip_checks=True)

    def _prepare(self, *, fresh: bool, cases: int) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        standing = find_standing()
        if standing is Standing.OTHERS:
            raise CommandError(_("这里已经有一座不是演示用的城市。请另选目录：ZAIZAO_HOME=目录 zaizao-city demo"))
        if standing is Standing.BROKEN_OFF or (fresh and standing is Standing.BUILT):
            aside = lay_aside(now=read_clock())
            if aside is None:
                raise CommandError(_("这座城市正在使用。请先停下它，再重新建。"))
            self.stdout.write(_("原来的城市移到了 {aside}。").format(aside=aside))
            call_command("migrate", interactive=False, verbosity=0)
            standing = Standing.EMPTY
        if standing is Standing.EMPTY:
            self._build(cases)

    def _build(self, cases: int) -> None:
        stages = {"catalogue": _("事项和流程已入库"), "people": _("机构、人员已就位，正在办理一年的办件")}
        self.stdout.write(_("正在建一座城市，约需一分钟……"))
        begins = time.monotonic()
        count = build_city(now=read_clock(), cases=cases, tell=lambda stage: self.stdout.write(stages[stage]))
        seconds = round(time.monotonic() - begins)
        self.stdout.write(_("建好了：{count} 个办件，用时 {seconds} 秒。").format(count=count, seconds=seconds))

    def _find_port(self, wanted: int) -> int:
        for port in range(wanted, wanted + PORTS):
            try:
                open_socket(f"{HOST}:{port}").close()
            except (OSError, OverflowError):
                continue
            if port != wanted:
                self.stdout.write(_("端口 {wanted} 已被占用，改用 {port}。").format(wanted=wanted, port=port))
            return port
        raise CommandError(
            _("端口 {first} 到 {last} 都被占用，请用 --port 另选。").format(first=wanted, last=wanted + PORTS - 1)
        )


class _Silence:
    """Where the words of other commands go that would only be in the way here."""

    def write(self, text: str = "") -> int:
        return len(text)

    def flush(self) -> None:
        pass
