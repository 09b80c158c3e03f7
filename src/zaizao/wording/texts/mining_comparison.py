"""Words of comparing cities: what is refused, and what files of steps and gaps must hold."""

TEXTS: dict[str, tuple[str, str]] = {
    "steps-file": ("环节对照表有误", "The file of steps has faults"),
    "steps-shape": (
        "应写成 steps: 环节: 对象名: [日志里的名称]",
        "Write steps: STEP: SIDE: [names in its log]",
    ),
    "steps-names": ("这里应是日志里的名称，或者名称的列表", "Here stands a name of the log, or a list of names"),
    "steps-twice": (
        "“{name}”已经归在“{other}”这一环节",
        "“{name}” belongs to the step “{other}” already",
    ),
    "gap-list": ("差距清单有误", "The list of gaps has faults"),
    "gap-shape": ("应写成 gaps: 的列表，每项一个差距", "Write gaps: and under it a list, one gap an item"),
    "gap-text": ("“{name}”应是文字", "“{name}” is a text"),
    "gap-number": ("“{name}”应是数", "“{name}” is a number"),
    "gap-day": ("“{name}”应是日期，例如 2027-05-22", "“{name}” is a date, such as 2027-05-22"),
    "compare-too-few": (
        "至少要有 {least} 个有办件的对象才能比较，现在有：{sides}",
        "It takes {least} sides with cases to compare; there are: {sides}",
    ),
    "compare-trait-unknown": (
        "日志不能按“{trait}”划分；可以按：{known}",
        "The log cannot be split by “{trait}”; it can by: {known}",
    ),
    "compare-step-unknown": (
        "没有哪个日志有“{step}”这一环节；相近的有：{near}",
        "No log has a step “{step}”; the nearest: {near}",
    ),
}
