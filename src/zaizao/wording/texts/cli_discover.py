"""Words of `zaizao discover`: its help, the summary on the terminal, the page."""

TEXTS: dict[str, tuple[str, str]] = {
    "cli-short-discover": ("从日志找出流程模型，写成定义", "the model behind a log, as a definition"),
    "cli-help-discover": (
        "从事件日志归纳出流程模型（归纳挖掘），写成一份流程定义，并说明模型略去了什么：滤掉的事件、没有进入模型的环节、定义说不出的约束，\n"
        "以及拟合度和精确度。-o 按后缀写：.yaml .json .bpmn .svg .mmd 是定义，.pnml 是 Petri 网，.html 是网页；可以写几个。\n"
        "找出来的是“现状”：每个选择都是“未知”，要由人说清楚依据，才能运行。\n\n例：\n"
        "  zaizao discover 日志.xes.gz\n  zaizao discover 日志.xes.gz -o 现状.yaml -o 现状.bpmn -o 现状.html\n"
        "  zaizao discover 日志.csv --mapping 各列.yaml --noise 0 --format json",
        "Finds the model behind an event log (inductive mining), writes it as a definition, and says what the model leaves\n"
        "out: filtered events, activities it does not have, what a definition cannot say, with fitness and precision.\n"
        "-o goes by suffix: .yaml .json .bpmn .svg .mmd is the definition, .pnml the Petri net, .html the page; several may\n"
        "be given. What is found is the process as it is: every choice is unknown until somebody says what it hangs on.\n\n"
        "Examples:\n  zaizao discover log.xes.gz\n  zaizao discover log.xes.gz -o as-is.yaml -o as-is.bpmn -o as-is.html\n"
        "  zaizao discover log.csv --mapping columns.yaml --noise 0 --format json",
    ),
    "cli-opt-discover-output": (
        "把模型写到这个文件，形式看后缀；可以重复",
        "write the model to this file, in the form of its suffix; may be repeated",
    ),
    "cli-opt-discover-noise": (
        "0 到 1：弱于最强去向这么多的去向不要（默认 0.2，0 全部保留）",
        "from 0 to 1: a continuation weaker than this share of the strongest is left out (0.2; 0 keeps all)",
    ),
    "cli-opt-discover-name": ("流程的名称（默认用日志的名称）", "the name of the process (that of the log by default)"),
    "log-nothing-to-model": (
        "日志里没有事件，找不出模型；请检查日志",
        "The log has no events, so there is no model to find; check the log",
    ),
    "discover-title": ("{log}：找出的流程", "{log}: the process as found"),
    "discover-lead": (
        "{cases} 件办件归纳成 {activities} 个环节的流程；{share} 的办件完全符合这份定义。",
        "{cases} cases make a process of {activities} activities; {share} of the cases fit the definition exactly.",
    ),
    "discover-tree": ("流程树（.pnml）", "process tree (.pnml)"),
    "discover-definition": ("定义（.yaml、.bpmn）", "definition (.yaml, .bpmn)"),
    "discover-fact-activities": ("环节", "activities"),
    "discover-fact-activities-note": ("进入模型的", "in the model"),
    "discover-fact-filtered": ("略去的事件", "events left out"),
    "discover-fact-filtered-note": ("占全部事件，作为噪声滤掉", "of all events, filtered as noise"),
    "discover-picture": ("找出的流程", "The process as found"),
    "discover-picture-note": (
        "环节都从日志推断，都归在一个“经办部门”名下，分工要由人补上。",
        "Steps are assumed from the log; all stand under one office until somebody says who does what.",
    ),
    "discover-knot": (
        "这个流程有 {links} 条先后关系，画在页上看不清；先用更高的 --noise 简化，或用 -o 模型.svg 单独画出。",
        "This process has {links} links, too many for a picture on a page; simplify it with a higher --noise, or draw it "
        "into a file of its own with -o model.svg.",
    ),
    "discover-figures": ("模型有多准", "How good the model is"),
    "discover-figures-note": (
        "拟合度说日志里的办法有多少模型容得下，精确度说模型容许的有多少真的发生过；都由最优对齐算出。定义比流程树宽，因此更拟合、更不精确。",
        "Fitness: how much of what happened the model allows. Precision: how much of what it allows happened. Both come "
        "from optimal alignments. A definition allows more than its tree, so it fits more and is less precise.",
    ),
    "discover-head-form": ("形式", "form"),
    "discover-head-fitting": ("完全符合的办件", "cases that fit exactly"),
    "discover-head-activity": ("环节", "activity"),
    "discover-head-events": ("略去（次）", "left out (events)"),
    "discover-head-cases": ("涉及（件）", "in cases"),
    "discover-left-out-title": ("模型略去了什么", "What the model leaves out"),
    "discover-left-out": (
        "噪声阈值 {noise} 之下，{events} 次事件（{share}）在流程树里没有位置；{cases} 的办件与流程树不完全一致。",
        "With a noise threshold of {noise}, {events} events ({share}) have no place in the tree; {cases} of the cases do not "
        "fit it exactly.",
    ),
    "discover-nothing-left-out": ("没有略去任何事件。", "No event was left out."),
    "discover-absent": (
        "日志里有而模型里完全没有的环节 {count} 个：{names}",
        "{count} activities of the log are not in the model at all: {names}",
    ),
    "discover-unread": (
        "另有 {count} 次“完成”之前的事件没有计入：一项工作开始又完成，只算一次。",
        "{count} more events come before a completion and do not count: work that was started and completed happened once.",
    ),
    "discover-lost": ("定义说不出、因而放宽了的：{count} 处", "What the definition cannot say, and so allows: {count}"),
    "discover-names-more": ("另有 {count} 个", "{count} more"),
    "discover-more": ("另有 {count} 项未列出，--format json 可看全部", "{count} more are not listed; --format json has them all"),
}  # fmt: skip
