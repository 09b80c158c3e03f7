"""A text in Chinese and English; Chinese is the one that must be there."""

from __future__ import annotations

from msgspec import Struct


class Text(Struct, frozen=True):
    """Words in two languages; a missing English text falls back to the Chinese one."""

    zh: str
    en: str | None = None

    def say(self, language: str = "zh") -> str:
        """The words in ``language`` (``zh`` or ``en``)."""
        return self.en if language == "en" and self.en is not None else self.zh

    def __str__(self) -> str:
        return self.zh
