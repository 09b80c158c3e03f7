"""Signing in and out, as the record and the list of sessions know it; the cookie is the middleware's business."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef

from zaizao_city.identity import events
from zaizao_city.identity.actor import ANONYMOUS, Actor
from zaizao_city.identity.models import Account, SignedInSession
from zaizao_city.identity.services.recording import record_account


@transaction.atomic
def begin_session(
    account: Account, *, session_key: str, device: str, address: str, method: str, actor: Actor, now: datetime
) -> SignedInSession:
    """Note that somebody has signed in, with ``SignedIn``; ``method`` says how (password, single-sign-on)."""
    session = SignedInSession.objects.create(
        account=account, session_key=session_key, device=device[:200], address=address, signed_in_at=now, seen_at=now
    )
    body = {"method": method, "device": session.device, "address": address}
    record_account(account, events.SIGNED_IN, body, actor=actor, now=now)
    return session


def note_refused_sign_in(login: str, *, address: str, locked: bool, now: datetime) -> None:
    """Note that a sign-in was refused (``SignInRefused``), or that it locked the account (``AccountLocked``).

    A login that is nobody's leaves no trace here; the lock-out counts it all the same.
    """
    with transaction.atomic():
        account = Account.objects.select_related("person").filter(login=login).first()
        if account is not None:
            name = events.ACCOUNT_LOCKED if locked else events.SIGN_IN_REFUSED
            record_account(account, name, {"address": address}, actor=ANONYMOUS, now=now)


def note_seen(session_key: str, *, now: datetime) -> None:
    """Note that somebody is still there."""
    SignedInSession.objects.filter(session_key=session_key, ended_at=None).update(seen_at=now)


@transaction.atomic
def end_session(session: SignedInSession, *, actor: Actor, now: datetime) -> None:
    """End one session, with ``SessionEnded``: the next request from there is a visitor's. Ended ones stay ended."""
    changed = SignedInSession.objects.filter(pk=session.pk, ended_at=None).update(ended_at=now)
    import_module(settings.SESSION_ENGINE).SessionStore(session.session_key).delete()
    if changed:
        body = {"session": str(session.key)}
        record_account(session.account, events.SESSION_ENDED, body, actor=actor, now=now)


def end_all_sessions(account: Account, *, but: str = "", actor: Actor, now: datetime) -> None:
    """End every session of an account but the one of that session key, each with ``SessionEnded``."""
    for session in SignedInSession.objects.filter(account=account, ended_at=None).exclude(session_key=but):
        end_session(session, actor=actor, now=now)


def close_expired_sessions(*, now: datetime) -> int:
    """Mark as ended what Django's own sessions no longer hold, and drop those that ran out; how many were marked."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    alive = Session.objects.filter(session_key=OuterRef("session_key"))
    return SignedInSession.objects.filter(~Exists(alive), ended_at=None).update(ended_at=now)
