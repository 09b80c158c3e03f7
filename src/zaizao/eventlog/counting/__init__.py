"""Counts of a log in one pass: what follows what and after how long, the paths of the cases, and their first and last times.

The order inside a case is `EventLog.order`. Calendars, causes and models are `zaizao.mining`; nothing here reads a file.
"""

from __future__ import annotations

from zaizao.eventlog.counting.case_times import CaseTimes
from zaizao.eventlog.counting.flow import Flow
from zaizao.eventlog.counting.passing import count_flow, count_variants, measure_cases
from zaizao.eventlog.counting.variants import Variants

__all__ = ["CaseTimes", "Flow", "Variants", "count_flow", "count_variants", "measure_cases"]
