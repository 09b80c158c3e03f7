"""The definitions that the application ships for itself: the review of a refusal, the revocation, the hotline order.

Here they are only read. Publishing them in the catalogue when they are first needed is `services.own_processes`.
"""

from __future__ import annotations

import functools
from importlib.resources import files

from zaizao.definition import ProcessDefinition, read_definition

REVIEW = "refusal-review"
REVOCATION = "revocation"
HOTLINE = "hotline-order"
OWN = (HOTLINE, REVIEW, REVOCATION)

WINDOW = "review-window"
"""The organ of a review; where it is nobody, the organ that answers for the case is asked."""
DECIDING = "deciding-organ"
"""The organ of a revocation: always the one that took the pledge, whoever that is in the case."""


@functools.cache
def read_own(process: str) -> ProcessDefinition:
    """A process as the application ships it."""
    text = (files("zaizao_city.casework") / "processes" / f"{process}.yaml").read_text(encoding="utf-8")
    return read_definition(text)
