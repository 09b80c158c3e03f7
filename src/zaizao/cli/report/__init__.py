"""One report on one log: what really happened and why, who does it otherwise, what would happen, what to change.

The counting is in mining, simulation, diagnosis and redesign; here their parts are put on one page that stands alone.
"""

from zaizao.cli.report.report import Asked, Report, build_report

__all__ = ["Asked", "Report", "build_report"]
