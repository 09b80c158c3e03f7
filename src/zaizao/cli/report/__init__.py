"""One report on one log: what really happened and why, who does it otherwise, what would happen, what to change.

The counting is in mining, simulation, diagnosis and redesign; here their parts are put on one page that stands alone.
"""

from zaizao.cli.report.report import Asked, Counted, Report, count_report, show_report

__all__ = ["Asked", "Counted", "Report", "count_report", "show_report"]
