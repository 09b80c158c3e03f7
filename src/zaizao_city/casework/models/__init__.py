"""The tables of the app, one noun a file. The record is the truth; these are what lists and pages read."""

from __future__ import annotations

from zaizao_city.casework.models.case import Case, CaseState
from zaizao_city.casework.models.draft import Draft, DraftFile
from zaizao_city.casework.models.item_decision import ItemDecision
from zaizao_city.casework.models.paper import CorrectionNotice, Document
from zaizao_city.casework.models.pledge import CreditEntry, Pledge
from zaizao_city.casework.models.result import IssuedResult
from zaizao_city.casework.models.seat import Seat
from zaizao_city.casework.models.visit import Visit
from zaizao_city.casework.models.work_item import WorkItem

__all__ = [
    "Case",
    "CaseState",
    "CorrectionNotice",
    "CreditEntry",
    "Document",
    "Draft",
    "DraftFile",
    "IssuedResult",
    "ItemDecision",
    "Pledge",
    "Seat",
    "Visit",
    "WorkItem",
]
