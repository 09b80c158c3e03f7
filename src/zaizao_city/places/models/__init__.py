"""The tables of the app."""

from __future__ import annotations

from zaizao_city.places.models.counter import Counter
from zaizao_city.places.models.ticket import Ticket

__all__ = ["Counter", "Ticket"]
