"""How a process that serves for days searches its memory for garbage."""

from __future__ import annotations

import gc

SELDOM = (20_000, 20, 50)
"""Objects made, less those gone, between two searches; a request makes some thousands and leaves few rings behind."""


def settle_memory() -> None:
    """Leave everything that stands now out of all later searches, and search seldom. Once, at the end of the start.

    Classes, words and templates are half a million objects that never go: to look through them again and again took a
    twentieth of a request.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
