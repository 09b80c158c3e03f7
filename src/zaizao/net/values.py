"""How this room makes its values: frozen to the type checker, fast at run time.

A frozen attrs value costs three times as much to make as a plain one, and every step makes a few dozen.
So the type checker, which runs over everything here, refuses any assignment to an attribute, and at run time the
class is an ordinary attrs class with slots. Tests hold that a step leaves the state it was given unchanged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attrs import frozen as value
else:
    from attrs import define as value

__all__ = ["value"]
