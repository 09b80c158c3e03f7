"""Third-party logs against counts made by an independent reader (README of the data)."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from zaizao.eventlog import EventLog, read_log

COUNTS = {
    "02_teleclaims.xes.gz": (3512, 46138, 11, 12, 4),
    "03_repairExample.xes.gz": (1104, 11855, 8, 77, 13),
    "06_bpic2013_closed.xes.gz": (1487, 6660, 4, 183, 585),
    "07_bpic2013_incidents.xes.gz": (7554, 65533, 4, 1511, 1440),
    "08_receipt.xes.gz": (1434, 8577, 27, 116, 48),
    "12_roadtraffic_1t_per_variant.xes.gz": (231, 1891, 11, 231, 0),
    "13_SEPSIS_1t_per_variant.xes.gz": (846, 13775, 16, 846, 0),
    "14_Billing_1t_per_variant.xes.gz": (1020, 12506, 18, 1020, 0),
    "15_bpic2020_permit_log_1t_per_variant.xes.gz": (1478, 26028, 51, 1478, 0),
    "16_bpic2019_1t_per_variant.xes.gz": (11973, 338247, 42, 11973, 0),
    "a32f0n00.xes.gz": (1000, 25757, 32, 1000, 0),
    "a32f0n10.xes.gz": (1000, 25400, 32, 1000, 0),
    "a32f0n50.xes.gz": (1000, 23864, 32, 1000, 0),
    "bpic2012.xes.gz": (13087, 262200, 24, 4366, 68),
    "BPIC15_1.xes.gz": (1199, 52217, 398, 1170, 23),
    "BPIC15_2.xes.gz": (832, 44354, 410, 828, 11),
    "BPIC15_3.xes.gz": (1409, 59681, 383, 1349, 14),
    "BPI_2020_DomesticDeclarations.xes.gz": (10500, 56437, 17, 99, 2),
    "BPI_2020_RequestForPayment.xes.gz": (6886, 36796, 19, 89, 2),
    "helpdesk.xes.gz": (4580, 21348, 14, 226, 22),
    "reviewing.xes": (100, 3730, 14, 96, 11),
    "roadtraffic100traces.xes": (100, 390, 10, 10, 54),
    "running-example.xes": (6, 42, 8, 6, 6),
    "Sepsis.xes.gz": (1050, 15214, 16, 846, 0),
}
"""Cases, events, activities, variants, resources; for the synthetic logs without a resource count what the file holds."""


@pytest.mark.parametrize("name", COUNTS)
def test_a_log_has_the_cases_events_activities_variants_and_resources_counted_elsewhere(data: Path, name: str) -> None:
    read = read_log(data / "eventlogs" / name, attributes="none")

    assert count_log(read.log) == COUNTS[name]
    assert (read.account.read, read.account.kept, read.account.reported) == (COUNTS[name][1], COUNTS[name][1], 0)


def count_log(log: EventLog) -> tuple[int, ...]:
    order = log.order
    activity = log.activity[order.rows]
    variants = {activity[begin:end].tobytes() for begin, end in pairwise(order.starts.tolist())}
    return len(log.case_names), len(log), len(log.activity_names), len(variants), len(log.resource_names)
