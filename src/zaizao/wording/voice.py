"""A whole error or problem in words, with the place where it was found."""

from __future__ import annotations

from zaizao.errors import InputError, Problem, ZaizaoError
from zaizao.wording.texts import say


def describe(error: ZaizaoError | Problem, language: str = "zh") -> str:
    """The error as people read it: one line for each problem, ``file:line:column path: words``."""
    if isinstance(error, Problem):
        return _describe_problem(error, language)
    if isinstance(error, InputError) and error.problems:
        return "\n".join(_describe_problem(problem, language) for problem in error.problems)
    return say(error.code, error.fields, language)


def _describe_problem(problem: Problem, language: str) -> str:
    words = say(problem.code, problem.fields, language)
    place = str(problem.where)
    separator = ": " if language == "en" else "："
    return f"{place}{separator}{words}" if place else words
