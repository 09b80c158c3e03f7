"""The bounds that keep one expression from eating a machine; the refusals that name them stand in `errors`."""

from __future__ import annotations

TEXT_LENGTH = 10_000
"""Characters in one expression."""
NESTING = 100
"""Brackets, branches and bodies inside one another."""
DEPTH = 200
"""Levels of the syntax tree; a chain of a hundred additions is as deep as it is long."""
ITEMS = 100_000
"""Values one evaluation may create in lists, ranges and strings (characters)."""
STEPS = 250_000
"""Rounds of loops and calls in one evaluation."""
CALLS = 40
"""Calls of written functions inside one another."""
PATTERN_LENGTH = 200
"""Characters in one regular expression."""
PATTERN_STEPS = 20_000_000
"""Steps a regular expression may need in the worst case: text length to the power of its open repetitions."""
