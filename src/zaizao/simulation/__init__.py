"""What would happen: a process with its arrivals, people and calendars, played over and over by the clock.

A model comes from a definition with parameters, or from a log (`calibrate`); nothing here decides what is lawful.
"""

from __future__ import annotations

from zaizao.simulation.calibration.calibrating import Calibration, TooLittleError, calibrate
from zaizao.simulation.calibration.validation import Validation, validate
from zaizao.simulation.distances import Distances, measure_distances
from zaizao.simulation.durations import Duration, Shape
from zaizao.simulation.experiments import (
    MEASURES,
    Difference,
    Outcome,
    Scenario,
    Staffing,
    compare_outcomes,
    find_size,
    simulate_scenario,
)
from zaizao.simulation.measures import Estimate, Figures, estimate, measure
from zaizao.simulation.modelling import build_model
from zaizao.simulation.parameter_file import (
    ParametersError,
    parameter_schema,
    read_parameters,
    to_plain,
    write_parameters,
)
from zaizao.simulation.parameters import Parameters
from zaizao.simulation.replication import Replication, replicate
from zaizao.simulation.what_if import change, read_what_if

__all__ = [
    "MEASURES",
    "Calibration",
    "Difference",
    "Distances",
    "Duration",
    "Estimate",
    "Figures",
    "Outcome",
    "Parameters",
    "ParametersError",
    "Replication",
    "Scenario",
    "Shape",
    "Staffing",
    "TooLittleError",
    "Validation",
    "build_model",
    "calibrate",
    "change",
    "compare_outcomes",
    "estimate",
    "find_size",
    "measure",
    "measure_distances",
    "parameter_schema",
    "read_parameters",
    "read_what_if",
    "replicate",
    "simulate_scenario",
    "to_plain",
    "validate",
    "write_parameters",
]
