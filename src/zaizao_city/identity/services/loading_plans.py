"""What a part of a load comes to, row by row: who is new, who is known, what is refused. Nothing is written here.

Whoever is registered stays as they are: neither name nor contacts nor representatives change by a load. The same number
under another name is refused, as at the counter, and whether the other stands in the file or in the city: so a row is
judged alike before and after an interruption.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field, frozen
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.errors import Refusal
from zaizao_city.identity.enums import NumberKind
from zaizao_city.identity.mapping.people_faults import RegisteredOtherwiseError
from zaizao_city.identity.mapping.people_files import SourceRow
from zaizao_city.identity.mapping.people_rows import EnterpriseDraft, PersonDraft, read_row
from zaizao_city.identity.numbers import mask_number
from zaizao_city.identity.selectors.registered import Registered
from zaizao_city.identity.vault import digest_text

_KEPT = _("企业已经登记过，法定代表人没有改动；要改，请到窗口办理。")


@frozen
class ReadRow:
    """A row with whom it names, the number of a person digested, and what is wrong with it so far."""

    row: SourceRow
    person: PersonDraft | None = None
    enterprise: EnterpriseDraft | None = None
    digest: str = ""
    faults: Sequence[Refusal] = ()


@frozen
class Outcome:
    """What became of a row: refused with its faults, or who of it is new; a row of which nobody is new is known."""

    read: ReadRow
    has_new_person: bool = False
    has_new_enterprise: bool = False
    faults: Sequence[Refusal] = ()
    note: str | Promise = ""

    @property
    def is_known(self) -> bool:
        """Whether everybody whom the row names is registered already."""
        return not (self.faults or self.has_new_person or self.has_new_enterprise)


@define
class Plan:
    """What is to be registered for some rows; ``representatives`` are codes of new enterprises with digests of people."""

    registered: Registered
    outcomes: list[Outcome] = field(factory=list)
    people: dict[str, PersonDraft] = field(factory=dict)
    enterprises: dict[str, EnterpriseDraft] = field(factory=dict)
    representatives: dict[str, str] = field(factory=dict)

    def judge(self, read: ReadRow) -> Outcome:
        """What becomes of the row after those before it."""
        faults = read.faults or [*_judge_names(read, self.registered)]
        if faults:
            return Outcome(read, faults=faults)
        person, enterprise = read.person, read.enterprise
        has_new_person = person is not None and read.digest not in self.registered.people
        has_new_enterprise = enterprise is not None and enterprise.credit_code not in self.registered.enterprises
        if has_new_person:
            self.people[read.digest] = person
            self.registered.people[read.digest] = person.name
        note: str | Promise = ""
        if has_new_enterprise:
            self.enterprises[enterprise.credit_code] = enterprise
            self.registered.enterprises[enterprise.credit_code] = enterprise.name
            if person is not None:
                self.representatives[enterprise.credit_code] = read.digest
                self.registered.representatives.add((enterprise.credit_code, read.digest))
        elif enterprise is not None and person is not None:
            known = (enterprise.credit_code, read.digest) in self.registered.representatives
            note = "" if known else _KEPT
        return Outcome(read, has_new_person, has_new_enterprise, note=note)


def read_source(row: SourceRow) -> ReadRow:
    """The row, read; everything wrong with it at once."""
    if row.faults:
        return ReadRow(row, faults=row.faults)
    draft, faults = read_row(row.cells)
    if faults:
        return ReadRow(row, faults=faults)
    digest = digest_text(draft.person.number, field="number") if draft.person else ""
    return ReadRow(row, draft.person, draft.enterprise, digest)


def make_plan(rows: Sequence[ReadRow], registered: Registered) -> Plan:
    """What the rows come to, in their order, where so many are registered; who is new is added to them."""
    plan = Plan(registered)
    for read in rows:
        plan.outcomes.append(plan.judge(read))
    return plan


def _judge_names(read: ReadRow, registered: Registered) -> list[Refusal]:
    """Whether the number and the code are those of somebody of another name."""
    faults: list[Refusal] = []
    if read.person and registered.people.get(read.digest, read.person.name) != read.person.name:
        faults.append(_tell_differing(NumberKind.RESIDENT, read.person.number))
    if read.enterprise:
        code, name = read.enterprise.credit_code, read.enterprise.name
        if registered.enterprises.get(code, name) != name:
            faults.append(_tell_differing(NumberKind.CREDIT_CODE, code))
    return faults


def _tell_differing(kind: NumberKind, number: str) -> RegisteredOtherwiseError:
    return RegisteredOtherwiseError(kind=kind.label, number=mask_number(kind, number))
