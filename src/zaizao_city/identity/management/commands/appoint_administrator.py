"""``zaizao-city appoint_administrator``: the first three administrators of a new installation; all others they appoint."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.errors import Refusal
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.enums import ADMINISTRATORS, Role
from zaizao_city.identity.models import Organisation
from zaizao_city.identity.selectors.people import list_holders
from zaizao_city.identity.services.accounts import open_account
from zaizao_city.identity.services.people import register_person
from zaizao_city.identity.services.roles import grant_role


class Command(BaseCommand):
    """Registers a person, opens a staff account with a temporary password, grants the role."""

    help = "Appoint the first system, security or audit administrator; refused once there is one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which administrator, who, and in which organisation."""
        parser.add_argument("role", choices=sorted(ADMINISTRATORS))
        parser.add_argument("--login", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--number", default="", help="the identity number, so that it is known who this is")
        parser.add_argument("--organisation", required=True, help="the code of an organisation that is there")

    def handle(self, *, role: str, login: str, name: str, number: str, organisation: str, **options: object) -> None:
        """Ask for the temporary password, then do it all or nothing."""
        place = Organisation.objects.filter(code=organisation).first()
        if place is None:
            raise CommandError(f"There is no organisation {organisation}.")
        now = read_clock()
        if list_holders(role=Role(role), organisation=place, on=now.date()).exists():
            raise CommandError("There is one already; the security administrator appoints further ones.")
        password = getpass.getpass("Temporary password (changed at the first sign-in): ")
        try:
            with transaction.atomic():
                person = register_person(name=name, number=number, actor=SYSTEM, now=now)
                open_account(person=person, login=login, password=password, is_staff=True, actor=SYSTEM, now=now)
                grant_role(
                    person=person, role=Role(role), organisation=place, from_on=now.date(), actor=SYSTEM, now=now
                )
        except Refusal as refusal:
            raise CommandError(" ".join(refusal.tell())) from refusal
        self.stdout.write(f"{name} is {Role(role).label}.")
