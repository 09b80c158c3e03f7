"""Migrations that move data: an earlier schema with rows in it goes forward, and the rows are what they must be now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, migrations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from small_town import NOW, Town
from zaizao_city.casework.models import Case, Pledge
from zaizao_city.casework.services.rebuilding import prove_case
from zaizao_city.catalogue.selectors.retrieval import retrieve_items
from zaizao_city.foundation.record.verifying import verify

pytestmark = pytest.mark.django_db(transaction=True)

TRIED = {("casework", "0003_pledge_follow_up"), ("catalogue", "0002_search_index")}
GoTo = Callable[..., Any]


@pytest.fixture
def go_to() -> Iterator[GoTo]:
    """Brings the schema to some migrations, forward or back; its models. At the end it is the newest again."""

    def migrate(*targets: tuple[str, str | None]) -> Any:
        MigrationExecutor(connection).migrate(list(targets))
        executor = MigrationExecutor(connection)
        return executor.loader.project_state([one for one in targets if one[1] is not None]).apps

    yield migrate
    call_command("migrate", interactive=False, verbosity=0)


def test_every_migration_that_moves_data_is_tried_here() -> None:
    own = {app.label for app in apps.get_app_configs() if app.name.startswith("zaizao_city")}
    loader = MigrationLoader(None, ignore_no_migrations=True)

    moving = {
        key
        for key, one in loader.disk_migrations.items()
        if key[0] in own and any(isinstance(step, migrations.RunPython | migrations.RunSQL) for step in one.operations)
    }

    assert moving == TRIED


def test_pledges_taken_before_are_checked_by_who_answers_for_their_case(go_to: GoTo) -> None:
    old = go_to(("casework", "0002_draft"), ("places", None))
    organs = [_add_organ(old, name) for name in ("market", "fire")]
    person = old.get_model("identity", "Person").objects.create(name="周小满")
    cases = [_add_case(old, number, organ, person) for number, organ in enumerate(organs)]
    taken = [_add_pledge(old, case, "fire-conformity", person, taken_at=NOW) for case in cases]
    signed = _add_pledge(old, cases[0], "lease", person, taken_at=None)

    go_to(*MigrationLoader(connection).graph.leaf_nodes())

    now = dict(Pledge.objects.values_list("pk", "organisation_id"))
    assert now == {taken[0].pk: organs[0].pk, taken[1].pk: organs[1].pk, signed.pk: None}
    assert set(Pledge.objects.values_list("revocation_id", flat=True)) == {None}
    assert list(Case.objects.order_by("id").values_list("reference", "counter_id")) == [("JN-0", None), ("JN-1", None)]


def test_items_that_were_there_before_the_index_are_found_by_it(go_to: GoTo) -> None:
    old = go_to(("catalogue", "0001_initial"))
    items = [_add_item(old, code, title) for code, title in (("a", "餐饮 许可"), ("b", "施工 许可"))]

    go_to(*MigrationLoader(connection).graph.leaf_nodes())

    assert [retrieve_items([word]) for word in ("餐饮", "施工", "许可", "婚姻")] == [
        [items[0].pk], [items[1].pk], [items[0].pk, items[1].pk], [],
    ]  # fmt: skip


def test_a_city_at_work_is_upgraded_and_its_cases_go_on(go_to: GoTo) -> None:
    town = Town("restaurant")
    done = town.apply(materials=town.papers_without("fire-conformity"))
    town.accept(done.case_id, pledges=("fire-conformity",))
    open_case = town.apply(key="second", now=NOW + dt.timedelta(hours=1))

    go_to(("casework", "0002_draft"), ("places", None), ("reform", None), ("catalogue", "0001_initial"))
    go_to(*MigrationLoader(connection).graph.leaf_nodes())

    town.accept(open_case.case_id, now=NOW + dt.timedelta(hours=2))
    assert [prove_case(one.case_id).differences for one in (done, open_case)] == [(), ()]
    assert verify().findings == []
    assert Pledge.objects.get().organisation_id == Case.objects.get(pk=done.case_id).organisation_id


def _add_organ(old: Any, code: str) -> Any:
    return old.get_model("identity", "Organisation").objects.create(
        code=code, name=code, kind="organ", level="district", path=f"{code}/"
    )


def _add_case(old: Any, number: int, organ: Any, person: Any) -> Any:
    return old.get_model("casework", "Case").objects.create(
        reference=f"JN-{number}", kind="application", process="open-restaurant", digest="sha256:1", title="餐饮店",
        applicant=person, territory=organ, organisation=organ, opened_at=NOW,
    )  # fmt: skip


def _add_pledge(old: Any, case: Any, material: str, person: Any, *, taken_at: dt.datetime | None) -> Any:
    return old.get_model("casework", "Pledge").objects.create(
        case=case, material=material, text="本人承诺", digest="0" * 64, signed_by=person, signed_name="周小满",
        signed_at=NOW, taken_at=taken_at,
    )  # fmt: skip


def _add_item(old: Any, code: str, words: str) -> Any:
    item = old.get_model("catalogue", "ServiceItem").objects.create(
        code=code, name=words.replace(" ", ""), department="审批局", changed_at=NOW
    )
    old.get_model("catalogue", "SearchDocument").objects.create(item=item, title=words, other="")
    return item
