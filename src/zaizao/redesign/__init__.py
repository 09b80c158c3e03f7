"""Making a process better within the law: operators, the search over their moves, and the figures before and after.

Whether the result keeps the law is judged by `zaizao.verification` alone.
"""

from zaizao.redesign.combining import NotCombinableError, combine
from zaizao.redesign.five_ones import Decision, FiveOnes, FormField, Notice, NoticeLine, Section, five_ones
from zaizao.redesign.measures import Figures, Measures, measure
from zaizao.redesign.operator import Move, Operator, Reason
from zaizao.redesign.operators import list_operators
from zaizao.redesign.redesigning import NothingToRedesignError, UnknownOperatorError, redesign
from zaizao.redesign.result import Alternative, Change, Effect, Redesign
from zaizao.redesign.scope import Scope

__all__ = [
    "Alternative",
    "Change",
    "Decision",
    "Effect",
    "Figures",
    "FiveOnes",
    "FormField",
    "Measures",
    "Move",
    "NotCombinableError",
    "NothingToRedesignError",
    "Notice",
    "NoticeLine",
    "Operator",
    "Reason",
    "Redesign",
    "Scope",
    "Section",
    "UnknownOperatorError",
    "combine",
    "five_ones",
    "list_operators",
    "measure",
    "redesign",
]
