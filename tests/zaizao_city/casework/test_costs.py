"""What things cost, in statements: the same for a short record and a long one, for few rows and many."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import Model, QuerySet, UniqueConstraint
from django.test.utils import CaptureQueriesContext

from small_town import LATER, NOW, Town
from zaizao.net import commands as asked
from zaizao_city.casework.models import Case, Document, IssuedResult, ItemDecision, Pledge, WorkItem
from zaizao_city.casework.selectors.cases import CaseFilter, narrow_cases
from zaizao_city.casework.services.commands import carry_out
from zaizao_city.casework.services.grouping import carry_out_many

sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="plans are read on SQLite; few rows have none")


ONE = 10
"""Statements of a comment; two of them are the test's own savepoint."""
BATCH = 12
"""Statements of a batch, the test's savepoint among them."""
EVERY_DAY = [13, 12, 16, 12]
"""Statements of accepting, checking, granting and checking again, the savepoint among them."""


def test_a_command_sends_the_same_statements_however_long_the_record(
    town: Town, django_assert_num_queries: Callable
) -> None:
    case_id = town.apply().case_id
    comment = asked.Comment("请尽快")
    carry_out(case_id, comment, actor=town.applicant, key="warm", now=NOW)

    with django_assert_num_queries(ONE):
        carry_out(case_id, comment, actor=town.applicant, key="a", now=NOW)
    for number in range(30):
        carry_out(case_id, comment, actor=town.applicant, key=str(number), now=NOW)

    with django_assert_num_queries(ONE):
        carry_out(case_id, comment, actor=town.applicant, key="b", now=NOW)


def test_the_commands_of_every_day_send_no_statement_more(town: Town) -> None:
    """Taking in, passing on, granting: the rows of work, items and materials; a number and a row for what is issued."""
    case_id, officer = town.apply().case_id, town.approver("market-regulation")
    wanted = [
        (asked.Complete("intake#1", "accepted"), town.clerk),
        (asked.Complete("check-licence#1", "passed"), officer),
        (asked.Complete("register#1", "granted"), officer),
        (asked.Complete("check-layout#1", "passed"), officer),
    ]

    sent = []
    for command, actor in wanted:
        with CaptureQueriesContext(connection) as statements:
            carry_out(case_id, command, actor=actor, key=command.work, now=LATER)
        sent.append(len(statements))

    assert sent == EVERY_DAY


def test_a_batch_sends_no_more_statements_for_more_cases(town: Town, django_assert_num_queries: Callable) -> None:
    few, many = ([town.apply(key=f"{size}-{number}").case_id for number in range(size)] for size in (2, 20))
    with django_assert_num_queries(BATCH):
        carry_out_many([(one, asked.Comment("x")) for one in few], actor=town.applicant, key="few", now=LATER)

    with django_assert_num_queries(BATCH):
        carry_out_many([(one, asked.Comment("x")) for one in many], actor=town.applicant, key="many", now=LATER)


def _here(**narrow: object) -> QuerySet[Case]:
    """The cases of one organisation, narrowed."""
    return narrow_cases(Case.objects.filter(organisation_id=1), CaseFilter(**narrow))


@sqlite
@pytest.mark.parametrize(
    ("rows", "order", "index"),
    [
        (lambda: narrow_cases(Case.objects.all(), CaseFilter(kind="hotline_order")), "-opened_at", "case_kind"),
        (
            lambda: narrow_cases(Case.objects.all(), CaseFilter(kind="hotline_order", status="open")),
            "-opened_at",
            "case_kind_status",
        ),
        (
            lambda: narrow_cases(Case.objects.all(), CaseFilter(kind="hotline_order", category="noise")),
            "-opened_at",
            "case_category",
        ),
        (lambda: _here(kind="hotline_order"), "-opened_at", "case_organisation"),
        (lambda: _here(kind="hotline_order", status="open"), "-opened_at", "case_open"),
        (lambda: _here(kind="hotline_order", late=True), "-opened_at", "case_late_here"),
        (lambda: _here(kind="hotline_order", category="noise"), "-opened_at", "case_category_here"),
        (lambda: Case.objects.filter(applicant_id=1), "-opened_at", "case_applicant"),
        (lambda: WorkItem.objects.filter(organisation_id__in=[1]), "sort_at", "work_organisation"),
        (lambda: WorkItem.objects.filter(assignee_id=1), "sort_at", "work_assignee"),
    ],
)
def test_lists_walk_an_index_and_sort_nothing(db: None, rows: Callable[[], QuerySet], order: str, index: str) -> None:
    tie = "-id" if order.startswith("-") else "id"

    plan = rows().order_by(order, tie)[:51].explain()

    assert f"INDEX {index} " in plan + " "
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("model", [Case, WorkItem, ItemDecision, Document, IssuedResult, Pledge])
def test_nothing_is_written_to_an_index_with_which_another_begins(model: type[Model]) -> None:
    meta = model._meta
    unique = [one for one in meta.constraints if isinstance(one, UniqueConstraint)]
    first = {one.fields[0].lstrip("-") for one in [*meta.indexes, *unique]}

    doubled = [one.name for one in meta.concrete_fields if one.db_index and not one.unique and one.name in first]

    assert doubled == []
