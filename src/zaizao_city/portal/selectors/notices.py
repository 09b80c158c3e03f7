"""一单告知: the sheet of one applicant, ready to be shown and printed on one page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaizao.definition import ProcessDefinition
from zaizao.guidance import Paper, Sheet, foresee, tell_once
from zaizao.net.naming import Names
from zaizao.wording.values import format_date, format_limit, format_list
from zaizao_city.foundation.ui.components.materials import CheckItem, Notice, NoticePart
from zaizao_city.foundation.ui.words import speak
from zaizao_city.portal.selectors.answers import say_answer
from zaizao_city.portal.selectors.facts import COMES_TO_YOU
from zaizao_city.portal.selectors.things import Thing


def list_papers(definition: ProcessDefinition, answers: Mapping[str, object]) -> list[Paper]:
    """The papers of the sheet that concern this applicant; what is made on the way only where it will be used there."""
    course = foresee(definition, answers)
    return [paper for paper in tell_once(definition, answers).papers if _concerns(definition, paper, course.activities)]


def _concerns(definition: ProcessDefinition, paper: Paper, course: Mapping[str, Any]) -> bool:
    if paper.source != "made":
        return True
    made = course.get(definition.materials[paper.material].source)
    used = any(
        paper.material in each.takes and each.does != "deliver" and course[name] is not False
        for name, each in definition.activities.items()
    )
    return made is not False and used


def make_notice(thing: Thing, answers: Mapping[str, object], *, who: str = "") -> Notice:
    """The one notice for these answers: what the applicant gives, what may be pledged or follow, what the state has."""
    definition, sheet = thing.definition, tell_once(thing.definition, answers)
    papers = list_papers(definition, answers)
    bring = [paper for paper in papers if paper.source == "bring"]
    make = _Lines(definition)
    left = (
        make.part(_("您提供"), [p for p in bring if not p.may_pledge and not p.may_follow], make.give),
        make.part(_("可承诺"), [p for p in bring if p.may_pledge], make.pledge, _("{n} 份，也可以改交证明")),
        make.part(
            _("可后补"), [p for p in bring if p.may_follow and not p.may_pledge], make.follow, _("{n} 份，可以先办后补")
        ),
        make.part(_("在网上填"), [p for p in papers if p.source == "form"], make.fill),
    )
    right = (
        make.part(_("由政府共享"), [p for p in papers if p.source == "shared"], make.share, _("{n} 份，不用您交")),
        make.part(_("办理中产生"), [p for p in papers if p.source == "made"], make.arise, _("{n} 份，不用您交")),
    )
    return Notice(
        title=_("一次告知单"),
        matter=_say_matter(thing),
        left=[part for part in left if part.items],
        right=[part for part in right if part.items],
        basis=_say_basis(definition, papers),
        greeting=_greet(thing, sheet, answers, who),
        print_link="#print",
    )


class _Lines:
    """The lines of one definition's papers in the language in force."""

    def __init__(self, definition: ProcessDefinition) -> None:
        self._definition, self._language = definition, speak()
        self._names = Names(definition, self._language)

    def part(
        self, title: str, papers: list[Paper], line: Callable[[Paper], CheckItem], count: str | None = None
    ) -> NoticePart:
        said = (count or _("{n} 份")).format(n=len(papers))
        return NoticePart(title, said, [line(paper) for paper in papers])

    def give(self, paper: Paper) -> CheckItem:
        return self._line("give", paper, self._because(paper), self._copies(paper))

    def pledge(self, paper: Paper) -> CheckItem:
        return self._line("pledge", paper, self._because(paper), _("承诺或交证明"))

    def follow(self, paper: Paper) -> CheckItem:
        limit = self._definition.materials[paper.material].gap_limit
        said = _("受理后{limit}内补上").format(limit=format_limit(limit, language=self._language)) if limit else ""
        return self._line("gap", paper, said, _("可后补"))

    def fill(self, paper: Paper) -> CheckItem:
        holds = self._definition.materials[paper.material].holds
        return self._line(
            "give",
            paper,
            ngettext("{n} 栏，已知道的替您填好", "{n} 栏，已知道的替您填好", len(holds)).format(n=len(holds)),
            _("不用打印"),
        )

    def share(self, paper: Paper) -> CheckItem:
        return self._line("share", paper, "", _("由我们取"))

    def arise(self, paper: Paper) -> CheckItem:
        source = self._definition.materials[paper.material].source
        made = self._names.activity(source)
        return self._line("share", paper, _("由“{activity}”产生").format(activity=made), _("办出即用"))

    def _line(self, mark: Any, paper: Paper, source: str, say: str) -> CheckItem:
        open_yet = "" if paper.certain else _("看情况，答完问题就知道")
        return CheckItem(mark=mark, name=paper.name.say(self._language), source=open_yet or source, say=say)

    def _because(self, paper: Paper) -> str:
        return _("依据{basis}").format(basis=self._names.basis(paper.basis)) if paper.basis else ""

    def _copies(self, paper: Paper) -> str:
        return _("上传一份即可") if paper.copies > 1 else _("照片即可")


def _say_matter(thing: Thing) -> str:
    since = thing.version.effective_from
    version = _("第 {version} 版").format(version=thing.version.version) if thing.version.version else ""
    day = _("{day}起用").format(day=format_date(since, language=speak())) if since else ""
    return "　".join(part for part in (thing.name, version, day) if part)


def _say_basis(definition: ProcessDefinition, papers: Sequence[Paper]) -> str:
    names = Names(definition, speak())
    bases = dict.fromkeys(names.basis(paper.basis) for paper in papers if paper.basis)
    said = _("清单以外的材料，任何人不得向您索要。")
    if not papers:
        return _("这件事的流程还没有梳理，要什么材料，受理时一次说清；说清以后，任何人不得再加。")
    if not bases:
        return said
    return said + _("依据：{bases}。").format(bases=format_list(bases, language=speak()))


def _greet(thing: Thing, sheet: Sheet, answers: Mapping[str, object], who: str) -> str:
    """For paper, where no page stands round the sheet: whose it is, for which answers, how long and how often."""
    language = speak()
    definition = thing.definition
    names = Names(definition, language)
    said = [
        _("{question}：{answer}").format(question=names.fact(name), answer=say_answer(value))
        for name, value in answers.items()
    ]
    items = format_list([names.item(item) for item in sheet.items], language=language)
    course = foresee(definition, answers).activities
    come = sum(
        each.visit
        for name, each in definition.activities.items()
        if course[name] is not False and each.does != COMES_TO_YOU
    )
    parts = [
        _("{who}：").format(who=who) if who else "",
        _("您办“{thing}”，需要办：{items}。").format(thing=thing.name, items=items),
        _("按您的回答：{answers}。").format(answers=_("；").join(said)) if said else "",
        _("最长{limit}。").format(limit=format_limit(sheet.promised, language=language)) if sheet.promised else "",
        ngettext("您最多跑 {n} 次。", "您最多跑 {n} 次。", come).format(n=come),
    ]
    return "".join(parts)
