"""A small town for the tests of casework: a district, its organs seated, people in their roles, two definitions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from zaizao.definition import ProcessDefinition, load_pack
from zaizao.net import CaseState as State
from zaizao.net import commands as asked
from zaizao_city.casework.models import Case, CaseState, Pledge
from zaizao_city.casework.selectors.states import read_state
from zaizao_city.casework.services.commands import Done, carry_out
from zaizao_city.casework.services.opening import Opening, open_case
from zaizao_city.casework.services.pledging import digest_text, sign_pledge, write_pledge_text
from zaizao_city.casework.services.seating import seat_organs
from zaizao_city.catalogue.selectors.definitions import get_definition
from zaizao_city.catalogue.services.packs import publish_shipped
from zaizao_city.identity.actor import SYSTEM, Actor, HeldRole
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Organisation, Person

PACKS = Path(__file__).resolve().parents[2] / "packs"
NOW = dt.datetime(2026, 2, 12, 9, 10)
LATER = NOW + dt.timedelta(minutes=30)
RESTAURANT_FACTS = {"signboard": True, "fire_pledged": True, "own_water": True}
RESTAURANT_PAPERS = (
    "application-form", "premises-proof", "lease", "layout-plan", "food-safety-rules", "fire-conformity",
    "sign-picture",
)  # fmt: skip


def read_pack(name: str) -> Mapping[str, ProcessDefinition]:
    """The runnable definitions of a shipped pack."""
    return load_pack(PACKS / name).definitions


class Town:
    """Organisations, actors and seats; every organ of the definitions given is seated in one district."""

    def __init__(self, *packs: str) -> None:
        self.district = self._add_organisation("yunhe", None, "territory")
        self.organs: dict[str, Organisation] = {}
        self.definitions = {name: one for pack in packs for name, one in read_pack(pack).items()}
        for definition in self.definitions.values():
            publish_shipped(definition, effective_from=dt.date(2026, 1, 1), by="system", now=NOW)
            for organ in {*definition.organs, definition.competent}:
                self.organs.setdefault(organ, self._add_organisation(f"yunhe-{organ}", self.district, "organ"))
        seat_organs(territory=self.district, seats=self.organs, actor=SYSTEM, now=NOW)
        self.applicant = self.make_actor("周小满")
        self.clerk = self.make_actor("刘倩", Role.WINDOW_CLERK, "window")

    def _add_organisation(self, code: str, parent: Organisation | None, kind: str) -> Organisation:
        found = Organisation.objects.filter(code=code).first()
        path = f"{parent.path if parent else ''}{code}/"
        return found or Organisation.objects.create(
            code=code, name=code, kind=kind, level="district", parent=parent, path=path
        )

    def make_actor(self, name: str, role: Role | None = None, organ: str | None = None) -> Actor:
        """Somebody new, with one role in an organ of the town (or in the district as a whole)."""
        person = Person.objects.create(name=name)
        place = self.organs.get(organ or "", self.district)
        roles = (HeldRole(role, place.pk, place.path),) if role else ()
        return Actor(str(uuid4()), person.key, person.pk, name, is_staff=bool(role), roles=roles)

    def approver(self, organ: str, name: str = "王勇") -> Actor:
        """Somebody new who decides in an organ."""
        return self.make_actor(name, Role.APPROVER, organ)

    def apply(
        self, *, key: str | None = "first", now: dt.datetime = NOW, actor: Actor | None = None, **changed: object
    ) -> Done:
        """The restaurant of the shipped story, applied for by the town's applicant."""
        opening = {
            "process": "open-restaurant",
            "territory": self.district,
            "facts": RESTAURANT_FACTS,
            "materials": RESTAURANT_PAPERS,
            "applicant_id": self.applicant.person_id,
            **changed,
        }
        return open_case(Opening(**opening), actor=actor or self.applicant, key=key, now=now)  # type: ignore[arg-type]

    def accept(self, case_id: int, *, now: dt.datetime = NOW, **said: object) -> Done:
        """The clerk accepts the case; what is to be pledged, the applicant signs first."""
        for material in said.get("pledges", ()):  # type: ignore[attr-defined]
            self.sign(case_id, material, now=now)
        command = asked.Complete("intake#1", "accepted", **said)  # type: ignore[arg-type]
        return carry_out(case_id, command, actor=self.clerk, key=f"accept-{case_id}", now=now)

    def sign(self, case_id: int, material: str, *, now: dt.datetime = NOW) -> Pledge:
        """The applicant signs the pledge for a material."""
        case = Case.objects.get(pk=case_id)
        text = write_pledge_text(get_definition(case.digest), material)
        return sign_pledge(
            case_id, material=material, signed_name="周小满", text_digest=digest_text(text), actor=self.applicant,
            key=f"sign-{case_id}-{material}", now=now,
        )  # fmt: skip

    def papers_without(self, *missing: str) -> tuple[str, ...]:
        """Everything the restaurant needs but some materials."""
        return tuple(name for name in RESTAURANT_PAPERS if name not in missing)


def state_of(case_id: int) -> State:
    """Where a case stands, as it is kept."""
    row = CaseState.objects.get(pk=case_id)
    return read_state(case_id, row.state)


def case_of(case_id: int) -> Case:
    """A case's own row."""
    return Case.objects.get(pk=case_id)
