"""The model behind a log: process trees found from what follows what, as Petri nets and as definitions."""

from __future__ import annotations
