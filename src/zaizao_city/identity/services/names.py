"""Names of people: how a registered one is corrected, and when two are the same.

Not here: names of organisations (`organisations`); who looks a card up at a window (`citizen_accounts`).
"""

from __future__ import annotations

import unicodedata
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from zaizao_city.foundation.notices.notifying import notify
from zaizao_city.identity import events
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.errors import (
    DocumentUnnamedError,
    NameKnownError,
    NameUnfitError,
    OwnNameError,
    PersonErasedError,
)
from zaizao_city.identity.models import Person
from zaizao_city.identity.selectors.permissions import require
from zaizao_city.identity.services.recording import record_person

LONGEST_NAME = 80
LONGEST_REASON = 500
_DOTS = str.maketrans(dict.fromkeys("•‧∙⋅・．", "·"))
"""The signs that keyboards put into a name of several parts, as in 阿依古丽·买买提."""


@transaction.atomic
def correct_name(person: Person, *, name: str, reason: str, actor: Actor, now: datetime) -> None:
    """Correct the name that a person is registered under, with ``PersonRenamed``; the person is told.

    ``reason`` says which document was seen. What was recorded or issued under the old name keeps it.

    Raises:
        NotPermittedError: only the system administrator may.
        OwnNameError: it is the actor's own.
        NameUnfitError: nothing is left of the name, it is too long, or it holds signs that nobody sees.
        DocumentUnnamedError: no document is named, or at too great length.
        PersonErasedError: the person was erased.
        NameKnownError: it is the registered name already.
    """
    require(actor, "identity.correct_name")
    if person.pk == actor.person_id:
        raise OwnNameError
    cleaned, seen = clean_name(name), reason.strip()
    if not 0 < len(seen) <= LONGEST_REASON:
        raise DocumentUnnamedError(longest=LONGEST_REASON)
    before = _lock(person)
    if before == cleaned:
        raise NameKnownError
    person.name = cleaned
    person.save(update_fields=["name"])
    body = {"before": before, "after": cleaned, "reason": seen}
    record_person(person, events.PERSON_RENAMED, body, actor=actor, now=now)
    _tell(person, now=now)


def clean_name(name: str) -> str:
    """The name as it is registered: single spaces, and one sign between its parts; rare characters stay what they are.

    Raises:
        NameUnfitError: nothing is left, it is too long, or it holds signs that nobody sees.
    """
    cleaned = " ".join(name.translate(_DOTS).split())
    has_unseen = any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for sign in cleaned)
    if not 0 < len(cleaned) <= LONGEST_NAME or has_unseen:
        raise NameUnfitError(longest=LONGEST_NAME)
    return cleaned


def is_same_name(one: str, other: str) -> bool:
    """Whether two ways of writing are one name: spaces, widths and the sign between its parts make no difference."""
    return _fold(one) == _fold(other)


def _fold(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).translate(_DOTS).split())


def _lock(person: Person) -> str:
    """The registered name, which nobody else changes meanwhile."""
    row = Person.objects.select_for_update().get(pk=person.pk)
    if row.erased_at is not None:
        raise PersonErasedError
    return row.name


def _tell(person: Person, *, now: datetime) -> None:
    with translation.override(
        settings.LANGUAGE_CODE
    ):  # the person's language, not the one of the administrator's screen
        notify(
            person_key=person.key, title=_("您登记的姓名更正了"),
            text=_("系统管理员凭证件更正了您登记的姓名；更正以前的办理记录和证照不变。如果不是您本人要求的，请马上拨 {hotline}。").format(
                hotline=settings.HOTLINE
            ),
            link="/me/", now=now,
        )  # fmt: skip
