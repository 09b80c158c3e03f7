"""Signing in by the city's single sign-on: there, and back."""

from __future__ import annotations

import secrets

from attrs import asdict
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zaizao_city.foundation.clock import read_clock
from zaizao_city.identity.errors import SingleSignOnError
from zaizao_city.identity.pages.oidc import Attempt, begin_attempt, redeem_code, write_address
from zaizao_city.identity.pages.pending import SINGLE_SIGN_ON, admit_address, begin_pending
from zaizao_city.identity.pages.views.sign_in import go_on
from zaizao_city.identity.services.external import Vouched, admit_vouched

KEY = "single_sign_on"


@never_cache
@require_safe
def go_there(request: HttpRequest) -> HttpResponse:
    """To the provider, with the secrets of this attempt kept here."""
    if not settings.OIDC_ISSUER:
        raise Http404
    attempt = begin_attempt()
    target = admit_address(request.GET.get("next", ""), request)
    request.session[KEY] = {"attempt": asdict(attempt), "next": target}
    return redirect(write_address(attempt, back=_name_back(request)))


@never_cache
@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """From the provider: whom it vouches for goes on like after a password.

    Raises:
        SingleSignOnError: this visitor did not go there, was refused there, or the token does not hold.
    """
    kept = request.session.pop(KEY, None)
    if kept is None:
        raise SingleSignOnError(why="session")
    attempt = Attempt(**kept["attempt"])
    if not secrets.compare_digest(request.GET.get("state", "").encode(), attempt.state.encode()):
        raise SingleSignOnError(why="state")
    if not request.GET.get("code"):
        raise SingleSignOnError(why=request.GET.get("error", "code")[:40])
    now = read_clock()
    claims = redeem_code(request.GET["code"], attempt=attempt, back=_name_back(request), now=now)
    vouched = Vouched(
        issuer=settings.OIDC_ISSUER,
        subject=str(claims["sub"]),
        name=str(claims.get("name") or claims["sub"])[:80],
        number=str(claims.get("id_number", "")),
    )
    account = admit_vouched(vouched, now=now)
    if not account.is_active:
        raise SingleSignOnError(why="closed")
    pending = begin_pending(request, account, method=SINGLE_SIGN_ON, next=kept["next"], now=now)
    return go_on(request, pending, account)


def _name_back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("identity:single-sign-on-back"))
