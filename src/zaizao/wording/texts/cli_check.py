"""Words of `zaizao check`, `explain` and `rules`."""

TEXTS: dict[str, tuple[str, str]] = {
    "cli-short-check": (
        "检查流程定义：写法、逻辑，并按法律逐条体检",
        "check definitions: form, soundness, and a diagnosis by law",
    ),
    "cli-short-explain": ("说明一条体检规则", "explain a rule of the diagnosis"),
    "cli-short-rules": ("列出全部体检规则", "list the rules of the diagnosis"),
    "cli-help-check": (
        "读取流程定义、剧本、法条文件，检查写法和逻辑，并对流程定义逐条体检：哪里违法、哪里该改、依据是什么、怎么改。\n"
        "目录会逐个文件检查；一次给出的流程放在一起看，互相要对方结果的也查得出来。\n\n"
        "退出码：写法读不懂为 2；违法、应当改、逻辑不通为 1；只有“值得一看”的为 0。\n"
        "暂缓处理的和已知的问题写在 zaizao-findings.yaml 里，放在流程文件所在目录或上级目录，自动生效。\n\n"
        "例：\n  zaizao check 流程.yaml\n  zaizao check packs/restaurant --select ZL1,ZL302\n"
        "  zaizao check packs/ --format json\n  zaizao check 流程.yaml --diff        先看能自动改什么\n"
        "  zaizao check 流程.yaml --fix         再改\n  zaizao check packs/ --write-baseline  老问题记下，以后只报新的",
        "Reads definitions, scripts and law texts, checks how they are written and whether they are sound, and diagnoses "
        "definitions:\nwhat is contrary to law, what should be changed, on what ground, and how.\n"
        "Folders are searched; the definitions of one call are seen together, so processes that wait for each other are "
        "found.\n\nExit codes: 2 for what cannot be read; 1 for what is contrary to law, to be changed or unsound; "
        "notes alone give 0.\nWhat was decided about findings stands in zaizao-findings.yaml, beside the definitions or "
        "above them, and is used by itself.\n\n"
        "Examples:\n  zaizao check process.yaml\n  zaizao check packs/restaurant --select ZL1,ZL302\n"
        "  zaizao check packs/ --format json\n  zaizao check process.yaml --diff      what could be mended by itself\n"
        "  zaizao check process.yaml --fix       mend it\n"
        "  zaizao check packs/ --write-baseline  keep old findings as known, report new ones only",
    ),
    "cli-help-explain": (
        "一条规则的说明：查什么、为什么、依据、例子、改法、限度。可以写代码，也可以写名字。\n\n"
        "例：\n  zaizao explain ZL101\n  zaizao explain mutual-prerequisite",
        "The manual page of a rule: what it finds, why, on what basis, examples, the remedy, its limits. By code or "
        "name.\n\nExamples:\n  zaizao explain ZL101\n  zaizao explain mutual-prerequisite",
    ),
    "cli-help-rules": (
        "列出全部体检规则：代码、名称、轻重、改法。\n\n例：\n  zaizao rules\n  zaizao rules ZL3\n  zaizao rules --format json",
        "Lists the rules of the diagnosis: code, title, how grave, remedy.\n\nExamples:\n  zaizao rules\n"
        "  zaizao rules ZL3\n  zaizao rules --format json",
    ),
    # options
    "cli-opt-check-format": (
        "text 给人看，json 给程序用，sarif 给代码平台用",
        "text for people, json for programs, sarif for code hosts",
    ),
    "cli-opt-select": (
        "只查这些规则：代码、名字或一类（如 ZL1），可写多个，逗号分开",
        "only these rules: codes, names or families (ZL1), comma-separated",
    ),
    "cli-opt-ignore": ("不查这些规则，写法同上", "leave these rules out; written alike"),
    "cli-opt-check-on": (
        "按哪一天有效的法律查（默认今天）",
        "by the law in force on this day (today by default)",
    ),
    "cli-opt-baseline": (
        "用这个处置文件（默认向上找 zaizao-findings.yaml）",
        "decisions about findings (by default zaizao-findings.yaml above)",
    ),
    "cli-opt-write-baseline": (
        "把现在的问题都记为已知，写进处置文件",
        "write all present findings into that file as known",
    ),
    "cli-opt-fix": (
        "把能放心自动改的改掉，并显示改了什么",
        "mend what is safe to mend, and show the difference",
    ),
    "cli-opt-fix-diff": ("只显示 --fix 会改什么，不写文件", "show what --fix would do; write nothing"),
    "cli-opt-no-diagnosis": ("只查写法和逻辑，不体检", "only form and soundness, no diagnosis"),
    "cli-not-together": (
        "{options} 不能一起用",
        "{options} cannot be used together",
    ),
    # results
    "cli-check-sum": ("共 {files} 个文件：{parts}。", "{files} files: {parts}."),
    "cli-check-sum-clean": ("共 {files} 个文件，没有发现问题。", "{files} files; nothing was found."),
    "cli-check-count-input": ("{count} 处写法错误", "{count} malformed"),
    "cli-check-count-check": ("{count} 处逻辑上要看一下", "{count} unsound"),
    "cli-check-count-error": ("{count} 处违法", "{count} contrary to law"),
    "cli-check-count-warning": ("{count} 处应当改", "{count} to be changed"),
    "cli-check-count-note": ("{count} 处值得一看", "{count} worth a look"),
    "cli-check-decided": (
        "另有：已知 {known} 处，暂缓 {suppressed} 处；已知的问题中 {gone} 处已经没有了。",
        "Besides: {known} known, {suppressed} suppressed; {gone} of those known are gone.",
    ),
    "cli-check-mendable": (
        "其中 {count} 处可以放心自动改：--diff 先看，--fix 再改。",
        "{count} of them can be mended safely: --diff shows how, --fix does it.",
    ),
    "cli-check-mended": (
        "已改 {count} 处（{files} 个文件）；以上是改过以后还有的问题。",
        "{count} mended in {files} files; what is told above is what remains.",
    ),
    "cli-check-would-mend": (
        "可以改 {count} 处（{files} 个文件），没有写文件；--fix 才写。",
        "{count} could be mended in {files} files; nothing was written, --fix does that.",
    ),
    "cli-check-refused": (
        "{file} {at}：没有自动改（{rule}）：{why}",
        "{file} {at}: not mended ({rule}): {why}",
    ),
    "cli-check-remembered": (
        "{file}：已记下 {count} 处，以后只报新的。",
        "{file}: {count} findings are known from now on; only new ones will be reported.",
    ),
    "cli-check-law": ("依据：{says}", "by: {says}"),
    "cli-check-place": ("{says}：{at}", "{says}: {at}"),
    "cli-check-fact": ("{says}", "{says}"),
    "cli-check-remedy": ("改法：{operator}（要由人把关）", "remedy: {operator} (needs a human)"),
    "cli-check-remedy-safe": ("改法：{operator}（可以放心自动改：--fix）", "remedy: {operator} (safe: --fix does it)"),
    "cli-check-remedy-edit": ("照提示改写", "rewrite it as the edits say"),
    "cli-check-remedy-human": ("由人决定怎么改", "somebody decides how"),
    "cli-rules-row": (
        "{code}  {severity}  {title}（{name}）　{remedy}",
        "{code}  {severity}  {title} ({name}): {remedy}",
    ),
    "cli-rules-family": ("{code} {title}", "{code} {title}"),
    "cli-rules-preview": ("（试用）", " (preview)"),
    "cli-rules-deprecated": ("（停用）", " (deprecated)"),
    # operators
    "cli-operator-parallelise": ("改为同时办", "let them go on at the same time"),
    "cli-operator-eliminate": ("取消", "drop it"),
    "cli-operator-integrate": ("合并办理", "do it as one"),
    "cli-operator-share-data": ("改由共享数据取得", "take it from shared data"),
    "cli-operator-pledge": ("改为告知承诺", "let a pledge do"),
    "cli-operator-tolerate-gaps": ("容缺受理，限期补齐", "accept with a gap, to be supplied in time"),
    "cli-operator-resequence": ("调整先后", "change the order"),
    "cli-operator-merge": ("合为一件事一次办", "merge into one"),
}
