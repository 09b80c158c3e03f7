"""People by organisation, for the pickers; and what the reader is at the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from zaizao_city.casework.models import Case
from zaizao_city.casework.selectors.helping import list_helpers
from zaizao_city.casework.selectors.work import HANDLING
from zaizao_city.foundation.ui.widgets import Branch
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Organisation, RoleAssignment
from zaizao_city.identity.selectors.actors import in_force
from zaizao_city.identity.selectors.permissions import actor_may_somewhere

MOST = 400


def list_colleagues(actor: Actor, *, on: dt.date) -> list[Branch]:
    """The people who hold a role in the actor's organisations on the day, by organisation; one query."""
    own = {held.organisation_id for held in actor.roles}
    rows = RoleAssignment.objects.filter(in_force(on), organisation_id__in=own)
    return group_people(
        rows.select_related("person", "organisation").order_by("organisation__path", "person__name")[:MOST]
    )


def list_helping(case: Case, *, on: dt.date) -> list[Branch]:
    """Who may help in a case, by organisation; one query."""
    found = list_helpers(case.territory, on=on)
    return [Branch(name, [(str(one.key), one.name, "") for one in people]) for name, people in found]


def group_people(rows: Iterable[RoleAssignment]) -> list[Branch]:
    """People once in each organisation, with what they are there."""
    found: dict[Organisation, dict[str, tuple[str, str, str]]] = {}
    for row in rows:
        people = found.setdefault(row.organisation, {})
        people.setdefault(str(row.person.key), (str(row.person.key), row.person.name, str(Role(row.role).label)))
    return [Branch(organisation.name, list(people.values())) for organisation, people in found.items()]


def list_places(actor: Actor) -> dict[str, bool]:
    """Which rooms of the desk the reader may enter."""
    wanted = {
        "intake": "casework.accept_case",
        "counter": "places.serve_ticket",
        "orders": "casework.read_orders",
        "pledges": "casework.check_pledge",
        "evidence": "reform.read_evidence",
        "credit": "casework.mend_credit",
        "organisations": "identity.write_organisation",
        "seats": "casework.seat_organs",
        "roles": "identity.grant_role",
        "drafts": "catalogue.read_drafts",
        "imports": "catalogue.import_items",
        "ledger": "catalogue.record_transfer",
        "log": "identity.read_access_log",
    }
    may = {name: actor_may_somewhere(actor, permission) for name, permission in wanted.items()}
    # Everybody may read whoever saw their own data; the log of all is the audit administrator's.
    may["log"] = actor.has_role(Role.AUDIT_ADMIN)
    may["pledges"] = may["pledges"] or may.pop("credit")
    may["helped"] = actor.has_role(Role.HELPER)
    may["work"] = any(held.role in HANDLING | {Role.SUPERVISOR, Role.LEADER} for held in actor.roles)
    may["admin"] = any(may[name] for name in ("organisations", "roles", "drafts", "imports", "ledger", "log"))
    return may
