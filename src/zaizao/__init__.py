"""Zaizao (再造): a government process written once, then judged, redesigned and run.

This package is the core: a library and a command.
It knows no web framework, reads no clock and owns no global randomness:
values go in, values come out.

The names below are what a notebook needs; each is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zaizao.cli.benchmark.view import compare_places
    from zaizao.cli.conformance import conform
    from zaizao.cli.discovery import discover
    from zaizao.cli.logs.view import read_log
    from zaizao.cli.mining.view import mine
    from zaizao.cli.notebook import (
        Picture,
        check,
        compare,
        deadline,
        diagnose,
        draw,
        improve,
        play,
        ribbon,
        verify,
    )
    from zaizao.cli.simulations.notebook import calibrate, simulate
    from zaizao.definition import ProcessDefinition, load_pack, read_definition, to_json, write_definition
    from zaizao.notation import to_mermaid

__version__ = "0.1.0"

_ROOMS = {
    "Picture": "cli.notebook",
    "ProcessDefinition": "definition",
    "calibrate": "cli.simulations.notebook",
    "check": "cli.notebook",
    "compare": "cli.notebook",
    "compare_places": "cli.benchmark.view",
    "conform": "cli.conformance",
    "deadline": "cli.notebook",
    "diagnose": "cli.notebook",
    "discover": "cli.discovery",
    "draw": "cli.notebook",
    "improve": "cli.notebook",
    "load_pack": "definition",
    "mine": "cli.mining.view",
    "play": "cli.notebook",
    "read_definition": "definition",
    "read_log": "cli.logs.view",
    "ribbon": "cli.notebook",
    "simulate": "cli.simulations.notebook",
    "to_json": "definition",
    "to_mermaid": "notation",
    "verify": "cli.notebook",
    "write_definition": "definition",
}
"""Where each public name lives."""

__all__ = [
    "Picture",
    "ProcessDefinition",
    "__version__",
    "calibrate",
    "check",
    "compare",
    "compare_places",
    "conform",
    "deadline",
    "diagnose",
    "discover",
    "draw",
    "improve",
    "load_pack",
    "mine",
    "play",
    "read_definition",
    "read_log",
    "ribbon",
    "simulate",
    "to_json",
    "to_mermaid",
    "verify",
    "write_definition",
]


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
