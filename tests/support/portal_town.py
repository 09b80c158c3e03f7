"""A town whose people use the pages of the public: a restaurant to open, an applicant with an account, another one."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from small_town import NOW, Town
from uploads import PDF, upload
from zaizao_city.catalogue.services.indexing import index_items
from zaizao_city.catalogue.services.packs import list_shipped
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Account, Person

BACKEND = "zaizao_city.identity.backends.AccountBackend"
VIEWS = tuple(
    f"zaizao_city.portal.views.{name}"
    for name in ("front", "things", "applying", "submitting", "cases", "mine", "counters")
)
ANSWERS = "signboard=no&fire_pledged=yes&own_water=no"
DETAILS = {"phone": "13800138000", "shop_name": "泉边小馆", "premises_address": "泉城路 88 号", "premises_area": "180"}
SITUATION = {"signboard": "no", "fire_pledged": "yes", "own_water": "no"}
START = "/apply/open-restaurant/"
_HIDDEN = re.compile(r'name="(?P<name>draft|once)" value="(?P<value>[0-9a-f-]{36})"')
_TEXT = re.compile(r'name="(?P<name>text_[a-z-]+)" value="(?P<value>[0-9a-f]{64})"')


class PortalTown(Town):
    """The town, with the restaurant in the list of items, and the applicant signed in."""

    def __init__(self, now: dt.datetime = NOW) -> None:
        super().__init__("restaurant")
        index_items([list_shipped(definition, now=now) for definition in self.definitions.values()])
        self.client = self.sign_in(self.applicant)

    def sign_in(self, actor: Actor) -> Client:
        """A browser in which that person is signed in."""
        person = Person.objects.get(pk=actor.person_id)
        account = Account.objects.filter(person=person).first()
        client = Client()
        client.force_login(account or Account.objects.create(login=str(uuid4())[:20], person=person), backend=BACKEND)
        return client

    def begin(self) -> None:
        """Begin the form with the answers of the guide."""
        self.client.post(f"{START}?{ANSWERS}", {"territory": self.district.pk})

    def fill_in(self, **said: str) -> None:
        """Fill in the fields."""
        self.client.post(f"{START}step/situation/", SITUATION)
        self.client.post(f"{START}step/details-1/", {**DETAILS, "marital_status": "已婚", **said})

    def hand_in(self, *without: str) -> Any:
        """Hand in the materials: two uploaded, two pledged, one to follow."""
        sent: dict[str, Any] = {
            "way_premises-proof": "pledge", "way_fire-conformity": "pledge", "way_lease": "later",
            "file_layout-plan": upload("布局图.pdf", PDF), "file_food-safety-rules": upload("制度.pdf", PDF),
        }  # fmt: skip
        return self.client.post(f"{START}materials/", {name: sent[name] for name in sent if name not in without})

    def read_review(self) -> dict[str, str]:
        """The form of the last page, ready to be sent."""
        page = self.client.get(f"{START}review/").content.decode()
        return {
            **{found["name"]: found["value"] for found in _HIDDEN.finditer(page)},
            **{found["name"]: found["value"] for found in _TEXT.finditer(page)},
            "agree_premises-proof": "on", "agree_fire-conformity": "on", "signed_name": self.applicant.name,
        }  # fmt: skip

    def submit(self, form: dict[str, str] | None = None) -> Any:
        """Send the last page."""
        return self.client.post(f"{START}review/", form or self.read_review())


def make_key() -> str:
    """A key such as a form carries."""
    return str(UUID(int=uuid4().int))
