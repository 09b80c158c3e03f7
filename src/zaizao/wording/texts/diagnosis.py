"""Words of the diagnosis that belong to no single rule; the words of a rule stand in its file."""

TEXTS: dict[str, tuple[str, str]] = {
    "diagnosis-rule-unknown": (
        "没有“{rule}”这条体检规则；现有：{known}",
        "There is no rule “{rule}” in the diagnosis; there are: {known}",
    ),
    "findings-file": ("体检结果的处置文件有误", "The file of suppressions and baseline has faults"),
}
