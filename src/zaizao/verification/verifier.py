"""`verify`: whether a redesigned process keeps all that the law demands of the processes whose place it takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from zaizao.definition import ProcessDefinition
from zaizao.law import Library, RuleTable, national_rules, shipped_library
from zaizao.verification.certificate import Certificate
from zaizao.verification.checks import CHECKS
from zaizao.verification.checks.claims import check_claims
from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.lawbook import Lawbook
from zaizao.verification.lineage import lineage
from zaizao.verification.verdict import Account, Loss, Verdict


def verify(
    before: Sequence[ProcessDefinition],
    after: ProcessDefinition,
    *,
    certificate: Certificate | None = None,
    on: dt.date | None = None,
    library: Library | None = None,
    rules: RuleTable | None = None,
) -> Verdict:
    """Decide from the definitions and the law alone whether ``after`` loses anything that the law demands.

    ``on`` is the day on which bases must be in force; without it those count that name no day of repeal.
    ``library`` and ``rules`` are the law texts and the rule table, those shipped if absent. With a ``certificate``
    every claim in it is checked too. Nothing is raised for what is lost: it stands in the verdict.
    """
    lawbook = Lawbook(library or shipped_library(), rules or national_rules(), on)
    inquiry = Inquiry(lineage(tuple(before), after), lawbook)
    contradictions = tuple(_find_contradictions(inquiry))
    if contradictions:
        return Verdict(holds=False, losses=contradictions, accounts=(), situations=0)
    findings = _collect(inquiry)
    accounts = tuple(one for one in findings if isinstance(one, Account))
    losses = [one for one in findings if isinstance(one, Loss)]
    if certificate is not None:
        losses.extend(check_claims(certificate, inquiry.before, after, accounts=accounts))
    return Verdict(not losses, tuple(losses), accounts, inquiry.world.situations.count)


def _collect(inquiry: Inquiry) -> list[Finding]:
    """What all checks find, each thing once."""
    findings: dict[str, Finding] = {}
    for look in CHECKS:
        findings.update((repr(finding), finding) for finding in look(inquiry))
    return list(findings.values())


def _find_contradictions(inquiry: Inquiry) -> Iterator[Loss]:
    """Circles that leave nothing to compare: of law and data in BEFORE, of any kind in AFTER."""
    for definition, (_, circle) in zip(inquiry.before, inquiry.circles, strict=True):
        if circle:
            yield Loss("before-contradictory", definition.process, {"activities": circle})
    if inquiry.after_circle:
        yield Loss("after-circle", inquiry.after.process, {"activities": inquiry.after_circle})
