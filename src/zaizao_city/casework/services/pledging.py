"""告知承诺: the text, the signature, the later check; what a broken pledge leads to is decided by people, never by itself."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zaizao.definition import ProcessDefinition
from zaizao.net import events as happened
from zaizao.net.naming import Names
from zaizao_city.casework.enums import PledgeResult
from zaizao_city.casework.errors import PledgeStateError, PledgeTextChangedError, ReasonMissingError
from zaizao_city.casework.events import CREDIT_MENDED, CREDIT_RECORDED, PLEDGE_CHECKED, PLEDGE_SIGNED
from zaizao_city.casework.mapping.times import to_official
from zaizao_city.casework.models import CreditEntry, Pledge
from zaizao_city.casework.selectors.authority import Matter, is_own, list_desks
from zaizao_city.casework.selectors.own_definitions import DECIDING
from zaizao_city.casework.selectors.pledges import list_credit
from zaizao_city.casework.services.commands import Done, note_entries
from zaizao_city.casework.services.effects import Steps, looks_at_steps
from zaizao_city.casework.services.holding import hold_case
from zaizao_city.casework.services.opening import Opening, open_case
from zaizao_city.casework.services.own_processes import REVOCATION, ensure_process
from zaizao_city.foundation.record.idempotency import Answered, once
from zaizao_city.foundation.record.values import NewEvent
from zaizao_city.identity.actor import SYSTEM, Actor
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.identity.selectors.permissions import get_reach, require


def write_pledge_text(definition: ProcessDefinition, material: str) -> str:
    """What the applicant is told and signs: what is pledged, that it will be checked, what follows if it is untrue.

    In the language in force: people sign what they read.
    """
    language = "en" if (get_language() or "").startswith("en") else "zh"
    about = definition.materials[material]
    names = Names(definition, language)
    parts = [
        _("我已知晓办理“{process}”需要{material}。").format(
            process=definition.name.say(language), material=about.name.say(language)
        ),
        _("我承诺：所述条件现在已经具备，内容真实。"),
    ]
    if about.basis is not None:
        parts.append(_("依据：{basis}。").format(basis=names.basis(about.basis)))
    if about.pledge_check is not None:
        parts.append(_("办结后{limit}内，机关会核查。").format(limit=names.limit(str(about.pledge_check))))
    parts.append(_("我知道：承诺不实的，许可可能依法撤销，并记入信用记录；我可以陈述申辩，也可以申请信用修复。"))
    return "\n".join(parts)


def digest_text(text: str) -> str:
    """The SHA-256 by which a signature names the text it stands under."""
    return sha256(text.encode()).hexdigest()


@transaction.atomic
def sign_pledge(
    case_id: int, *, material: str, signed_name: str, text_digest: str, actor: Actor, key: str, now: datetime
) -> Pledge:
    """Sign the pledge for a material: by the applicant, or at a window in their presence.

    Raises:
        PledgeTextChangedError: the text signed is not the text shown now.
        PledgeStateError: no pledge is allowed for the material, or an earlier one was found untrue and is not mended. NotPermittedError, ReasonMissingError.
    """
    given = once(key, actor=actor.account_key, request=f"pledge {case_id} {material} {signed_name} {text_digest}")
    if isinstance(given, Answered):
        return Pledge.objects.get(pk=given.answer)
    _row, matter = hold_case(case_id)
    _check_signer(matter, material, actor, now=now)
    if not signed_name.strip():
        raise ReasonMissingError(what=_("签名"))
    text = write_pledge_text(matter.definition, material)
    if digest_text(text) != text_digest:
        raise PledgeTextChangedError
    signer = matter.case.applicant_id or actor.person_id
    pledge, _made = Pledge.objects.update_or_create(
        case=matter.case,
        material=material,
        defaults={
            "text": text, "digest": text_digest, "signed_by_id": signer, "signed_name": signed_name.strip()[:80],
            "signed_at": now,
        },
    )  # fmt: skip
    body = {"by": str(actor.person_key), "material": material, "digest": text_digest, "signed": signed_name.strip()}
    _note(matter, PLEDGE_SIGNED, body, actor=actor, now=now)
    given.keep(pledge.pk, at=now)
    return pledge


def _check_signer(matter: Matter, material: str, actor: Actor, *, now: datetime) -> None:
    reach = get_reach(actor, "casework.sign_pledge")
    own = is_own(actor, "casework.sign_pledge", matter.case)
    desks = [matter.seats[organ][1] for organ in list_desks(matter.definition, matter.state) if organ in matter.seats]
    if not (reach.covers(None, own=own) or any(reach.covers(path) for path in desks)):
        raise NotPermittedError(permission="casework.sign_pledge")
    about = matter.definition.materials.get(material)
    if about is None or about.pledge != "allowed":
        raise PledgeStateError(why=_("这份材料不适用告知承诺"))
    if matter.case.applicant_id is not None and list_credit(matter.case.applicant_id, now=now):
        # 国办发〔2020〕42号: whoever pledged falsely may not pledge again before the credit record is mended.
        raise PledgeStateError(why=_("信用记录里有不实的承诺，修复以前请交材料"))
    if Pledge.objects.filter(case=matter.case, material=material, taken_at__isnull=False).exists():
        raise PledgeStateError(why=_("已经按承诺受理"))


def _note(matter: Matter, name: str, body: dict[str, object], *, actor: Actor, now: datetime) -> None:
    subject = None if matter.case.applicant is None else str(matter.case.applicant.key)
    note_entries(matter.case.pk, [NewEvent(name, body, subject)], actor=actor, now=now)


@looks_at_steps
def take_pledges(steps: Steps, actor: Actor, now: datetime) -> list[list[NewEvent]]:
    """A pledge taken at acceptance: when, and by when it is checked."""
    for matter, step in steps:
        for event in step.events:
            if isinstance(event, happened.PledgeTaken):
                _take_pledge(matter, event, now)
    return [[] for _ in steps]


def _take_pledge(matter: Matter, event: happened.PledgeTaken, now: datetime) -> None:
    rows = Pledge.objects.filter(case=matter.case, material=event.material)
    seats = (matter.seats[organ][0] for organ in list_takers(matter, event.material) if organ in matter.seats)
    rows.update(taken_at=now, check_at=to_official(event.check), organisation=next(seats, None))


@transaction.atomic
def check_pledge(pledge_id: int, *, kept: bool, finding: str, actor: Actor, now: datetime) -> Pledge:
    """Record what the later check found. A broken pledge changes nothing else: what follows, people decide.

    Raises:
        PledgeStateError: not taken, or checked already. ReasonMissingError, NotPermittedError.
    """
    pledge, matter = _hold_pledge(pledge_id, actor, "casework.check_pledge")
    if pledge.taken_at is None or pledge.result != PledgeResult.UNCHECKED:
        raise PledgeStateError(why=_("没有采用，或者已经核查过"))
    if not finding.strip():
        raise ReasonMissingError(what=_("核查情况"))
    pledge.result = PledgeResult.KEPT if kept else PledgeResult.BROKEN
    pledge.finding, pledge.checked_at, pledge.checked_by_id = finding.strip(), now, actor.person_id
    pledge.save(update_fields=["result", "finding", "checked_at", "checked_by"])
    body = {"by": str(actor.person_key), "material": pledge.material, "result": str(pledge.result), "finding": finding}
    _note(matter, PLEDGE_CHECKED, body, actor=actor, now=now)
    return pledge


def _hold_pledge(pledge_id: int, actor: Actor, permission: str) -> tuple[Pledge, Matter]:
    pledge = Pledge.objects.select_for_update(of=("self",)).get(pk=pledge_id)
    _row, matter = hold_case(pledge.case_id)
    paths = [matter.seats[organ][1] for organ in list_takers(matter, pledge.material) if organ in matter.seats]
    reach = get_reach(actor, permission)
    if not any(reach.covers(path) for path in paths):
        raise NotPermittedError(permission=permission)
    return pledge, matter


def list_takers(matter: Matter, material: str) -> list[str]:
    """The organs that rely on a material: those that decide the items which take it."""
    definition = matter.definition
    items = {one.item for one in definition.activities.values() if material in one.takes and one.item is not None}
    return sorted({definition.items[item].organ for item in items}) or [definition.competent]


@transaction.atomic
def open_revocation(pledge_id: int, *, result: str, ground: str, actor: Actor, key: str, now: datetime) -> Done:
    """Open the case in which it is decided whether a permit is revoked, after a check found the pledge broken.

    Raises:
        PledgeStateError: the check did not find it broken, or the case is open already. ReasonMissingError,
            NotPermittedError.
    """
    pledge, matter = _hold_pledge(pledge_id, actor, "casework.open_revocation")
    if pledge.result != PledgeResult.BROKEN:
        raise PledgeStateError(why=_("核查没有认定不实"))
    if pledge.revocation_id is not None:
        raise PledgeStateError(why=_("撤销案件已经开了"))
    if not ground.strip():
        raise ReasonMissingError(what=_("撤销事由"))
    ensure_process(REVOCATION, now=now)
    organ = next(organ for organ in list_takers(matter, pledge.material) if organ in matter.seats)
    opening = Opening(
        process=REVOCATION,
        territory=matter.case.territory,
        facts={"reference": matter.case.reference, "result": result, "ground": ground.strip()},
        applicant_id=matter.case.applicant_id,
        enterprise_id=matter.case.enterprise_id,
        seats={DECIDING: matter.seats[organ][0]},
    )
    done = open_case(opening, actor=SYSTEM, key=f"{actor.account_key} {key}"[:80], now=now)
    pledge.revocation_id = done.case_id
    pledge.save(update_fields=["revocation"])
    return done


@transaction.atomic
def record_credit(pledge_id: int, *, reason: str, basis: str, actor: Actor, now: datetime) -> CreditEntry:
    """Put a broken pledge on the credit record, with reason and basis; always a person's act.

    Raises:
        PledgeStateError: not found broken, or recorded already. ReasonMissingError, NotPermittedError.
    """
    pledge, matter = _hold_pledge(pledge_id, actor, "casework.record_credit")
    if pledge.result != PledgeResult.BROKEN or CreditEntry.objects.filter(pledge=pledge).exists():
        raise PledgeStateError(why=_("核查没有认定不实，或者已经记录"))
    if not reason.strip() or not basis.strip():
        raise ReasonMissingError(what=_("事由和依据"))
    entry = CreditEntry.objects.create(
        pledge=pledge, person_id=pledge.signed_by_id, enterprise_id=matter.case.enterprise_id, reason=reason.strip(),
        basis=basis.strip()[:200], by_id=actor.person_id, at=now,
    )  # fmt: skip
    body = {"by": str(actor.person_key), "material": pledge.material, "reason": reason.strip(), "basis": basis.strip()}
    _note(matter, CREDIT_RECORDED, body, actor=actor, now=now)
    return entry


@transaction.atomic
def mend_credit(entry_id: int, *, reason: str, actor: Actor, now: datetime) -> CreditEntry:
    """Mend a credit entry (信用修复) with a reason; it stays in the record and no longer counts.

    Raises:
        ReasonMissingError, NotPermittedError.
    """
    entry = CreditEntry.objects.select_for_update(of=("self",)).get(pk=entry_id)
    _row, matter = hold_case(entry.pledge.case_id)
    require(actor, "casework.mend_credit", matter.case.organisation)
    if not reason.strip():
        raise ReasonMissingError(what=_("修复理由"))
    entry.mended_at, entry.mended_why = now, reason.strip()
    entry.save(update_fields=["mended_at", "mended_why"])
    _note(matter, CREDIT_MENDED, {"by": str(actor.person_key), "reason": reason.strip()}, actor=actor, now=now)
    return entry
