"""Comparing cities (JN6): the same service in several logs, step by step, ranked by days saved and by certainty."""

from __future__ import annotations

from zaizao.mining.comparison.alignment import Alignment, How, Step, align_sides
from zaizao.mining.comparison.comparison import SURE, Comparison, Difference, Profile, compare_sides
from zaizao.mining.comparison.errors import (
    GapListError,
    StepsFileError,
    TooFewSidesError,
    UnknownStepError,
    UnknownTraitError,
)
from zaizao.mining.comparison.gaps import (
    GapRow,
    Progress,
    Remeasured,
    list_gaps,
    measure_again,
    read_gaps,
    write_gaps,
)
from zaizao.mining.comparison.measures import Family, Level, Measure
from zaizao.mining.comparison.sides import MONTH, YEAR, Side, make_sides, split_log
from zaizao.mining.comparison.stepsfile import read_steps, write_steps

__all__ = [
    "MONTH",
    "SURE",
    "YEAR",
    "Alignment",
    "Comparison",
    "Difference",
    "Family",
    "GapListError",
    "GapRow",
    "How",
    "Level",
    "Measure",
    "Profile",
    "Progress",
    "Remeasured",
    "Side",
    "Step",
    "StepsFileError",
    "TooFewSidesError",
    "UnknownStepError",
    "UnknownTraitError",
    "align_sides",
    "compare_sides",
    "list_gaps",
    "make_sides",
    "measure_again",
    "read_gaps",
    "read_steps",
    "split_log",
    "write_gaps",
    "write_steps",
]
