"""``zaizao-city load_items FILE``: take over a table of items, or show what that would do."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from zaizao_city.catalogue.mapping.reading import read_table
from zaizao_city.catalogue.selectors.plans import SAME, ImportPlan, plan_import
from zaizao_city.catalogue.services.importing import import_items
from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.errors import Refusal
from zaizao_city.identity.actor import SYSTEM


class Command(BaseCommand):
    """Take over a table of items."""

    help = "导入事项清单（xlsx、csv、yaml，或政务服务网的清单 json）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file; whether to try only; from which day the statutory course serves; whether to leave out faulty rows."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="只看会改什么，不写入")
        parser.add_argument(
            "--from", dest="since", type=dt.date.fromisoformat, metavar="YYYY-MM-DD",
            help="法定流程从哪一天起算，默认今天；要导入以前的办件就写那时的日子",
        )  # fmt: skip
        parser.add_argument("--skip-refused", action="store_true", help="有问题的行不导入，其余照常")

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan, show, and unless it is a dry run carry out; what is wrong is told by row, also where nothing is taken over."""
        file: Path = options["file"]
        try:
            rows = read_table(file.read_bytes(), filename=file.name)
            plan = plan_import(rows)
            self._tell(plan, with_changes=options["dry_run"])
            if not options["dry_run"]:
                said = {"since": options["since"], "skip_refused": options["skip_refused"]}
                plan = import_items(rows, actor=SYSTEM, now=read_clock(), **said)
        except OSError as error:
            raise CommandError(str(error)) from None
        except Refusal as refusal:
            raise CommandError("\n".join(refusal.tell())) from None
        said = _("共 {rows} 行：新增 {added}，变更 {changed}，不变 {same}，未导入 {refused}。")
        self.stdout.write(said.format(rows=plan.rows, **plan.count()))

    def _tell(self, plan: ImportPlan, *, with_changes: bool) -> None:
        for problem in plan.problems:
            self.stdout.write(_("第 {row} 行：{problem}").format(row=problem.row, problem=problem.tell()))
        for change in plan.changes if with_changes else ():
            if change.kind != SAME:
                fields = "；".join(f"{name}：{before} → {after}" for name, (before, after) in change.fields.items())
                self.stdout.write(f"{change.draft.row}\t{change.kind}\t{change.draft.code}\t{fields}")
