"""What the commands that work on event logs share: options, reading with progress, answers in three forms, the page.

What a log means is said by each command; nothing is counted here.
"""

from zaizao.cli.evidence.answers import answer
from zaizao.cli.evidence.figures import show_chart, show_facts, show_table, stand_with_charts
from zaizao.cli.evidence.options import evidence_options
from zaizao.cli.evidence.reading import describe_problem, load_log, tell_problems
from zaizao.cli.evidence.sheet import build_evidence_page

__all__ = [
    "answer",
    "build_evidence_page",
    "describe_problem",
    "evidence_options",
    "load_log",
    "show_chart",
    "show_facts",
    "show_table",
    "stand_with_charts",
    "tell_problems",
]
