"""Reading the log of views: all of it by the audit administrator, what was seen of oneself by everybody."""

from __future__ import annotations

from uuid import UUID

from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import PersonalDataView
from zaizao_city.identity.selectors.permissions import require

PAGE = 50


def list_views(
    *,
    actor: Actor,
    person: UUID | None = None,
    account: UUID | None = None,
    before: int | None = None,
    limit: int = PAGE,
) -> list[PersonalDataView]:
    """The latest views, of a person or by an account if asked, before a place in the log; one more than ``limit``.

    The one more says that there is a next page.

    Raises:
        NotPermittedError: neither the audit administrator nor, for views of oneself, the person.
    """
    require(actor, "identity.read_access_log", own=person == actor.person_key)
    rows = PersonalDataView.objects.order_by("-pk")
    if person is not None:
        rows = rows.filter(person_key=person)
    if account is not None:
        rows = rows.filter(account_key=str(account))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows[: limit + 1])
