from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from zaizao_city.identity.actor import ANONYMOUS
from zaizao_city.identity.middleware import ActorMiddleware
from zaizao_city.identity.models import Account, PersonalDataView
from zaizao_city.identity.selectors import get_actor

pytestmark = pytest.mark.django_db


def _make_request(account: Account | None) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = account or AnonymousUser()
    request.session = SessionStore()
    return request


def test_a_visitor_costs_no_query_and_is_nobody(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    request = _make_request(None)

    with django_assert_num_queries(0):
        ActorMiddleware(lambda asked: HttpResponse(str(asked.actor.is_signed_in)))(request)

    assert request.actor == ANONYMOUS


def test_the_actor_is_made_once_and_only_if_asked_for(
    account_of: Callable[..., Account], django_assert_num_queries: DjangoAssertNumQueries, now: datetime
) -> None:
    account = account_of("fang", staff=False)

    with django_assert_num_queries(0):
        ActorMiddleware(lambda _: HttpResponse())(_make_request(account))
    with django_assert_num_queries(1):
        ActorMiddleware(lambda asked: HttpResponse(asked.actor.name * 2 + asked.actor.account_key))(
            _make_request(account)
        )

    request = _make_request(account)
    ActorMiddleware(lambda asked: HttpResponse(asked.actor.name))(request)
    assert request.actor == get_actor(account, on=now.date())


def test_what_an_answer_shows_of_others_is_logged_before_it_leaves(account_of: Callable[..., Account]) -> None:
    clerk, somebody = account_of("clerk"), uuid4()

    def show(request: HttpRequest) -> HttpResponse:
        request.viewings.note(somebody, fields="姓名、手机号码", matter="JN-2026-000001", purpose="受理时核对身份")
        return HttpResponse()

    ActorMiddleware(show)(_make_request(clerk))

    row = PersonalDataView.objects.get()
    assert (row.account_key, row.viewer, row.person_key, row.fields, row.matter, row.purpose) == (
        str(clerk.key),
        "clerk",
        somebody,
        "姓名、手机号码",
        "JN-2026-000001",
        "受理时核对身份",
    )
