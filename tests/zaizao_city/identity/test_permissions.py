from __future__ import annotations

from uuid import uuid4

import pytest
from django.db.models import Q

from zaizao_city.identity.actor import ANONYMOUS, SYSTEM, Actor, HeldRole
from zaizao_city.identity.enums import Role, Scope
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.identity.selectors import permissions
from zaizao_city.identity.selectors.permissions import Reach

TABLE = {
    "trial.accept": {Role.WINDOW_CLERK: Scope.ORGANISATION, Role.CITIZEN: Scope.OWN},
    "trial.look": {Role.LEADER: Scope.SUBTREE, Role.AUDIT_ADMIN: Scope.CITY},
}


@pytest.fixture(autouse=True)
def _trial_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permissions, "collect_permissions", lambda: TABLE)


def _make_actor(*roles: tuple[Role, str]) -> Actor:
    held = tuple(HeldRole(role, number, path) for number, (role, path) in enumerate(roles, 1))
    return Actor(account_key="a", person_key=uuid4(), person_id=1, name="王芳", is_staff=bool(roles), roles=held)


def test_a_role_of_one_organisation_does_not_reach_above_below_or_beside_it() -> None:
    clerk = _make_actor((Role.WINDOW_CLERK, "jn/lx/"))

    answers = {
        path: permissions.actor_may(clerk, "trial.accept", path) for path in ["jn/", "jn/lx/", "jn/lx/ck/", "jn/lx2/"]
    }

    assert answers == {"jn/": False, "jn/lx/": True, "jn/lx/ck/": False, "jn/lx2/": False}


def test_a_role_over_a_subtree_reaches_all_below_and_nothing_beside() -> None:
    leader = _make_actor((Role.LEADER, "jn/lx/"))

    answers = {
        path: permissions.actor_may(leader, "trial.look", path) for path in ["jn/", "jn/lx/", "jn/lx/ck/", "jn/lx2/"]
    }

    assert answers == {"jn/": False, "jn/lx/": True, "jn/lx/ck/": True, "jn/lx2/": False}


def test_everyone_signed_in_has_the_citizen_s_permissions_on_their_own_matters_only() -> None:
    citizen = _make_actor()

    assert permissions.actor_may(citizen, "trial.accept", "jn/", own=True)
    assert not permissions.actor_may(citizen, "trial.accept", "jn/")
    assert not permissions.actor_may(ANONYMOUS, "trial.accept", "jn/", own=True)


def test_several_roles_add_up() -> None:
    both = _make_actor((Role.WINDOW_CLERK, "jn/a/"), (Role.WINDOW_CLERK, "jn/b/"))

    assert permissions.get_reach(both, "trial.accept") == Reach(own=True, organisations=frozenset({"jn/a/", "jn/b/"}))


def test_the_system_passes_and_a_permission_nobody_declares_is_a_bug() -> None:
    permissions.require(SYSTEM, "trial.look", "jn/")

    with pytest.raises(LookupError, match=r"trial\.unheard"):
        permissions.require(SYSTEM, "trial.unheard")


def test_a_refusal_says_why_and_what_to_do() -> None:
    with pytest.raises(NotPermittedError) as caught:
        permissions.require(_make_actor(), "trial.look", "jn/")

    assert (caught.value.code, caught.value.status) == ("not-permitted", 403)
    assert caught.value.fields == {"permission": "trial.look"}


def test_a_page_for_any_matter_is_open_to_whoever_may_act_on_one() -> None:
    permissions.require_somewhere(_make_actor((Role.LEADER, "jn/lx/")), "trial.look")

    with pytest.raises(NotPermittedError):
        permissions.require_somewhere(_make_actor((Role.WINDOW_CLERK, "jn/lx/")), "trial.look")


def test_a_reach_becomes_the_filter_of_a_list() -> None:
    mine = Q(applicant=1)
    reach = Reach(own=True, organisations=frozenset({"jn/a/"}), subtrees=frozenset({"jn/b/"}))

    assert Reach(city=True).to_filter("organisation__path") == Q()
    assert Reach().to_filter("organisation__path", own=mine) == Q(pk__in=[])
    assert reach.to_filter("organisation__path", own=mine) == (
        Q(pk__in=[]) | Q(organisation__path__in=["jn/a/"]) | Q(organisation__path__startswith="jn/b/") | mine
    )


@pytest.mark.parametrize(
    "table",
    [{"casework.trial": {}}, {"identity.trial": {Role.CITIZEN: Scope.SUBTREE}}],
    ids=["of another app", "citizens in an organisation"],
)
def test_a_table_that_cannot_be_meant_is_a_bug(
    table: dict[str, dict[Role, Scope]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr("zaizao_city.identity.permissions.PERMISSIONS", table)

    with pytest.raises(ValueError, match="trial"):
        permissions.collect_permissions.__wrapped__()
