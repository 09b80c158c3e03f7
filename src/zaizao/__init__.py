"""Zaizao (再造): a government process written once, then judged, redesigned and run.

This package is the core: a library and a command.
It knows no web framework, reads no clock and owns no global randomness:
values go in, values come out.
"""

__version__ = "0.1.0"
