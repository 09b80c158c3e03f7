"""Small values that every room shares: limits of time, identifiers, two-language texts.

No calendar is here: what a limit amounts to on real days is `zaizao.worktime`'s business.
"""

from zaizao.units.limit import Limit, LimitError, Unit, parse_limit
from zaizao.units.text import Text

__all__ = ["Limit", "LimitError", "Text", "Unit", "parse_limit"]
