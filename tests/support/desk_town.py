"""The small town with accounts: people who sign in at the desk, and the clock of the town for its pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.test import Client

from small_town import NOW, Town
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account, Organisation, Person, RoleAssignment
from zaizao_city.identity.selectors import get_actor

CLOCK = "zaizao_city.desk.views.asking.read_clock"
BEGINNING = dt.date(2026, 1, 1)
NAMES = {
    "window": "云河区政务服务大厅", "market-regulation": "云河区市场监督管理局", "fire-rescue": "云河区消防救援大队",
    "city-management": "云河区城市管理局", "approval-bureau": "云河区行政审批服务局", "water-laboratory": "云河水质检测站",
}  # fmt: skip


class DeskTown(Town):
    """A town whose people have accounts; ``now`` is what its clock says."""

    def __init__(self, *packs: str) -> None:
        super().__init__(*packs)
        self.now = NOW
        Organisation.objects.filter(pk=self.district.pk).update(name="云河区")
        for organ, row in self.organs.items():
            row.name = NAMES.get(organ, self._name(organ))
            Organisation.objects.filter(pk=row.pk).update(name=row.name)
        self.clerk = self.open_account("clerk", "刘倩", Role.WINDOW_CLERK, "window")

    def _name(self, organ: str) -> str:
        for definition in self.definitions.values():
            if organ in definition.organs:
                return definition.organs[organ].name.zh
        return organ

    def open_account(self, login: str, name: str, role: Role | None = None, organ: str | None = None) -> Actor:
        """Somebody with an account of the staff and one role."""
        person = Person.objects.create(name=name)
        account = Account.objects.create(login=login, person=person, is_staff=True)
        if role is not None:
            place = self.organs.get(organ or "", self.district)
            RoleAssignment.objects.create(
                person=person, role=role, organisation=place, from_on=BEGINNING, granted_by="system"
            )
        return get_actor(account, on=NOW.date())

    def sign_in(self, login: str, **options: Any) -> Client:
        """A browser in which somebody is signed in."""
        client = Client(**options)
        client.force_login(Account.objects.get(login=login))
        return client
