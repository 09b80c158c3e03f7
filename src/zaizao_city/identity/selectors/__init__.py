"""Reads of the app: who acts, what they may, who holds what; nothing is written here."""

from __future__ import annotations

from zaizao_city.identity.selectors.actors import get_actor

__all__ = ["get_actor"]
