"""Words of matching the activities of a log with those of a definition."""

TEXTS: dict[str, tuple[str, str]] = {
    "mapping-file": ("环节对照表有误", "The mapping of activities has faults"),
    "mapping-shape": (
        "应写成 activities: 日志里的名称: 定义里的环节（不属于本流程的写 ~）",
        "Write activities: and under it NAME IN THE LOG: ACTIVITY OF THE DEFINITION (~ for none)",
    ),
    "mapping-activity": (
        "定义里没有“{activity}”这个环节；相近的有：{near}",
        "The definition has no activity “{activity}”; the nearest: {near}",
    ),
}
