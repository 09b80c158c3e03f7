from __future__ import annotations

import re

import pytest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client, RequestFactory
from django.utils.translation import gettext_lazy as _
from django_htmx.middleware import HtmxDetails

from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.ui.middleware import RefusalMiddleware
from zaizao_city.foundation.ui.views import failure

PAGES = ("/gallery/", "/gallery/desk/", "/gallery/progress/", "/gallery/confirm/")
INLINE = re.compile(r"""<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:""")


class TooLateError(Refusal):
    code = "too-late"
    status = 410
    reason = _("已办结")
    way_forward = _("回首页")


def _refuse(request: HttpRequest) -> HttpResponse | None:
    return RefusalMiddleware(lambda _: HttpResponse()).process_exception(request, TooLateError(case="JN-1"))


def _ask(**headers: str) -> HttpRequest:
    request = RequestFactory().get("/", headers=headers)
    request.htmx = HtmxDetails(request)
    return request


@pytest.mark.parametrize("page", PAGES)
def test_a_page_answers_and_carries_nothing_inline(client: Client, page: str) -> None:
    answer = client.get(page)

    assert answer.status_code == 200
    assert INLINE.findall(answer.content.decode()) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_the_database_nothing(client: Client, page: str) -> None:
    # No `django_db` mark: a query would fail the test.
    assert client.get(page).status_code == 200


def test_the_policy_forbids_inline_style_and_script(client: Client) -> None:
    policy = client.get("/gallery/").headers["Content-Security-Policy"]

    directives = dict(one.strip().split(" ", 1) for one in policy.split(";"))
    assert directives["style-src"] == "'self'"
    assert directives["script-src"] == "'self'"


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [("theme", "dark", 'data-theme="dark"'), ("theme", "light", 'data-theme="light"'), ("mode", "elder", 'data-mode="elder"')],
)  # fmt: skip
def test_a_choice_is_kept_and_shown(client: Client, name: str, value: str, shown: str) -> None:
    answer = client.post("/preference/", {name: value, "next": "/gallery/desk/"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/gallery/desk/")
    assert shown in client.get("/gallery/").content.decode().split("<head>")[0]


def test_the_language_is_chinese_until_chosen_otherwise(client: Client) -> None:
    before = client.get("/gallery/", headers={"accept-language": "en"})
    client.post("/preference/", {"language": "en"})
    after = client.get("/gallery/", headers={"accept-language": "zh-CN"})

    assert (before.headers["Content-Language"], after.headers["Content-Language"]) == ("zh-hans", "en")
    assert "跳到正文" in before.content.decode()
    assert "Skip to the content" in after.content.decode()


@pytest.mark.parametrize("name", ["theme", "mode", "language"])
def test_a_choice_that_is_not_offered_is_not_kept(client: Client, name: str) -> None:
    answer = client.post("/preference/", {name: '"><script>'})

    assert dict(answer.cookies) == {}


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_a_switch_leads_to_no_other_site(client: Client, target: str) -> None:
    assert client.post("/preference/", {"mode": "elder", "next": target}).headers["Location"] == "/"


def test_a_forged_cookie_counts_as_not_chosen(client: Client) -> None:
    client.cookies["zaizao_theme"] = 'dark" onload="x'

    assert "data-theme" not in client.get("/gallery/confirm/").content.decode()


def test_a_switch_wants_its_form(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post("/preference/", {"theme": "dark"})

    assert answer.status_code == 403
    assert "这张表放得太久了，没有提交" in answer.content.decode()
    assert client.get("/preference/").status_code == 405


def test_a_page_that_is_not_there_says_where_to_go(client: Client) -> None:
    answer = client.get("/no/such/page/")

    assert answer.status_code == 404
    assert "没有找到这一页" in answer.content.decode()


@pytest.mark.parametrize(
    ("view", "status", "says"),
    [
        (failure.bad_request, 400, "没有看懂这次请求"),
        (failure.permission_denied, 403, "这一页不在您的权限里"),
    ],
)
def test_what_went_wrong_is_said_with_its_status(view: object, status: int, says: str) -> None:
    answer = view(RequestFactory().get("/"))

    assert answer.status_code == status
    assert says in answer.content.decode()


def test_a_bug_gets_a_number_that_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    answer = failure.server_error(RequestFactory().get("/desk/"))

    number = re.search(r"failure (\w{8}) at GET /desk/", caplog.text).group(1)
    assert answer.status_code == 500
    assert number in answer.content.decode()
    assert "之前保存的内容都在" in answer.content.decode()


def test_a_refusal_is_a_page_with_its_reason_and_its_way_forward() -> None:
    answer = _refuse(_ask())

    page = answer.content.decode()
    assert answer.status_code == 410
    assert "<h1>已办结</h1>" in page
    assert '<p class="lead">回首页</p>' in page
    assert '<link rel="stylesheet"' in page


def test_a_refusal_to_htmx_is_a_fragment_that_leaves_the_form_alone() -> None:
    answer = _refuse(_ask(**{"HX-Request": "true"}))

    assert answer.status_code == 410
    assert (answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == ("#told", "innerHTML show:#told:top")
    assert answer.content.decode().strip() == (
        '<div class="message attend" role="alert" data-code="too-late"><p><b>已办结</b></p><p>回首页</p></div>'
    )


def test_a_refusal_to_a_boosted_link_is_a_whole_page() -> None:
    assert "<html" in _refuse(_ask(**{"HX-Request": "true", "HX-Boosted": "true"})).content.decode()


def test_a_refusal_to_a_program_is_json() -> None:
    answer = _refuse(_ask(accept="application/json"))

    assert isinstance(answer, JsonResponse)
    assert answer.status_code == 410
    assert answer.content.decode() == (
        '{"code": "too-late", "reason": "\\u5df2\\u529e\\u7ed3", "way_forward": "\\u56de\\u9996\\u9875",'
        ' "fields": {"case": "JN-1"}}'
    )


def test_the_way_back_from_a_refusal_stays_on_our_site() -> None:
    ours = _refuse(_ask(referer="http://testserver/desk/?page=2")).content.decode()
    theirs = _refuse(_ask(referer="https://elsewhere.example/x")).content.decode()

    assert 'class="button main" href="/desk/?page=2"' in ours
    assert 'class="button main" href="/"' in theirs


def test_another_exception_stays_a_bug() -> None:
    assert RefusalMiddleware(lambda _: HttpResponse()).process_exception(_ask(), ValueError("x")) is None
