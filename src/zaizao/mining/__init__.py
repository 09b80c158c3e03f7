"""What a log says about a process: times and their causes, rework, hand-over, drift, effects and the map of what really happened.

Values in, values out. Reading logs is in `zaizao.eventlog`; judging against the law is in `zaizao.diagnosis`.
"""
