"""The independent verifier: does a redesigned process keep all that the law demands of those it takes the place of?

Decided from the definitions and the law alone, over every combination of guard values and outcomes. Nothing here knows
how a redesign was found (`zaizao.redesign`) or what was wrong before (`zaizao.diagnosis`); no solver is used.
"""

from zaizao.verification.certificate import Certificate, CertificateError, Entry, claim_accounts
from zaizao.verification.lineage import Lineage, lineage
from zaizao.verification.verdict import Account, Loss, Verdict
from zaizao.verification.verifier import verify

__all__ = [
    "Account",
    "Certificate",
    "CertificateError",
    "Entry",
    "Lineage",
    "Loss",
    "Verdict",
    "claim_accounts",
    "lineage",
    "verify",
]
