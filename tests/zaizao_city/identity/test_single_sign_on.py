from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client

import oidc_provider
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.models import Account, Person

pytestmark = pytest.mark.django_db
NUMBER = "11010519491231002X"
PEOPLE = {
    "fang": {"sub": "u-1", "name": "王芳", "id_number": NUMBER},
    "nameless": {"sub": "u-2"},
    "clerk": {"sub": "u-3", "name": "刘倩", "id_number": "440524188001010014"},
} | {broken: {"sub": "x", "broken": broken} for broken in ["key", "audience", "issuer", "nonce", "expired"]}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with oidc_provider.serve_people(PEOPLE) as address:
        yield address


@pytest.fixture(autouse=True)
def _configured(settings: LazySettings, provider: str) -> None:
    settings.OIDC_ISSUER = provider
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = oidc_provider.CLIENT, oidc_provider.SECRET


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """A browser that is asked where it was sent to."""


def _sign_in_there(address: str, user: str) -> str:
    """What a person does at the provider; where it sends them back to."""
    browser = build_opener(_Stay())
    with browser.open(address, timeout=10) as page:
        assert b"name=user" in page.read()
    with pytest.raises(HTTPError) as caught:
        browser.open(Request(address, data=urlencode({"user": user}).encode()), timeout=10)
    with caught.value as answer:
        return str(answer.headers["Location"])


def _go_round(client: Client, user: str, *, next: str = "/me/") -> HttpResponse:
    there = client.get("/sign-in/single-sign-on/", {"next": next})
    back = urlsplit(_sign_in_there(there["Location"], user))
    return client.get(f"{back.path}?{back.query}")


def test_somebody_the_single_sign_on_vouches_for_is_in_with_one_account_for_ever(client: Client) -> None:
    first = _go_round(client, "fang")
    again = _go_round(Client(), "fang")

    account = Account.objects.get()
    assert [(answer.status_code, answer["Location"]) for answer in [first, again]] == [(302, "/me/")] * 2
    assert (account.person.name, account.person.open_number(), account.is_staff) == ("王芳", NUMBER, False)
    assert "王芳" in client.get("/me/").content.decode()
    assert [event.name for event in read_stream(StreamRef("account", str(account.key)))] == [
        "AccountOpened",
        "ExternalIdentityLinked",
        "SignedIn",
        "SignedIn",
    ]


def test_somebody_registered_before_is_known_by_the_identity_number(
    client: Client, account_of: Callable[..., Account]
) -> None:
    known = account_of("fang", staff=False, number=NUMBER)

    _go_round(client, "fang")

    assert list(Account.objects.all()) == [known]
    assert Person.objects.count() == 1


def test_staff_need_their_second_factor_all_the_same(client: Client, account_of: Callable[..., Account]) -> None:
    account_of("clerk", staff=True, number="440524188001010014")

    answer = _go_round(client, "clerk")

    assert answer["Location"] == "/sign-in/device/"
    assert client.get("/me/").status_code == 302


def test_a_person_without_name_is_called_by_the_subject(client: Client) -> None:
    _go_round(client, "nameless")

    assert Person.objects.get().name == "u-2"


@pytest.mark.parametrize("broken", ["key", "audience", "issuer", "nonce", "expired"])
def test_a_token_that_does_not_hold_lets_nobody_in(client: Client, broken: str) -> None:
    answer = _go_round(client, broken)

    assert answer.status_code == 502
    assert "（id_token）" in answer.content.decode()
    assert Account.objects.count() == 0


def test_somebody_refused_there_is_told_here(client: Client) -> None:
    answer = _go_round(client, "stranger")

    assert answer.status_code == 502
    assert "access_denied" in answer.content.decode()


def test_an_answer_that_this_visitor_did_not_ask_for_is_refused(client: Client) -> None:
    there = Client().get("/sign-in/single-sign-on/")
    back = urlsplit(_sign_in_there(there["Location"], "fang"))

    unasked = client.get(f"{back.path}?{back.query}")
    client.get("/sign-in/single-sign-on/")
    of_another = client.get(f"{back.path}?{back.query}")

    assert [unasked.status_code, of_another.status_code] == [502, 502]
    assert Account.objects.count() == 0


def test_a_code_is_worth_nothing_without_the_verifier_of_the_attempt(client: Client) -> None:
    there = client.get("/sign-in/single-sign-on/")
    back = urlsplit(_sign_in_there(there["Location"], "fang"))
    session = client.session
    session["single_sign_on"]["attempt"]["verifier"] = "v" * 64
    session.save()

    assert client.get(f"{back.path}?{back.query}").status_code == 502


def test_the_visitor_is_sent_with_a_challenge_and_never_with_the_verifier(client: Client) -> None:
    query = parse_qs(urlsplit(client.get("/sign-in/single-sign-on/")["Location"]).query)

    assert query["code_challenge_method"] == ["S256"]
    assert client.session["single_sign_on"]["attempt"]["verifier"] not in str(query)


def test_afterwards_nobody_is_sent_to_another_site(client: Client) -> None:
    assert _go_round(client, "fang", next="https://elsewhere.example/")["Location"] == "/"


def test_a_provider_that_does_not_answer_is_said_to(client: Client, settings: LazySettings) -> None:
    settings.OIDC_ISSUER = "http://127.0.0.1:9"

    assert client.get("/sign-in/single-sign-on/", headers=_JSON).json()["code"] == "single-sign-on-failed"


def test_without_a_provider_there_is_no_such_page(client: Client, settings: LazySettings) -> None:
    settings.OIDC_ISSUER = ""

    assert client.get("/sign-in/single-sign-on/").status_code == 404


_JSON = {"Accept": "application/json"}
