"""A city of two districts, each with its organs, its window and the counter of it; Thursday, 12 February 2026."""

from __future__ import annotations

import datetime as dt

from desk_town import DeskTown
from small_town import NOW
from zaizao_city.casework.services.seating import seat_organs
from zaizao_city.identity.actor import SYSTEM, Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Organisation
from zaizao_city.places.models import Counter, Ticket
from zaizao_city.places.services.counters import CounterSetting, set_counter
from zaizao_city.places.services.loading import PastTicket, load_tickets

HOURS = ("9:00-12:00, 13:30-17:00",) * 5 + ("9:00-11:30", "")
HERE = {"longitude": 118.00, "latitude": 36.00}
THERE = {"longitude": 118.10, "latitude": 36.05}


class TwoDistricts(DeskTown):
    """云河区, where the town's people are, and 青河区, where other people hold the same seats."""

    def __init__(self, *packs: str) -> None:
        self.city: Organisation | None = None
        super().__init__(*packs)
        self.counter = self.place(self.organs["window"], "云河路 1 号", **HERE)
        self.other_district = self._add_organisation("qinghe", self.city, "territory")
        Organisation.objects.filter(pk=self.other_district.pk).update(name="青河区")
        self.other_district.refresh_from_db()
        self.other_organs = {
            organ: self._add_organisation(f"qinghe-{organ}", self.other_district, "organ") for organ in self.organs
        }
        seat_organs(territory=self.other_district, seats=self.other_organs, actor=SYSTEM, now=NOW)
        self.other_counter = self.place(self.other_organs["window"], "青河路 8 号", **THERE)

    def _add_organisation(self, code: str, parent: Organisation | None, kind: str) -> Organisation:
        if parent is None and self.city is None:
            self.city = super()._add_organisation("lanchuan", None, kind)
            Organisation.objects.filter(pk=self.city.pk).update(level="city")
        return super()._add_organisation(code, parent or self.city, kind)

    def place(self, organisation: Organisation, address: str, *, desks: int = 2, **where: float) -> Counter:
        """A counter set for a window."""
        setting = CounterSetting(address=address, weekly=HOURS, phone="0000-1234567", desks=desks, **where)
        return set_counter(organisation, setting, actor=SYSTEM, now=NOW)

    def serve(self, counter: Counter, *, people: int, minutes: int, day: dt.date = dt.date(2026, 2, 11)) -> None:
        """So many people served on a day gone by, each for so many minutes."""
        opening = dt.datetime.combine(day, dt.time(9))
        times = [opening + dt.timedelta(minutes=number) for number in range(people)]
        past = [PastTicket(at, at, at + dt.timedelta(minutes=minutes)) for at in times]
        load_tickets(counter, past, actor=SYSTEM)

    def wait(self, counter: Counter, *, people: int) -> list[Ticket]:
        """So many people who drew a number at the machine today and wait."""
        load_tickets(counter, [PastTicket(NOW)] * people, actor=SYSTEM)
        return list(Ticket.objects.filter(counter=counter, day=NOW.date()).order_by("number"))

    def other_clerk(self, login: str = "other-clerk") -> Actor:
        """A clerk of the other district's window."""
        self.organs["other-window"] = self.other_organs["window"]
        return self.open_account(login, "方敏", Role.WINDOW_CLERK, "other-window")
