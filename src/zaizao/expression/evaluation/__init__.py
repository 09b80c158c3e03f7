"""Syntax tree to closures: names, logic and comparisons; lists, contexts and loops; calls. No checking, no reasons."""

from zaizao.expression.evaluation import calls, collections, logic
from zaizao.expression.evaluation.compiler import CLOCK_NAMES, compile_node
from zaizao.expression.evaluation.scope import Code, Frame, Scope

__all__ = ["CLOCK_NAMES", "Code", "Frame", "Scope", "calls", "collections", "compile_node", "logic"]
