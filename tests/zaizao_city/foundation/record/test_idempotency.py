from __future__ import annotations

from datetime import datetime

import pytest
from django.db import transaction

from zaizao_city.foundation.record.errors import RequestChangedError
from zaizao_city.foundation.record.idempotency import Answered, New, forget_answers, once

NOON = datetime(2026, 11, 20, 12)

pytestmark = pytest.mark.django_db


def submit(key: str, *, actor: str = "a", request: str = "accept JN-2026-000001", answer: object = "done") -> object:
    asked = once(key, actor=actor, request=request)
    if isinstance(asked, New):
        asked.keep(answer, at=NOON)
    return asked


def test_the_same_request_gets_the_first_answer() -> None:
    submit("k1", answer={"length": 5})

    assert submit("k1", answer={"length": 9}) == Answered({"length": 5})


def test_the_same_key_with_another_request_is_refused() -> None:
    submit("k1")

    with pytest.raises(RequestChangedError):
        submit("k1", request="refuse JN-2026-000001")


def test_keys_of_different_actors_do_not_meet() -> None:
    submit("k1", actor="a")

    assert isinstance(submit("k1", actor="b"), New)


def test_a_command_that_was_undone_can_be_sent_again() -> None:
    before = transaction.savepoint()
    submit("k1")

    transaction.savepoint_rollback(before)

    assert isinstance(submit("k1"), New)


def test_old_answers_are_forgotten() -> None:
    submit("k1")

    assert forget_answers(before=NOON) == 0
    assert forget_answers(before=NOON.replace(hour=13)) == 1
    assert isinstance(submit("k1"), New)
