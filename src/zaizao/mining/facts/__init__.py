"""What a log tells about one definition, in figures with their certainty; whether it is a finding the diagnosis decides."""

from __future__ import annotations

from zaizao.mining.facts.facts import Facts, Seen, gather_facts
from zaizao.mining.facts.shares import CERTAINTY, Share, measure_share

__all__ = ["CERTAINTY", "Facts", "Seen", "Share", "gather_facts", "measure_share"]
