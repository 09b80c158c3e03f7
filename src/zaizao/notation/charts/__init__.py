"""Charts as SVG text, each with the table behind it: bars, histograms, values with intervals, lines over time.

Pure: plain values in, text out. Which chart says what, and where it stands on a page, is for those who call.
"""

from zaizao.notation.charts.axes import Mark
from zaizao.notation.charts.bars import Bar, draw_bars
from zaizao.notation.charts.chart import NARROW, WIDE, Chart, Frame, own_style
from zaizao.notation.charts.histogram import Bin, cut_bins, draw_histogram
from zaizao.notation.charts.intervals import Interval, draw_intervals
from zaizao.notation.charts.lines import Line, draw_lines
from zaizao.notation.charts.scale import format_number, to_number

__all__ = [
    "NARROW",
    "WIDE",
    "Bar",
    "Bin",
    "Chart",
    "Frame",
    "Interval",
    "Line",
    "Mark",
    "cut_bins",
    "draw_bars",
    "draw_histogram",
    "draw_intervals",
    "draw_lines",
    "format_number",
    "own_style",
    "to_number",
]
