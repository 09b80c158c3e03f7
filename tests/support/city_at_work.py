"""People at work over HTTP in a city whose processes are killed: every form is sent again until it is answered.

Here is what they do and what is found afterwards; who is killed, and when, the test says.
"""

from __future__ import annotations

import http.client
import json
import re
import threading
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django_tasks_db.models import DBTaskResult

import trial_jobs
from desk_town import DeskTown
from small_town import read_pack
from uploads import PDF
from zaizao_city.casework.models import Case
from zaizao_city.casework.services.own_processes import publish_own
from zaizao_city.casework.services.rebuilding import prove_case, stream_of
from zaizao_city.casework.services.seating import seat_organs
from zaizao_city.catalogue.services.indexing import index_items
from zaizao_city.catalogue.services.packs import list_shipped
from zaizao_city.foundation.notices.models import Notice
from zaizao_city.foundation.record.models import GivenAnswer
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.verifying import verify
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account

PATIENCE = 60
KEY = 36
"""As long is the key of a form; what one form does in several steps has the same beginning."""
PAIRS = (1, 2)
"""A dispatcher and somebody of the department each."""
START = "/apply/open-restaurant/"
ORDER = {"fact-content": "积水三天", "fact-category": "building", "fact-place": "5 号楼"}
DETAILS = {
    "phone": "13800138000", "shop_name": "泉边小馆", "premises_address": "泉城路 88 号", "premises_area": "180",
    "marital_status": "已婚",
}  # fmt: skip

Fields = dict[str, Any]


@dataclass
class Asked:
    """What all of them asked and were told; ``answers`` counts every answer, ``broken`` those that never came."""

    answers: int = 0
    broken: int = 0
    commands: list[str] = field(default_factory=list)
    orders: list[str] = field(default_factory=list)
    applications: list[str] = field(default_factory=list)


class _FormReader(HTMLParser):
    """The fields that are already filled in, of every form to be filled in: not of the buttons in the masthead."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Fields] = []
        self.is_filled_in: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self.forms.append({})
            self.is_filled_in.append("form" in (said.get("class") or "").split())
        elif tag == "input" and self.forms and said.get("type") == "hidden":
            self.forms[-1][said.get("name") or ""] = said.get("value") or ""


class Browser:
    """One person, signed in, who tries again whenever the line breaks."""

    def __init__(self, address: str, session: str, asked: Asked) -> None:
        self.place = urlsplit(address).netloc
        self.cookies = {settings.SESSION_COOKIE_NAME: session}
        self.asked = asked

    def open_form(self, path: str) -> Fields:
        """What the form on a page carries unseen: its key, the mark against forgery, what it is about."""
        status, _, page = self._ask("GET", path)
        reader = _FormReader()
        reader.feed(page)
        pairs = zip(reader.forms, reader.is_filled_in, strict=True)
        found = [form for form, is_filled_in in pairs if is_filled_in or "once" in form]
        assert found, f"{path} answered {status} without a form: {page[:2000]}"
        return found[0]

    def send(self, path: str, said: Fields) -> str:
        """Send a form until it is answered; where the answer leads."""
        status, place, page = self._ask("POST", path, encode_multipart(BOUNDARY, said))
        assert status == 302, f"{path} answered {status}: {page}"
        return place

    def command(self, path: str, said: Fields, *, at: str = "") -> str:
        """Open the form of a command, fill it in, send it, and remember its key."""
        form = self.open_form(path)
        place = self.send(at or path, {**form, **said})
        self.asked.commands.append(form["once"])
        return place

    def fill_in(self, path: str, said: Fields) -> None:
        """Open a page of a draft, fill it in, send it: filled in again, it says the same."""
        self.send(path, {**self.open_form(path), **said})

    def _ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, str, str]:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                answer = self._ask_once(method, path, body)
            except (OSError, http.client.HTTPException):
                self.asked.broken += 1
                if time.monotonic() > until:
                    raise
            else:
                self.asked.answers += 1
                return answer

    def _ask_once(self, method: str, path: str, body: bytes | None) -> tuple[int, str, str]:
        line = http.client.HTTPConnection(self.place, timeout=PATIENCE)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            line.request(method, path, body, {"Cookie": cookies, "Content-Type": MULTIPART_CONTENT})
            answer = line.getresponse()
            page = answer.read().decode()
        finally:
            line.close()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), page


def take_orders(dispatcher: Browser, department: Browser, *, name: str, stop: threading.Event) -> None:
    """Order after order, from the call to the call-back: five commands each."""
    number = 0
    while not stop.is_set():
        number += 1
        place = dispatcher.command("/desk/orders/new/", {**ORDER, "fact-subject": f"{name} {number}"})
        reference = _read_reference(place)
        act = f"/desk/cases/{reference}/act"
        steps: tuple[tuple[Browser, str, str, Fields], ...] = (
            (dispatcher, "finish", "dispatch", {"outcome": "dispatched", "fact-departments_0": "housing"}),
            (department, "take", "handle", {}),
            (department, "finish", "handle", {"fact-result": "已疏通"}),
            (dispatcher, "finish", "call-back", {"outcome": "satisfied", "fact-satisfied": "yes"}),
        )
        for who, slug, work, said in steps:
            who.command(f"{act}/{slug}/?of={work}%231", said, at=f"{act}/{slug}/")
        dispatcher.asked.orders.append(reference)


def apply_again_and_again(citizen: Browser, *, name: str, territory: int, stop: threading.Event) -> None:
    """Form after form of the restaurant, from its first page to a word to those who decide."""
    while not stop.is_set():
        citizen.fill_in(f"{START}?signboard=no&fire_pledged=yes&own_water=no", {"territory": territory})
        citizen.fill_in(f"{START}step/situation/", {"signboard": "no", "fire_pledged": "yes", "own_water": "no"})
        citizen.fill_in(f"{START}step/details-1/", DETAILS)
        sent = {
            "way_premises-proof": "pledge", "way_fire-conformity": "pledge", "way_lease": "later",
            "file_layout-plan": _Paper("布局图.pdf"), "file_food-safety-rules": _Paper("制度.pdf"),
        }  # fmt: skip
        citizen.fill_in(f"{START}materials/", sent)
        signed = {"agree_premises-proof": "on", "agree_fire-conformity": "on", "signed_name": name}
        reference = _read_reference(citizen.command(f"{START}review/", signed))
        citizen.command(f"/cases/{reference}/say/", {"text": f"{reference} 什么时候办好？"})
        citizen.asked.applications.append(reference)


class _Paper:
    """A file as `encode_multipart` takes it, readable as often as it is sent."""

    content_type = "application/pdf"

    def __init__(self, name: str) -> None:
        self.name = name

    def read(self) -> bytes:
        return PDF


def _read_reference(place: str) -> str:
    found = re.search(r"/cases/([A-Z]+-\d+-\d+)/", place)
    assert found, place
    return found[1]


def found_town(jobs: int) -> None:
    """Make the town and its people, signed in, and so many jobs; the sessions are printed for those who use them."""
    town = DeskTown("restaurant", "matters")
    publish_own(now=town.now)
    town.organs["hotline-centre"] = town._add_organisation("yunhe-hotline-centre", town.district, "organ")
    seat_organs(territory=town.district, seats=town.organs, actor=SYSTEM, now=town.now)
    index_items([list_shipped(definition, now=town.now) for definition in read_pack("restaurant").values()])
    for number in PAIRS:
        town.open_account(f"dispatcher-{number}", "郑芳", Role.DISPATCHER, "hotline-centre")
        town.open_account(f"housing-{number}", "林工", Role.APPROVER, "housing")
    Account.objects.create(login="citizen", person_id=town.applicant.person_id)
    logins = Account.objects.exclude(login="clerk").values_list("login", flat=True)
    sessions = {login: town.sign_in(login).cookies[settings.SESSION_COOKIE_NAME].value for login in logins}
    for number in range(jobs):
        trial_jobs.note.enqueue(number, 0.01)
    told = {"sessions": sessions, "territory": town.district.pk, "name": town.applicant.name}
    print(json.dumps(told))


def print_found() -> None:
    """What became of all that was asked, and of the jobs."""
    cases = {kind: Case.objects.filter(kind=kind).order_by("pk") for kind in ("hotline_order", "application")}
    notes = Counter(Notice.objects.filter(title__in=("half", "whole")).values_list("person_key", "title"))
    found = {
        "orders": sorted(row.reference for row in cases["hotline_order"]),
        "applications": sorted(row.reference for row in cases["application"]),
        "courses of orders": _list_courses(cases["hotline_order"]),
        "courses of applications": _list_courses(cases["application"]),
        "commands": sorted({key[:KEY] for key in GivenAnswer.objects.values_list("key", flat=True)}),
        "unanswered": GivenAnswer.objects.filter(answer=None).count(),
        "unproven": [row.reference for kind in cases.values() for row in kind if prove_case(row.pk).differences],
        "broken": [str(finding) for finding in verify().findings],
        "notes": sorted([key.int, title, count] for (key, title), count in notes.items()),
        "jobs": sorted(set(DBTaskResult.objects.values_list("status", flat=True))),
    }
    print(json.dumps(found))


def _list_courses(cases: Iterable[Case]) -> list[list[str]]:
    """The different ways that the cases took, as the kinds of their events."""
    ways = {tuple(entry.name for entry in read_stream(stream_of(row.reference))) for row in cases}
    return sorted(list(way) for way in ways)
