"""FEEL, the Friendly Enough Expression Language of DMN 1.5: read, check, evaluate, and say why.

Values are Python's own plus `YearsMonths` and `Range`; what is not known yet is `UNKNOWN` and never decides.
Decision tables are not here (`zaizao.decision`), nor is a clock: ``today()`` and ``now()`` read the scope.
"""

from zaizao.expression.checker import check_guard, check_types
from zaizao.expression.errors import (
    ExpressionSyntaxError,
    ExpressionTooLargeError,
    ExpressionTypeError,
    PatternRefusedError,
)
from zaizao.expression.expression import Expression, compile_expression, compile_unary_tests
from zaizao.expression.functions.conversion import write_value
from zaizao.expression.nodes import Node
from zaizao.expression.parser import parse, parse_unary_tests
from zaizao.expression.printer import to_feel
from zaizao.expression.reads import list_reads
from zaizao.expression.reason import Reason
from zaizao.expression.types import FieldType, context_of, list_of, one_of, parse_type
from zaizao.expression.unknown import UNKNOWN, Answer, Unknown
from zaizao.expression.values import FunctionValue, Range, Value, YearsMonths

__all__ = [
    "UNKNOWN",
    "Answer",
    "Expression",
    "ExpressionSyntaxError",
    "ExpressionTooLargeError",
    "ExpressionTypeError",
    "FieldType",
    "FunctionValue",
    "Node",
    "PatternRefusedError",
    "Range",
    "Reason",
    "Unknown",
    "Value",
    "YearsMonths",
    "check_guard",
    "check_types",
    "compile_expression",
    "compile_unary_tests",
    "context_of",
    "list_of",
    "list_reads",
    "one_of",
    "parse",
    "parse_type",
    "parse_unary_tests",
    "to_feel",
    "write_value",
]
