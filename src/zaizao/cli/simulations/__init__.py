"""What `zaizao simulate` and `zaizao calibrate` tell: as text, as plain values, as a page, and in a notebook.

The figures come from `zaizao.simulation`; nothing is computed here but how they are said.
"""

from zaizao.cli.simulations.outcomes import describe_outcomes, write_outcomes
from zaizao.cli.simulations.sheet import build_calibration_page, build_outcome_page
from zaizao.cli.simulations.trust import describe_calibration, write_calibration

__all__ = [
    "build_calibration_page",
    "build_outcome_page",
    "describe_calibration",
    "describe_outcomes",
    "write_calibration",
    "write_outcomes",
]
