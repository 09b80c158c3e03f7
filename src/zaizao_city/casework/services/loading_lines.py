"""Lines of an old system's export, each a case as JSON, read as cases of the past; every fault of a line told with its place.

    {"process": "open-restaurant", "territory": "lixia", "opened": "2019-03-04T09:10", "by": "liuqian",
     "applicant": "370102198001011234", "enterprise": "91370102MA3C000000", "channel": "window",
     "facts": {"signboard": true}, "items": ["licence"], "materials": ["lease"],
     "steps": [{"at": "2019-03-05T10:00", "do": "complete", "work": "intake", "outcome": "accepted",
                "by": "liuqian", "for": "window"}]}

Steps are said in the words of the shipped stories (`zaizao.net.scripts`); work without a number is that of the first round.
People are named by login or by key, applicants by identity number or key. Nobody is registered here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zaizao_city.casework.services.loading_careful import CarefulLine, Fault, read_json
from zaizao_city.casework.services.loading_cases import PastCase, PastLine
from zaizao_city.casework.services.loading_lookup import Lookup
from zaizao_city.casework.services.loading_people import People, list_names, list_plain_names
from zaizao_city.casework.services.loading_quick import Line, read_official, read_quickly
from zaizao_city.foundation.errors import Refusal

Read = dict[int, PastCase | PastLine]


class LineReader:
    """Reads lines into cases of the past, some hundred at a time; what cannot be read is told instead."""

    def __init__(self, lookup: Lookup) -> None:
        self.people, self.lookup = People(), lookup

    def read(self, lines: Sequence[str], *, first: int) -> tuple[Read, list[Fault]]:
        """The cases by the number of their line, and all faults of the others; ``first`` is the first line's number."""
        quick = [read_quickly(text) for text in lines]
        names = list_names(one for one in quick if one is not None)
        everybody = self.people.meet(names)
        accounts = {name: self.people.accounts[name] for name in names[0] if name in self.people.accounts}
        doubtful = {place: read_json(lines[place]) for place, line in enumerate(quick) if line is None}
        self.people.meet(list_plain_names(one for one in doubtful.values() if isinstance(one, dict)))
        cases: Read = {}
        faults: list[Fault] = []
        for place, (text, line) in enumerate(zip(lines, quick, strict=True)):
            past: PastCase | PastLine | None = None
            if line is not None and (everybody or self.people.knows(list_names([line]))):
                past = self._take(text, line, accounts)
            if past is None:
                found = doubtful[place] if line is None else read_json(text)
                past = self._read_carefully(found, first + place, faults)
            if past is not None:
                cases[first + place] = past
        return cases, faults

    def _take(self, text: str, line: Line, accounts: dict[str, tuple[str, str]]) -> PastLine | None:
        """The line as it is, unless no version of its process serves there and then."""
        people, opened_at = self.people, read_official(line.opened)
        assert opened_at is not None
        territory = people.territories[line.territory]
        try:
            known = self.lookup.find_known(line.process, on=opened_at.date(), territory=territory)
        except Refusal:
            return None
        applicant = people.persons[line.applicant] if line.applicant is not None else None
        enterprise = people.enterprises[line.enterprise] if line.enterprise is not None else None
        return PastLine(text, opened_at, known, applicant, enterprise, accounts)

    def _read_carefully(self, found: dict[str, Any] | str | None, number: int, faults: list[Fault]) -> PastCase | None:
        if isinstance(found, str):
            faults.append(Fault(number, "", found))
        if not isinstance(found, dict):
            return None
        return CarefulLine(number, self.people, self.lookup).read(found, faults)
