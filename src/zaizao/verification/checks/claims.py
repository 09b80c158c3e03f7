"""A certificate's claims against what the verifier found: digests, every change claimed, every ground true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zaizao.definition import ProcessDefinition, digest_of
from zaizao.verification.certificate import Certificate
from zaizao.verification.verdict import UNPROVED, Account, Loss


def check_claims(
    certificate: Certificate,
    before: Sequence[ProcessDefinition],
    after: ProcessDefinition,
    *,
    accounts: Sequence[Account],
) -> Iterator[Loss]:
    """Digests of other definitions, changes that nobody claims, claims that are not so."""
    if sorted(certificate.before) != sorted(digest_of(one) for one in before):
        yield Loss("certificate-other-before", after.process)
    if certificate.after != digest_of(after):
        yield Loss("certificate-other-after", after.process)
    found = {(one.element, one.change): one for one in accounts if one.change != UNPROVED}
    claimed = set()
    for entry in certificate.entries:
        key = (entry.element, entry.change)
        claimed.add(key)
        account = found.get(key)
        if account is None:
            yield Loss("claim-of-nothing", entry.element, {"change": entry.change, "ground": entry.ground})
        elif account.ground != entry.ground or (entry.of is not None and entry.of != account.of):
            fields = {"ground": entry.ground, "of": entry.of or "", "found": account.ground}
            yield Loss("claim-untrue", entry.element, fields)
    for key, account in found.items():
        if key not in claimed:
            yield Loss("change-unclaimed", account.element, {"change": account.change, "ground": account.ground})
