"""What the command leaves with."""

FINE = 0
FINDINGS = 1
"""There are findings, or differences."""
BAD_INPUT = 2
"""Bad input or usage."""
INTERRUPTED = 130
"""Ctrl-C."""
