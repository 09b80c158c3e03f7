"""Posts of an organisation: one administrator creates them, another says who holds them."""

from __future__ import annotations

import pytest
from django.test import Client

from desk_town import DeskTown
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Post, RoleAssignment

POSTS = "/desk/admin/organisations/yunhe-fire-rescue/posts/"
POST = {"title": "消防验收岗", "title_en": "Fire inspector", "role": "approver"}


@pytest.fixture
def offices(town: DeskTown) -> dict[str, Client]:
    roles = {"system": Role.SYSTEM_ADMIN, "security": Role.SECURITY_ADMIN, "audit": Role.AUDIT_ADMIN}
    for login, role in roles.items():
        town.open_account(login, login, role)
    town.open_account("sun", "孙浩", Role.WINDOW_CLERK)
    return {login: town.sign_in(login) for login in [*roles, "sun"]}


def _create(offices: dict[str, Client]) -> Post:
    offices["system"].post(f"{POSTS}new/", POST)
    return Post.objects.get()


def test_posts_are_looked_at_by_both_and_changed_by_one_each(offices: dict[str, Client]) -> None:
    post = _create(offices)
    pages = {"": {"system", "security"}, "new/": {"system"}, f"{post.pk}/appoint/": {"security"}}

    opened = {
        page: {login for login, client in offices.items() if client.get(POSTS + page).status_code == 200}
        for page in pages
    }

    assert opened == pages


def test_whoever_is_appointed_has_the_role_of_the_post_until_it_ends(offices: dict[str, Client]) -> None:
    post, security = _create(offices), offices["security"]

    answer = security.post(f"{POSTS}{post.pk}/appoint/", {"login": "sun", "from_on": "2026-02-12"})
    held = RoleAssignment.objects.get(post=post)
    page = security.get(POSTS).content.decode()

    assert (answer.status_code, held.role, held.organisation.code) == (302, "approver", "yunhe-fire-rescue")
    assert "消防验收岗" in page
    assert "孙浩" in page

    address = f"{POSTS}{post.pk}/holders/{held.pk}/end/"
    assert offices["system"].post(address).status_code == 403
    assert security.post(address).status_code == 302
    assert "还没有人任职" in security.get(POSTS).content.decode()


def test_what_cannot_be_is_said_at_its_place(offices: dict[str, Client]) -> None:
    post = _create(offices)

    again = offices["system"].post(f"{POSTS}new/", {**POST, "role": "leader"})
    nobody = offices["security"].post(f"{POSTS}{post.pk}/appoint/", {"login": "nobody", "from_on": "2026-02-12"})
    oneself = offices["security"].post(f"{POSTS}{post.pk}/appoint/", {"login": "security", "from_on": "2026-02-12"})
    elsewhere = offices["security"].get(f"/desk/admin/organisations/yunhe/posts/{post.pk}/appoint/")

    assert (again.status_code, list(again.context["form"].errors)) == (422, ["title"])
    assert (nobody.status_code, list(nobody.context["form"].errors)) == (422, ["login"])
    assert (oneself.status_code, oneself.context["refused"]["code"]) == (409, "own-role")
    assert elsewhere.status_code == 404
    assert Post.objects.get().role == "approver"


def test_posts_are_shown_in_english_too(offices: dict[str, Client]) -> None:
    _create(offices)
    offices["security"].post("/preference/", {"language": "en"})

    page = offices["security"].get(POSTS).content.decode()

    assert "Nobody holds it." in page
    assert "Fire inspector" in page
