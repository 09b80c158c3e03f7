"""A whole error or problem in words, with the place where it was found."""

from __future__ import annotations

from zaizao.errors import InputError, Problem, ZaizaoError
from zaizao.wording.texts import list_codes, say


def describe(error: ZaizaoError | Problem, language: str = "zh") -> str:
    """The error as people read it: one line for each problem, ``file:line:column path: words``."""
    if isinstance(error, Problem):
        return _describe_problem(error, language)
    if isinstance(error, InputError) and error.problems:
        return "\n".join(_describe_problem(problem, language) for problem in error.problems)
    return say(choose_code(error), error.fields, language)


def choose_code(error: ZaizaoError) -> str:
    """``CODE-WHY`` where the error has a ``why`` with words of its own, else its code."""
    finer = f"{error.code}-{error.fields.get('why')}"
    return finer if finer in list_codes() else error.code


def _describe_problem(problem: Problem, language: str) -> str:
    words = say(problem.code, problem.fields, language)
    place = str(problem.where)
    separator = ": " if language == "en" else "："
    return f"{place}{separator}{words}" if place else words
