"""``zaizao-city load-people FILE``: register the people and enterprises of an old system; again, to go on where it stopped."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import asdict, define
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.errors import Refusal
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.enums import NumberKind
from zaizao_city.identity.mapping.people_files import REFUSED
from zaizao_city.identity.numbers import mask_number
from zaizao_city.identity.services.loading_people import load_people
from zaizao_city.identity.services.loading_plans import Outcome

EVERY = 20
"""Parts between two lines that say how far it is."""


@define
class Count:
    """What the rows came to so far."""

    rows: int = 0
    people: int = 0
    enterprises: int = 0
    known: int = 0
    refused: int = 0

    def add(self, outcomes: Iterable[Outcome]) -> None:
        """Those of another part."""
        for one in outcomes:
            self.rows += 1
            self.people += one.has_new_person
            self.enterprises += one.has_new_enterprise
            self.known += one.is_known
            self.refused += bool(one.faults)


class Command(BaseCommand):
    """Register the people and enterprises of a file."""

    help = "登记旧系统的人员和企业（csv、xlsx，或每行一条的 jsonl）；中断后重新执行，已登记的不会登记两遍。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file; whether to try only."""
        parser.add_argument(
            "file", type=Path, help="列名：姓名、身份证号码、手机号码、电子邮箱、企业名称、统一社会信用代码（或英文名）"
        )
        parser.add_argument("--dry-run", action="store_true", help="只看会登记谁，不写入")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        """Register, say how far it is, tell each refused row, and at the end how many there were."""
        begins, count = time.monotonic(), Count()
        try:
            for number, outcomes in enumerate(load_people(file, actor=SYSTEM, now=read_clock(), dry_run=dry_run)):
                count.add(outcomes)
                self._tell(outcomes, everything=dry_run)
                if number % EVERY == EVERY - 1:
                    self.stdout.write(_("已处理 {rows} 行").format(rows=count.rows))
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from None
        except Refusal as refusal:
            raise CommandError("\n".join(refusal.tell())) from None
        self._tell_count(count, dry_run=dry_run, seconds=round(time.monotonic() - begins, 1))
        if count.refused:
            said = (
                _("{rows} 行没有通过检查。") if dry_run else _("{rows} 行没有登记，原样写在 {file}；请改正后另行导入。")
            )
            raise CommandError(said.format(rows=count.refused, file=f"{file}{REFUSED}"))

    def _tell(self, outcomes: Iterable[Outcome], *, everything: bool) -> None:
        """Each refusal with its row; who would be new and who is known, if that was asked."""
        for one in outcomes:
            for fault in one.faults:
                reason, way_forward = fault.tell()
                problem = _("{reason}{way_forward}").format(reason=reason, way_forward=way_forward)
                self.stderr.write(self._place(one, problem))
            if one.note:
                self.stdout.write(self._place(one, str(one.note)))
            if everything and not one.faults:
                became = _("已登记过") if one.is_known else _("将登记")
                self.stdout.write(self._place(one, "\t".join([became, *_name(one)])))

    def _place(self, outcome: Outcome, words: str) -> str:
        return _("第 {row} 行：{problem}").format(row=outcome.read.row.number, problem=words)

    def _tell_count(self, count: Count, *, dry_run: bool, seconds: float) -> None:
        said = _(
            "共 {rows} 行：新登记 {people} 人、{enterprises} 家企业；{known} 行已登记过，{refused} 行没有登记。用时 {seconds} 秒。"
        )
        if dry_run:
            said = _(
                "共 {rows} 行：将登记 {people} 人、{enterprises} 家企业；{known} 行已登记过，{refused} 行有问题。什么都没有写入。"
            )
        self.stdout.write(said.format(**asdict(count), seconds=seconds))


def _name(outcome: Outcome) -> list[str]:
    """Whom a row names, and by which number, not in full."""
    person, enterprise = outcome.read.person, outcome.read.enterprise
    told = [f"{person.name} {mask_number(NumberKind.RESIDENT, person.number)}"] if person else []
    return told + ([f"{enterprise.name} {enterprise.credit_code}"] if enterprise else [])
