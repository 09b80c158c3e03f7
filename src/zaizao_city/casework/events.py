"""The application's own entries in a case's stream, beside the engine's: names that never change.

Who acts as an organ stands in the stream of the territory's organisation.
"""

from __future__ import annotations

CASE_TAKEN_IN = "CaseTakenIn"
HELPER_NAMED = "HelperNamed"
VISIT_COUNTED = "VisitCounted"
PLEDGE_SIGNED = "PledgeSigned"
PLEDGE_CHECKED = "PledgeChecked"
CREDIT_RECORDED = "CreditRecorded"
CREDIT_MENDED = "CreditMended"
RESULT_ISSUED = "ResultIssued"
RESULT_REVOKED = "ResultRevoked"
REVIEW_OPENED = "ReviewOpened"
REVIEW_ASKED = "ReviewAsked"
FILE_ADDED = "FileAdded"

ORGAN_SEATED = "OrganSeated"
ORGAN_UNSEATED = "OrganUnseated"
