"""Telling a comparison of cities: sentences a mayor understands, tables an analyst can check, the page with both.

What is compared and how sure it is comes from `zaizao.mining.comparison`; definitions are measured by `zaizao.redesign`.
"""

from zaizao.cli.benchmark.figures import describe_comparison, write_comparison_csv
from zaizao.cli.benchmark.page import build_comparison_page
from zaizao.cli.benchmark.sentences import Told, tell_findings, tell_others
from zaizao.cli.benchmark.summary import write_summary

__all__ = [
    "Told",
    "build_comparison_page",
    "describe_comparison",
    "tell_findings",
    "tell_others",
    "write_comparison_csv",
    "write_summary",
]
