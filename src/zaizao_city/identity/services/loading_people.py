"""People and enterprises of an old system registered from a file, some hundred rows a transaction.

Each is registered as `people` registers one: sealed, findable, recorded by the same event. A load that stopped is begun
again: whoever is in by then is known. Rows that are refused are written to a file beside it, to be mended and loaded.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TextIO

from django.db import IntegrityError, transaction

from zaizao_city.foundation.record.values import Append
from zaizao_city.foundation.record.writing_many import append_many
from zaizao_city.identity import events
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.mapping.people_faults import RegisteredElsewhereError
from zaizao_city.identity.mapping.people_files import REFUSED, Source, open_source
from zaizao_city.identity.models import Enterprise, EnterpriseAgent, Person
from zaizao_city.identity.selectors.permissions import require
from zaizao_city.identity.selectors.registered import Registered, find_registered
from zaizao_city.identity.services.loading_plans import Outcome, Plan, ReadRow, make_plan, read_source
from zaizao_city.identity.services.people import describe_agent, describe_enterprise, describe_person, make_person
from zaizao_city.identity.services.recording import gather, tell_enterprise, tell_person

ROWS = 500
"""Rows of one transaction."""
ATTEMPTS = 5
"""How often a part is begun again because somebody else has just registered one of its people."""


def load_people(path: Path, *, actor: Actor, now: datetime, dry_run: bool = False) -> Iterator[list[Outcome]]:
    """Register whom a file names (`people_files`, `people_rows`), or see whom it would; the outcomes part by part.

    Refused rows are in ``FILE.refused`` at the end, as they were; a dry run writes nothing anywhere.

    Raises:
        NotPermittedError: only who registers people, and for representatives who names agents.
        OSError: the file cannot be read, or the one beside it not written.
        TableUnreadableError, TableTooLargeError: it is no table. ColumnsMissingError, ColumnsUnknownError,
            ColumnsDoubledError: what the header of a table refuses.
        RegisteredElsewhereError: others go on registering the same people.
    """
    require(actor, "identity.register_person")
    seen = Registered()
    with open_source(path) as source, closing(RefusedRows(path, source)) as refused:
        while some := [read_source(row) for row in islice(source.rows, ROWS)]:
            if dry_run:
                seen.add(_find_registered(some, now=now))
                yield make_plan(some, seen).outcomes
                continue
            outcomes = _load_part(some, actor=actor, now=now)
            refused.keep([one for one in outcomes if one.faults])
            yield outcomes
        if not dry_run:
            refused.end()


class RefusedRows:
    """The file of refused rows, begun with the first of them: a file of the same kind, readable by its owner alone."""

    def __init__(self, path: Path, source: Source) -> None:
        self.target, self.source = path.with_name(f"{path.name}{REFUSED}"), source
        self.file: TextIO | None = None

    def keep(self, refused: Sequence[Outcome]) -> None:
        """Write down what was refused, as it was."""
        if refused and self.file is None:
            self.target.unlink(missing_ok=True)
            opened = os.open(self.target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            self.file = os.fdopen(opened, "w", encoding=self.source.encoding, newline="")
            self._write(self.source.head)
        for one in refused:
            self._write(one.read.row.raw)
        if self.file is not None:
            self.file.flush()

    def end(self) -> None:
        """All rows were seen; were none refused, what an earlier load left there is out of date."""
        if self.file is None:
            self.target.unlink(missing_ok=True)

    def close(self) -> None:
        """Nothing is written any more."""
        if self.file is not None:
            self.file.close()

    def _write(self, line: str) -> None:
        if self.file is not None and line:
            self.file.write(line if line.endswith(("\n", "\r")) else f"{line}\n")


def _find_registered(rows: Sequence[ReadRow], *, now: datetime) -> Registered:
    digests = {one.digest for one in rows if one.digest}
    codes = {one.enterprise.credit_code for one in rows if one.enterprise}
    return find_registered(digests, codes, on=now.date())


def _load_part(rows: Sequence[ReadRow], *, actor: Actor, now: datetime) -> list[Outcome]:
    """Register all of them or none."""
    for _attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                plan = make_plan(rows, _find_registered(rows, now=now))
                _register(plan, actor=actor, now=now)
                return plan.outcomes
        except IntegrityError:  # somebody has come in since they were looked for
            continue
    raise RegisteredElsewhereError


def _register(plan: Plan, *, actor: Actor, now: datetime) -> None:
    """Write rows and record; in the order of numbers and codes, so that two loads wait for each other without a knot."""
    people = [
        make_person(name=one.name, number=one.number, mobile=one.mobile, email=one.email)
        for _digest, one in sorted(plan.people.items())
    ]
    enterprises = [Enterprise(name=one.name, credit_code=code) for code, one in sorted(plan.enterprises.items())]
    Person.objects.bulk_create(people)
    Enterprise.objects.bulk_create(enterprises)
    agents = _make_agents(plan, people, enterprises, now=now)
    if agents:
        require(actor, "identity.register_agent")
        EnterpriseAgent.objects.bulk_create(agents.values())
    told = [
        gather(one, [tell_person(one, events.PERSON_REGISTERED, describe_person(one))], actor=actor, now=now)
        for one in people
    ]
    told += [_tell_enterprise(one, agents.get(one.credit_code), actor=actor, now=now) for one in enterprises]
    if told:
        append_many(told)


def _make_agents(
    plan: Plan, people: Sequence[Person], enterprises: Sequence[Enterprise], *, now: datetime
) -> dict[str, EnterpriseAgent]:
    """The representatives of the new enterprises, by their codes."""
    new = {one.number_digest: one for one in people}
    wanted = set(plan.representatives.values()) - new.keys()
    new |= {one.number_digest: one for one in Person.objects.filter(number_digest__in=wanted)}
    return {
        one.credit_code: EnterpriseAgent(
            enterprise=one,
            person=new[plan.representatives[one.credit_code]],
            from_on=now.date(),
            is_representative=True,
        )
        for one in enterprises
        if one.credit_code in plan.representatives
    }


def _tell_enterprise(enterprise: Enterprise, agent: EnterpriseAgent | None, *, actor: Actor, now: datetime) -> Append:
    told = [tell_enterprise(events.ENTERPRISE_REGISTERED, describe_enterprise(enterprise))]
    if agent is not None:
        told.append(tell_enterprise(events.AGENT_NAMED, describe_agent(agent), about=agent.person))
    return gather(enterprise, told, actor=actor, now=now)
