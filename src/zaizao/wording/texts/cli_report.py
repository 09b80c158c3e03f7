"""Words of `zaizao report`: its help, the parts of the page."""

TEXTS: dict[str, tuple[str, str]] = {
    "cli-short-report": ("一份日志的完整实证报告，一页", "a whole report of evidence on one log, on one page"),
    "cli-help-report": (
        "把一份日志说清楚：实际怎么走、时间花在哪里、为什么；各区（或各年）差在哪里；照这样下去会怎样；"
        "规则怎么说；改了会怎样。写成一页，不联网也能打开。\n\n例：\n"
        "  zaizao report 日志.xes.gz -o 报告.html\n"
        "  zaizao report packs/logs/sf-311/sf-311-10000.csv.gz --mapping packs/logs/sf-311/sf-311.mapping --by supervisor_district --calendar US-CA -o 311.html\n"
        "  zaizao report 日志.xes --definition packs/restaurant/open-restaurant.yaml --by district -o 报告.html",
        "Tells what a log says: how it really goes, where the time goes and why; how districts or years differ; what would "
        "happen; what the rules say; what a change would bring. One page that opens without network.\n\nExamples:\n"
        "  zaizao report log.xes.gz -o report.html\n"
        "  zaizao report packs/logs/sf-311/sf-311-10000.csv.gz --mapping packs/logs/sf-311/sf-311.mapping --by supervisor_district --calendar US-CA -o 311.html\n"
        "  zaizao report log.xes --definition packs/restaurant/open-restaurant.yaml --by district -o report.html",
    ),
    "cli-opt-report-by": (
        "按办件的哪个属性（或 year）分开比较",
        "the attribute of cases (or year) whose values are set side by side",
    ),
    "cli-opt-report-definition": ("这些件所走的流程定义", "the definition that the cases ran on"),
    "cli-opt-report-calendar": (
        "日历：cn，或国家代码（US-CA、IT、NL…）",
        "calendar: cn, or a country code (US-CA, IT, NL …)",
    ),
    "report-title": ("实证报告：{name}", "Report of evidence: {name}"),
    "report-numbers": ("一、 二、 三、 四、 五、", "1. 2. 3. 4. 5."),
    "report-contents": ("本页内容", "On this page"),
    "report-reality": ("实际怎么走", "How it really goes"),
    "report-reality-lead": (
        "从记录里数出来的：走法、用时、原因。",
        "Counted from the record: ways, times and their reasons.",
    ),
    "report-places": ("差在哪里", "Who does it otherwise"),
    "report-places-lead": (
        "同一件事分开比：哪里多用时间，多在哪一步，有多大把握。",
        "The same service side by side: where it takes longer, at which step, and how sure that is.",
    ),
    "report-future": ("照这样下去会怎样", "What would happen"),
    "report-future-lead": (
        "从记录学出模型，先拿最后三分之一检验，再问“如果”。",
        "A model learned from the record, tried on its last third, then asked what if.",
    ),
    "report-findings": ("规则怎么说", "What the rules say"),
    "report-findings-lead": (
        "法律和理论对流程定义怎么说，记录又证实了什么。",
        "What law and theory say of the definition, and what the record shows of it.",
    ),
    "report-change": ("改了会怎样", "What a change brings"),
    "report-change-lead": (
        "改革前的流程和现行的流程，用同一份记录里的用时各演一遍。",
        "The process as found and the one in force, each played with the times of the same record.",
    ),
    "report-too-little": ("只有 {cases} 件，学不出可靠的模型。", "With {cases} cases no model can be learned."),
    "report-more-demand": ("申请多{share}%", "{share}% more cases"),
    "report-no-findings": ("没有发现。", "Nothing was found."),
    "report-finding-rule": ("规则", "rule"),
    "report-finding-what": ("发现", "finding"),
    "report-finding-cases": ("依据", "rests on"),
    "report-finding-remedy": ("改法", "remedy"),
    "report-by-hand": ("由人决定", "for people to decide"),
    "report-change-found": (
        "改革前的流程，按 {rules} 条规则查出 {count} 处问题；改写并证明之后，就是现行的流程。",
        "In the process as found {count} things were wrong by {rules} rules; rewritten and proved it is the one in force.",
    ),
    "report-change-what": ("申请人要做的", "what is asked of the applicant"),
    "report-change-before": ("改革前", "as found"),
    "report-change-after": ("现行", "in force"),
    "report-before": ("改革前", "as found"),
    "report-after": ("从改革前改为现行", "from as found to in force"),
    "report-figure-materials": ("材料（份）", "documents"),
    "report-figure-certificates": ("证明（项）", "certificates"),
    "report-figure-visits": ("跑腿（次）", "visits"),
    "report-figure-elapsed": ("时限（工作日）", "limit in working days"),
    "report-figure-activities": ("环节（个）", "steps"),
}
