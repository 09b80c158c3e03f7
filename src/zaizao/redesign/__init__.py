"""Making a process better within the law: operators, the search over their moves, and the figures before and after.

Whether the result keeps the law is judged by `zaizao.verification` alone.
"""

from zaizao.redesign.measures import Figures, Measures, measure
from zaizao.redesign.operator import Move, Operator, Reason
from zaizao.redesign.operators import list_operators
from zaizao.redesign.scope import Scope

__all__ = ["Figures", "Measures", "Move", "Operator", "Reason", "Scope", "list_operators", "measure"]
