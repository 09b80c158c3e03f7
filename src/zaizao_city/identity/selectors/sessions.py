"""Where an account is signed in, and whether it needs a second factor."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from zaizao_city.identity.models import Account, OneTimeCodeDevice, RecoveryCode, SignedInSession


def list_sessions(account_id: int) -> QuerySet[SignedInSession]:
    """The sessions that are open, the latest first."""
    return SignedInSession.objects.filter(account=account_id, ended_at=None).order_by("-seen_at", "-pk")


def get_session(account_id: int, key: UUID) -> SignedInSession | None:
    """The account's own session of that key."""
    rows = SignedInSession.objects.select_related("account__person")
    return rows.filter(account=account_id, key=key).first()


def find_open_session(session_key: str) -> SignedInSession | None:
    """The open session of a cookie."""
    rows = SignedInSession.objects.select_related("account__person")
    return rows.filter(session_key=session_key, ended_at=None).first()


def has_confirmed_device(account: Account) -> bool:
    """Whether the account has a second factor in use."""
    return OneTimeCodeDevice.objects.filter(account=account).exclude(confirmed_at=None).exists()


def count_recovery_codes(account_id: int) -> int:
    """How many recovery codes are still unused."""
    return RecoveryCode.objects.filter(account=account_id, used_at=None).count()


def find_account(account_id: int) -> Account | None:
    """The open account of that number, with its person."""
    return Account.objects.select_related("person").filter(pk=account_id, is_active=True).first()
