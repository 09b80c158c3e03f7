"""How long cases and activities take, in calendar time and in working time. Why is in `zaizao.mining.causes`."""

from zaizao.mining.times.durations import ActivityTimes, CaseSpans, Times, TwoClocks, measure_times
from zaizao.mining.times.wall import WallTimes, read_wall_times

__all__ = ["ActivityTimes", "CaseSpans", "Times", "TwoClocks", "WallTimes", "measure_times", "read_wall_times"]
