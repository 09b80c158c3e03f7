"""Organisations and posts: created and renamed by the system administrator; codes and places in the tree stay."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction

from zaizao_city.identity import events
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import Level, OrganisationKind, Role
from zaizao_city.identity.errors import CodeTakenError, RoleNotAssignableError
from zaizao_city.identity.models import Organisation, Post
from zaizao_city.identity.selectors.permissions import require
from zaizao_city.identity.services.recording import record_organisation

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@transaction.atomic
def create_organisation(
    *, code: str, name: str, kind: OrganisationKind, level: Level, parent: Organisation | None = None,
    name_en: str = "", actor: Actor, now: datetime,
) -> Organisation:  # fmt: skip
    """Create an organisation below its parent, with ``OrganisationCreated``.

    Raises:
        NotPermittedError: only the system administrator may.
        CodeTakenError: the code is used, or has other signs than small letters, digits and single hyphens.
    """
    require(actor, "identity.write_organisation")
    if not CODE.fullmatch(code) or Organisation.objects.filter(code=code).exists():
        raise CodeTakenError(organisation=code)
    path = f"{parent.path if parent else ''}{code}/"
    organisation = Organisation.objects.create(
        code=code, name=name, name_en=name_en, kind=kind, level=level, parent=parent, path=path
    )
    body = {"name": name, "kind": str(kind), "level": str(level), "path": path}
    record_organisation(organisation, events.ORGANISATION_CREATED, body, actor=actor, now=now)
    return organisation


@transaction.atomic
def rename_organisation(
    organisation: Organisation, *, name: str, name_en: str, actor: Actor, now: datetime
) -> Organisation:
    """Give an organisation another name, with ``OrganisationRenamed``; its code and path stay for ever.

    Raises:
        NotPermittedError: only the system administrator may.
    """
    require(actor, "identity.write_organisation")
    body = {"name": name, "before": organisation.name}
    organisation.name, organisation.name_en = name, name_en
    organisation.save(update_fields=["name", "name_en"])
    record_organisation(organisation, events.ORGANISATION_RENAMED, body, actor=actor, now=now)
    return organisation


@transaction.atomic
def create_post(
    *, organisation: Organisation, title: str, role: Role, title_en: str = "", actor: Actor, now: datetime
) -> Post:
    """Create a post with the role that goes with it, with ``PostCreated``; the same title twice gives the same post.

    Raises:
        NotPermittedError: only the system administrator may.
        RoleNotAssignableError: the citizen's role needs no post.
    """
    require(actor, "identity.write_organisation")
    if role == Role.CITIZEN:
        raise RoleNotAssignableError(role=role.label)
    post, created = Post.objects.get_or_create(
        organisation=organisation, title=title, defaults={"title_en": title_en, "role": role}
    )
    if created:
        body = {"title": title, "role": str(role)}
        record_organisation(organisation, events.POST_CREATED, body, actor=actor, now=now)
    return post
