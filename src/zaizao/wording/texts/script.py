"""Words for what may be wrong with a script, or with how it went."""

TEXTS: dict[str, tuple[str, str]] = {
    "script": ("剧本有误", "The script has faults"),
    "script-key": ("此处不能写“{name}”，可写：{known}", "“{name}” means nothing here; possible: {known}"),
    "script-key-missing": ("缺少“{name}”", "“{name}” is missing"),
    "script-form": ("写法不对，此处应为 {expected}", "The form is wrong; expected here: {expected}"),
    "script-do": ("没有“{do}”这种指令，可用：{known}", "There is no command “{do}”; there are: {known}"),
    "script-times": (
        "重复次数“{value}”不对，应为 1 至 {most} 的整数",
        "“{value}” times: write a number from 1 to {most}",
    ),
    "script-moment": (
        "“{value}”不是时刻，应写成如 2026-02-12T10:00",
        "“{value}” is not a moment; write 2026-02-12T10:00",
    ),
    "script-case": ("剧本里没有案件“{case}”，有：{known}", "The script has no case “{case}”; it has: {known}"),
    "script-case-order": (
        "案件“{case}”在这一步之前没有开立，或已经开立",
        "Case “{case}” is not yet open at this step, or is open already",
    ),
    "script-process-unreadable": ("文件打不开：{file}", "The file cannot be opened: {file}"),
    "script-process-unknown": (
        "规则包里没有流程“{process}”，有：{known}",
        "The pack has no process “{process}”; it has: {known}",
    ),
    "script-calendar-unreadable": ("日历文件打不开：{file}", "The calendar file cannot be opened: {file}"),
    "script-work-unclear": (
        "“{work}”同时有几项待办，请写明是哪一项：{found}",
        "“{work}” has several open work items; say which: {found}",
    ),
    "script-refused": ("“{do}”没有被接受：{why}", "“{do}” was refused: {why}"),
    "script-not-refused": (
        "“{do}”应被拒绝（{expected}），却被接受了",
        "“{do}” should have been refused ({expected}) and was carried out",
    ),
    "script-other-refusal": (
        "“{do}”应因 {expected} 被拒绝，实为 {refusal}：{why}",
        "“{do}” should have been refused with {expected}, but was refused with {refusal}: {why}",
    ),
    "script-expected": (
        "案件 {case} 的 {what} 应为 {expected}，实为 {found}",
        "{what} of case {case} should be {expected}, and is {found}",
    ),
    "script-replay": (
        "案件 {case} 的记录重放之后与现状不一致",
        "Replaying the events of case {case} does not give its state",
    ),
}
