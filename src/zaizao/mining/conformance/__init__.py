"""What happened beside what should have: replay against definitions, optimal alignments against nets, and their figures."""

from __future__ import annotations
