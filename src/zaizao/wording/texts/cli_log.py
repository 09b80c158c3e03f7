"""Words of `zaizao log`: its help, the summary on the terminal, the page."""

TEXTS: dict[str, tuple[str, str]] = {
    "cli-short-log": ("看一份事件日志里有什么，或换一种格式", "what an event log holds, or the same in another format"),
    "cli-help-log": (
        "读事件日志（XES、OCEL、CSV、Excel、Parquet、JSON lines），说出有多少件、多少环节、哪些走法、从何时到何时。\n"
        "表格的列会猜，猜的依据都说出来；猜得不对，就写映射文件。坏记录逐条报告，读到的 = 留下的 + 报告的。\n\n例：\n"
        "  zaizao log 日志.xes.gz\n  zaizao log 工单.csv --mapping 工单.mapping.yaml\n"
        "  zaizao log 工单.xlsx --format html -o 工单.html\n  zaizao log 日志.csv --to parquet -o 日志.parquet",
        "Reads an event log (XES, OCEL, CSV, Excel, Parquet, JSON lines) and tells how many cases and activities there are, "
        "which ways cases take, from when to when.\nThe columns of a table are guessed, and the grounds are told; where the guess "
        "is wrong, write a mapping file. Broken records are reported one by one: read = kept + reported.\n\nExamples:\n"
        "  zaizao log log.xes.gz\n  zaizao log tickets.csv --mapping tickets.mapping.yaml\n"
        "  zaizao log tickets.xlsx --format html -o tickets.html\n  zaizao log log.csv --to parquet -o log.parquet",
    ),
    "cli-opt-log-to": (
        "换成这种格式写到 -o：xes、ocel、csv、parquet …",
        "write it in this format to -o: xes, ocel, csv, parquet …",
    ),
    "cli-log-to-where": ("要写成 {to}，请用 -o 给出文件名", "to write it as {to}, name the file with -o"),
    # the summary
    "cli-log-name": ("日志 {name}", "Log {name}"),
    "cli-log-counts": (
        "{cases} 件，{events} 条记录，{activities} 种环节，{variants} 种走法",
        "{cases} cases, {events} events, {activities} activities, {variants} ways to go through them",
    ),
    "cli-log-time": (
        "从{first}到{last}；一半的件在 {median}以内，九成在 {ninety}以内",
        "From {first} to {last}; half of the cases take {median} at most, nine in ten {ninety}",
    ),
    "cli-log-timeless": ("没有时间，只有先后", "No times, only the order of the events"),
    "cli-log-resources": ("{count} 个办理人或单位", "{count} people or offices did the work"),
    "cli-log-untimed": ("{count} 条记录没有时间", "{count} events have no time"),
    "cli-log-empty": ("{count} 件一条记录也没有", "{count} cases have no events"),
    "cli-log-activities": ("最多的环节：", "Most frequent activities:"),
    "cli-log-more": ("另有 {count} 种", "and {count} more"),
    "cli-log-common": ("最常见的走法（{count} 件）：{path}", "The most common way ({count} cases): {path}"),
    "cli-log-account": (
        "读到 {read} 条，留下 {kept} 条，报告 {reported} 条",
        "{read} records read, {kept} kept, {reported} reported",
    ),
    "cli-log-account-all": ("读到 {read} 条，全部留下", "{read} records read, all kept"),
    "cli-log-notes": ("请留意：", "Please note:"),
    "cli-log-guess": (
        "列是这样认的（不对就写映射文件）：",
        "How the columns were taken (write a mapping file if this is wrong):",
    ),
    "cli-log-line": ("第 {line} 行：", "line {line}: "),
    # the page
    "log-page-title": ("{name}：日志里有什么", "What the log {name} holds"),
    "log-fact-cases": ("件", "Cases"),
    "log-fact-cases-note": ("至少有一条记录", "with at least one event"),
    "log-fact-events": ("记录", "Events"),
    "log-fact-events-note": ("谁、何时、做了什么", "who did what, and when"),
    "log-fact-activities": ("环节", "Activities"),
    "log-fact-activities-note": ("不同的做法", "different kinds of work"),
    "log-fact-variants": ("走法", "Variants"),
    "log-fact-variants-note": ("不同的先后次序", "different orders of activities"),
    "log-fact-resources": ("办理人或单位", "Resources"),
    "log-fact-resources-note": ("在记录里留了名", "people or offices named"),
    "log-events": ("记录", "events"),
    "log-unit-events": ("条", "events"),
    "log-unit-cases": ("件", "cases"),
    "log-unit-days": ("天", "days"),
    "log-unit-minutes": ("分钟", "minutes"),
    "log-unit-hours": ("小时", "hours"),
    "log-periods-hour": ("每小时的记录", "Events by hour"),
    "log-periods-day": ("每天的记录", "Events by day"),
    "log-periods-month": ("每月的记录", "Events by month"),
    "log-periods-year": ("每年的记录", "Events by year"),
    "log-periods-outside": (
        "远离其他记录的没有画：之前 {before} 条，之后 {after} 条",
        "not drawn, far from the others: {before} before, {after} after",
    ),
    "log-durations": (
        "一半的件在 {median}以内，九成在 {ninety}以内",
        "Half of the cases take {median} at most, nine in ten {ninety}",
    ),
    "log-durations-note": ("从第一条到最后一条记录，按日历算", "from the first to the last event, in calendar time"),
    "log-mark-half": ("一半 {value}", "half {value}"),
    "log-mark-ninety": ("九成 {value}", "nine in ten {value}"),
    "log-activities": (
        "{count} 种环节，最多的三种占记录的 {share}",
        "{count} activities; the three most frequent are {share} of the events",
    ),
    "log-in-cases": ("{share}的件", "in {share} of the cases"),
    "log-resources": ("{count} 个办理人或单位，记录最多的", "{count} people or offices; those with most events"),
    "log-cases-of": ("{count} 件", "{count} cases"),
    "log-bars-more": ("另有 {count} 个未画出", "{count} more are not drawn"),
    "log-paths": (
        "{variants} 种走法，最常见的 {shown} 种占 {share}的件",
        "{variants} variants; the {shown} most common are {share} of the cases",
    ),
    "log-path-cases": ("件", "cases"),
    "log-path-share": ("占比", "share"),
    "log-path-length": ("步", "steps"),
    "log-path-way": ("走法", "way"),
    "log-known": ("另外还记了 {count} 项", "{count} things are known beside that"),
    "log-known-key": ("名称", "name"),
    "log-known-of": ("属于", "of"),
    "log-known-kind": ("种类", "kind"),
    "log-known-given": ("有值", "given"),
    "log-known-values": ("不同值", "different values"),
    "log-of-case": ("件", "the case"),
    "log-of-event": ("记录", "the event"),
    "log-kind-text": ("文字", "text"),
    "log-kind-integer": ("整数", "whole number"),
    "log-kind-number": ("数", "number"),
    "log-kind-boolean": ("是否", "yes or no"),
    "log-kind-time": ("时间", "time"),
    "log-kind-id": ("标识", "identifier"),
    "log-reading": ("怎样读的", "How it was read"),
}
