"""A case that is loaded and the same case given command by command come to the same rows and the same record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import models

from small_town import NOW, RESTAURANT_FACTS, RESTAURANT_PAPERS, Town
from zaizao.net import commands as asked
from zaizao_city.casework.mapping.commands import say_by
from zaizao_city.casework.mapping.records import stream_of
from zaizao_city.casework.models import (
    Case,
    CaseState,
    CorrectionNotice,
    Document,
    IssuedResult,
    ItemDecision,
    WorkItem,
)
from zaizao_city.casework.services.commands import carry_out
from zaizao_city.casework.services.loading import PastCase, PastStep, load_history
from zaizao_city.casework.services.opening import Opening
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.verifying import verify
from zaizao_city.identity.actor import SYSTEM, Actor

Given = tuple[dt.timedelta, asked.Command, Actor]
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
_OWN = frozenset({"id", "reference", "number", "case", "state"})
"""What two cases never share."""


def _finish(town: Town) -> list[Given]:
    """Correction, gap, decisions in three departments, all the way to the end of what is open."""
    office, fire = town.approver("market-regulation"), town.approver("fire-rescue")
    return [
        (HOUR, asked.RequestCorrection("intake#1", ("layout-plan",), "缺平面图"), town.clerk),
        (DAY, asked.Supply(("layout-plan",)), town.applicant),
        (DAY + HOUR, asked.Complete("intake#1", "accepted", gaps=("lease",)), town.clerk),
        (DAY + 2 * HOUR, asked.Complete("check-licence#1", "passed"), office),
        (DAY + 3 * HOUR, asked.Complete("register#1", "granted"), office),
        (2 * DAY, asked.Complete("check-layout#1", "passed"), office),
        (2 * DAY + HOUR, asked.Complete("permit-fire#1", "granted"), fire),
        (2 * DAY + 2 * HOUR, asked.Comment("已电话告知"), office),
        (3 * DAY, asked.Supply(("lease",)), town.applicant),
    ]


def _open_only(town: Town) -> list[Given]:
    return []


def _refused(town: Town) -> list[Given]:
    command = asked.Complete("intake#1", "not_accepted", reasons="不属本机关职权", way_forward="请向市局申请")
    return [(HOUR, command, town.clerk)]


def _withdrawn(town: Town) -> list[Given]:
    return [
        (HOUR, asked.Supply(("layout-plan",)), town.applicant),
        (2 * HOUR, asked.Complete("intake#1", "accepted", gaps=("lease",)), town.clerk),
        (DAY, asked.Withdraw(None, "不办了"), town.applicant),
    ]


def _give(town: Town, steps: Sequence[Given], papers: tuple[str, ...]) -> int:
    """Command by command; the case's row."""
    case_id = town.apply(key=None, materials=papers).case_id
    for after, command, actor in steps:
        carry_out(case_id, command, actor=actor, key=None, now=NOW + after)
    return case_id


def _say(town: Town, steps: Sequence[Given]) -> list[PastStep]:
    """The same commands with what the services would have added: by whom, and for which organ."""
    return [
        PastStep(
            NOW + after,
            say_by(command, by=str(actor.person_key), acting_for=_find_organ(town, actor)),
            actor.account_key,
        )
        for after, command, actor in steps
    ]


def _find_organ(town: Town, actor: Actor) -> str | None:
    held = {role.organisation_id for role in actor.roles}
    return next((organ for organ, place in town.organs.items() if place.pk in held), None)


def _show(case_id: int) -> dict[str, object]:
    """All rows of a case, less what two cases never share."""
    tables: dict[str, models.QuerySet[Any]] = {
        "case": Case.objects.filter(pk=case_id),
        "work": WorkItem.objects.filter(case=case_id).order_by("work"),
        "decisions": ItemDecision.objects.filter(case=case_id).order_by("item"),
        "documents": Document.objects.filter(case=case_id).order_by("material"),
        "notices": CorrectionNotice.objects.filter(case=case_id).order_by("pk"),
        "results": IssuedResult.objects.filter(case=case_id).order_by("pk"),
    }
    rows: dict[str, object] = {
        name: [
            {
                field.attname: getattr(row, field.attname)
                for field in row._meta.concrete_fields
                if field.name not in _OWN
            }
            for row in table
        ]
        for name, table in tables.items()
    }
    case, state = Case.objects.get(pk=case_id), CaseState.objects.get(pk=case_id)
    numbers = {row.number: f"result {place}" for place, row in enumerate(tables["results"])}
    entries = read_stream(stream_of(case.reference))
    told = [(one.number, one.name, one.at, one.recorded_at, one.actor, one.subject, one.body) for one in entries]
    rows["state"] = state.state.replace(case.reference, "IT"), state.seats, state.length
    rows["record"] = _hide(str(told), {case.reference: "IT", **numbers})
    return rows


def _hide(text: str, names: dict[str, str]) -> str:
    for name, other in names.items():
        text = text.replace(name, other)
    return text


@pytest.mark.parametrize("story", [_open_only, _finish, _refused, _withdrawn])
@pytest.mark.parametrize("workers", [0, 1])
def test_a_case_loaded_and_the_same_case_given_by_commands_have_equal_rows(
    town: Town, story: Any, workers: int
) -> None:
    papers = tuple(name for name in RESTAURANT_PAPERS if name not in ("layout-plan", "lease"))
    steps = story(town)
    given = _give(town, steps, papers)
    opening = Opening(
        process="open-restaurant", territory=town.district, facts=RESTAURANT_FACTS, materials=papers,
        applicant_id=town.applicant.person_id,
    )  # fmt: skip
    past = PastCase(opening, NOW, _say(town, steps), str(town.applicant.person_key), town.applicant.account_key)

    assert load_history([past], actor=SYSTEM, workers=workers) == 1

    loaded = Case.objects.latest("pk").pk
    assert loaded != given
    assert _show(loaded) == _show(given)
    assert verify().findings == []
