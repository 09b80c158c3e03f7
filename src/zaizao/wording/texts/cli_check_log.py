"""Words of `zaizao check --log`."""

TEXTS: dict[str, tuple[str, str]] = {
    "cli-opt-check-log": (
        "再拿一份事件日志来对照：实际办得怎样（ZL8 各条规则）",
        "hold the definition against an event log: what really happened (the rules of ZL8)",
    ),
    "cli-opt-check-activities": (
        "日志里的名称是定义里的哪个环节，写成文件",
        "which name of the log is which activity of the definition, as a file",
    ),
    "cli-opt-check-calendar": (
        "按哪里的日历数工作日：cn（默认）或国家代码",
        "whose calendar counts working days: cn (without it) or a country code",
    ),
    "cli-check-needs-log": ("{option} 要和 --log 一起用", "{option} goes with --log"),
    "cli-check-log-one": (
        "一份日志只说一个流程：请只给一个定义（现在有 {count} 个）",
        "A log tells of one process: give one definition (there are {count})",
    ),
    "cli-check-log-read": (
        "日志有 {cases} 件；定义的 {steps} 个环节对上 {found} 个",
        "The log has {cases} cases; {found} of the {steps} activities are in it",
    ),
    "cli-check-log-unmatched": (
        "日志里有 {count} 个名称没有对上（{names}……）；可用 --activities 指定",
        "{count} names of the log match nothing ({names} …); say what they are with --activities",
    ),
    "cli-check-log-unused": (
        "对照表里这些名称日志里没有：{names}",
        "Names of the mapping that the log has not: {names}",
    ),
}
