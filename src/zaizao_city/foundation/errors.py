"""What the application refuses: a code, its fields, the reason and the way forward (JN10: no refusal without both).

A refusal is an answer, not a bug: one middleware turns it into a page with its status; everything else stays a 500.
"""

from __future__ import annotations

from django.utils.functional import Promise


class Refusal(Exception):  # noqa: N818 - the root of a family, not one situation
    """An anticipated refusal; a subclass says what happened, why it cannot be, and what can be done instead.

    ``code`` is stable and kebab-case; ``status`` the HTTP status that fits it; ``reason`` and ``way_forward`` are
    translatable sentences with the names of the fields in braces. A subclass that lacks one of them cannot be made.
    """

    code: str
    status: int = 409
    reason: str | Promise
    way_forward: str | Promise

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        super().__init__(self.code, fields)

    def __init_subclass__(cls) -> None:
        missing = [name for name in ("code", "reason", "way_forward") if not hasattr(cls, name)]
        if missing:
            raise TypeError(f"{cls.__name__} says no {', '.join(missing)}")

    def tell(self) -> tuple[str, str]:
        """The reason and the way forward, in the language in force, with the fields put in."""
        return str(self.reason).format(**self.fields), str(self.way_forward).format(**self.fields)
