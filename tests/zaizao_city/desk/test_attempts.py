"""What somebody tries that is not theirs is refused, and stands in the record of their account."""

from __future__ import annotations

import pytest
from django.test import Client

from desk_town import DeskTown
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account


def read_attempts(login: str) -> list[tuple[object, ...]]:
    stream = read_stream(StreamRef("account", str(Account.objects.get(login=login).key)))
    found = [event.body for event in stream if event.name == "AttemptRefused"]
    return [(body["code"], body["method"], body["path"]) for body in found]


def test_a_case_of_another_organisation_and_one_that_is_none_are_noted_alike(town: DeskTown) -> None:
    done = town.apply()
    town.organs["beihe"] = town._add_organisation("beihe", None, "territory")
    town.open_account("stranger", "外区窗口", Role.WINDOW_CLERK, "beihe")
    stranger = town.sign_in("stranger")
    address = f"/desk/cases/{done.reference}/"

    answers = [
        stranger.get(address),
        stranger.post(f"{address}act/comment/"),
        stranger.get("/desk/cases/JN-2026-999999/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert read_attempts("stranger") == [
        ("no-such-case", "GET", address),
        ("no-such-case", "POST", f"{address}act/comment/"),
        ("no-such-case", "GET", "/desk/cases/JN-2026-999999/"),
    ]


def test_a_room_that_is_not_theirs_and_a_form_from_elsewhere_are_noted(town: DeskTown) -> None:
    clerk = town.sign_in("clerk", enforce_csrf_checks=True)

    answers = [clerk.get("/desk/admin/record/"), clerk.post("/desk/batch/", {"to": "decide"})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert read_attempts("clerk") == [
        ("not-permitted", "GET", "/desk/admin/record/"),
        ("status-403", "POST", "/desk/batch/"),
    ]


def test_what_a_visitor_tries_is_a_line_of_the_log(town: DeskTown, caplog: pytest.LogCaptureFixture) -> None:
    Client(enforce_csrf_checks=True).post("/preference/", {"theme": "dark"})

    assert [record.getMessage() for record in caplog.records if record.name == "zaizao.attempts"] == [
        "refused status-403 at POST /preference/"
    ]


def test_what_is_only_not_possible_now_is_no_attempt(town: DeskTown) -> None:
    clerk = town.sign_in("clerk")

    nowhere, unfilled = clerk.get("/no-such-page/"), clerk.post("/desk/intake/open-restaurant/", {})

    assert (nowhere.status_code, unfilled.status_code) == (404, 200)
    assert read_attempts("clerk") == []
