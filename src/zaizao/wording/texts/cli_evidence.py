"""Words that the commands on event logs share."""

TEXTS: dict[str, tuple[str, str]] = {
    "cli-opt-evidence-format": (
        "text 给人看，json 给程序用，html 是一个网页",
        "text for people, json for programs, html a page",
    ),
    "cli-opt-mapping": (
        "说明表格各列是什么的映射文件；不写就猜，并说明怎么猜的",
        "a file that says what the columns of a table are; without it they are guessed, and the guess is told",
    ),
    "cli-opt-on-broken": (
        "坏记录：skip 报告后跳过，stop 停下",
        "a broken record: skip reports it and goes on, stop ends the load",
    ),
    "cli-evidence-reading": ("正在读 {file} … {percent}%", "reading {file} … {percent}%"),
    "cli-evidence-more": (
        "另有 {count} 条提示，--format json 可看全部",
        "{count} more notes; --format json shows them all",
    ),
    "evidence-badge": ("实际记录", "From records"),
    "evidence-notice": (
        "图和数字都从事件日志里数出来；每张图下面有表。",
        "Every figure is counted from an event log; behind every picture stands its table.",
    ),
    "evidence-rows-more": ("另有 {count} 行未列出", "{count} more rows are not listed"),
    "page-foot-evidence": ("由 zaizao 从事件日志生成", "Made by zaizao from an event log"),
}
