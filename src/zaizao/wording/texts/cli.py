"""Words of the command: help, questions, mistakes in calling it, troubles with files."""

TEXTS: dict[str, tuple[str, str]] = {
    # help as a whole
    "cli-about": (
        "再造 zaizao：一项政务流程只写一次，就能体检、再造、证明、画图、计时、试办。\n\n用法：zaizao 命令 [选项]…",
        "zaizao: write a government process down once; diagnose it, redesign it with a proof, draw it, play it.\n\n"
        "Usage: zaizao COMMAND [OPTIONS]…",
    ),
    "cli-begin": (
        "第一次用：\n  zaizao demo out.html            看一看能做什么\n  zaizao check 流程.yaml           给自己写的流程体检\n"
        "  zaizao redesign 流程.yaml        看怎样改更好\n"
        "  zaizao run 流程.yaml             一步一步试办\n  zaizao 命令 --help               看一个命令的说明",
        "To begin:\n  zaizao demo out.html            see what it does\n  zaizao check process.yaml       diagnose a process of yours\n"
        "  zaizao redesign process.yaml    see what could be better\n"
        "  zaizao run process.yaml         play it step by step\n  zaizao COMMAND --help           what a command does",
    ),
    "cli-exit-codes": (
        "退出码：0 正常；1 有发现（有差异、证明不成立）；2 输入或用法有误。",
        "Exit codes: 0 fine; 1 findings (differences, a proof that does not hold); 2 bad input or usage.",
    ),
    "cli-usage": ("用法：", "Usage: "),
    "cli-options-sign": ("选项", "OPTIONS"),
    "cli-required": ("（必须写）", " (required)"),
    "cli-options": ("选项：", "Options:"),
    "cli-commands": ("命令：", "Commands:"),
    # one line for each command
    "cli-short-run": ("在终端上试办一件事，带时限", "play a case on the terminal, with its clocks"),
    "cli-short-draw": ("画出泳道图（SVG）", "draw the swim lanes (SVG)"),
    "cli-short-diff": ("比较两个版本，说出差别", "compare two versions and tell the differences"),
    "cli-short-convert": (
        "在 YAML、JSON、BPMN、SVG、Mermaid 之间转换",
        "convert between YAML, JSON, BPMN, SVG and Mermaid",
    ),
    "cli-short-schema": ("输出流程定义的 JSON Schema", "print the JSON Schema of the language"),
    "cli-short-deadline": ("算期限，逐日说明怎么算的", "count a deadline and derive it day by day"),
    "cli-short-law": ("查时限规则和法条", "look up rules and articles of law"),
    "cli-short-demo": ("试办一家餐饮店和七类事项，写成一个网页", "play a restaurant and seven matters into one page"),
    "cli-short-completion": ("输出命令行补全脚本", "print the script for shell completion"),
    # help of each command
    "cli-help-run": (
        "试办一件事：显示轮到谁、还剩几天，按编号选择下一步，q 退出。\n写好剧本的，用 --script 从头放到尾。\n\n例：\n"
        "  zaizao run 流程.yaml --from 2026-02-12\n  zaizao run --script 剧本.yaml --format json",
        "Plays a case: shows whose turn it is and what time is left; choose the next step by its number, q quits.\n"
        "With --script a written story is played from beginning to end.\n\nExamples:\n"
        "  zaizao run process.yaml --from 2026-02-12\n  zaizao run --script story.yaml --format json",
    ),
    "cli-help-draw": (
        "画出泳道图：一个单位一条道，最长的一条线加粗。带 --script 时画出案件走到哪里。\n给几个文件时，最后一个是新流程，前面的是原流程，改前改后画在一张图里，带四减。\n\n例：\n  zaizao draw 流程.yaml -o 流程.svg\n"
        "  zaizao draw 流程.yaml --scale time -o 流程.svg\n  zaizao draw 流程.as-is.yaml 流程.yaml -o 改革.svg",
        "Draws swim lanes, one for each organ, the longest line bold. With --script it shows where the case stands.\n"
        "Of several files the last is the new process and the others are what it takes the place of: before and after in one "
        "picture, with the four reductions.\n\nExamples:\n  zaizao draw process.yaml -o process.svg\n"
        "  zaizao draw process.yaml --scale time -o process.svg\n  zaizao draw process.as-is.yaml process.yaml -o change.svg",
    ),
    "cli-help-diff": (
        "逐条说出新旧两个版本的差别。没有差别退出码为 0，有差别为 1。\n\n例：\n  zaizao diff 旧.yaml 新.yaml",
        "Tells what two versions differ in. The exit code is 0 when they are the same, 1 when not.\n\nExample:\n"
        "  zaizao diff old.yaml new.yaml",
    ),
    "cli-help-convert": (
        "按文件后缀转换：输入 .yaml .json，或本软件写的 .bpmn；输出 .yaml .json .svg .mmd .bpmn。\n\n例：\n  zaizao convert 流程.yaml 流程.json\n"
        "  zaizao convert 流程.yaml 流程.mmd",
        "Converts by suffix: from .yaml, .json, or a .bpmn that it wrote, to .yaml, .json, .svg, .mmd or .bpmn.\n\nExamples:\n"
        "  zaizao convert process.yaml process.json\n  zaizao convert process.yaml process.mmd",
    ),
    "cli-help-schema": (
        "输出流程定义的 JSON Schema，编辑器可以用它提示和查错。\n\n例：\n  zaizao schema -o zaizao.schema.json",
        "Prints the JSON Schema of the definition language; editors complete and check with it.\n\nExample:\n"
        "  zaizao schema -o zaizao.schema.json",
    ),
    "cli-help-deadline": (
        "按国务院放假安排计算期限：起算日不计，调休上班日照计，停止计时的日子首尾都不计。\n时限写法：20wd 工作日、30d 自然日、"
        "4wh 工作小时、24h 小时、1mo 个月、1y 年。\n\n例：\n  zaizao deadline --from 2026-02-10 --limit 20wd\n"
        "  zaizao deadline --from 2026-02-10 --limit 20wd --suspend 2026-02-24/2026-03-02 --format json",
        "Counts a deadline on the official Chinese calendar: day zero does not count, make-up workdays do, days on which the "
        "clock stands still do not.\nLimits: 20wd working days, 30d days, 4wh working hours, 24h hours, 1mo months, 1y years."
        "\n\nExamples:\n  zaizao deadline --from 2026-02-10 --limit 20wd\n"
        "  zaizao deadline --from 2026-02-10 --limit 20wd --suspend 2026-02-24/2026-03-02 --format json",
    ),
    "cli-help-law": (
        "查时限规则（如 licensing.decision）或法条（如 licensing-42、行政许可法第四十二条）在某一天、某一地是怎么规定的。\n"
        "不写内容时列出全部规则。\n\n例：\n  zaizao law licensing-42\n  zaizao law 行政许可法第四十二条 --on 2026-02-10",
        "Looks up a rule (such as licensing.decision) or an article (such as licensing-42) as it holds on a day and at a "
        "place.\nWithout words it lists every rule.\n\nExamples:\n  zaizao law licensing-42\n"
        "  zaizao law 行政许可法第四十二条 --on 2026-02-10",
    ),
    "cli-help-demo": (
        "放一遍随软件附带的剧本：2026 年春节前后开一家餐饮店，以及七类事项；写成一个不联网也能打开的网页。\n\n例：\n"
        "  zaizao demo out.html",
        "Plays the stories that come with the software, a restaurant opened over the Spring Festival of 2026 and seven "
        "matters, and writes one page that opens without network.\n\nExample:\n  zaizao demo out.html",
    ),
    "cli-help-completion": (
        "输出补全脚本。\n\n例（bash）：\n  zaizao completion bash > ~/.zaizao-complete.bash\n"
        "  echo '. ~/.zaizao-complete.bash' >> ~/.bashrc",
        "Prints the script that completes commands and options.\n\nExample (bash):\n"
        "  zaizao completion bash > ~/.zaizao-complete.bash\n  echo '. ~/.zaizao-complete.bash' >> ~/.bashrc",
    ),
    # options
    "cli-opt-lang": (
        "说中文还是英文（默认按 ZAIZAO_LANG、LANG）",
        "Chinese or English (by default from ZAIZAO_LANG, LANG)",
    ),
    "cli-opt-help": ("显示这个说明", "show this help"),
    "cli-opt-version": ("显示版本", "show the version"),
    "cli-opt-format": ("text 给人看，json 给程序用", "text for people, json for programs"),
    "cli-opt-output": ("写到这个文件；不写则输出到屏幕", "write to this file instead of the screen"),
    "cli-opt-scale": ("order 按先后，time 按工作日", "columns by order or by working days"),
    "cli-opt-theme": ("auto 随读者，light 浅色，dark 深色", "auto follows the reader; light or dark"),
    "cli-opt-draw-script": ("先放这个剧本，画出案件走到哪里", "play this script first and show where the case stands"),
    "cli-opt-script": ("按剧本放，不用人操作", "play this script instead of asking"),
    "cli-opt-run-from": ("从哪一天开始（默认今天）", "the day to begin (today by default)"),
    "cli-opt-save": ("结束时把案件保存到这个文件", "save the case to this file at the end"),
    "cli-opt-from": (
        "起算日或时刻，如 2026-02-10 或 2026-02-10T15:30",
        "day zero or a moment, 2026-02-10 or 2026-02-10T15:30",
    ),
    "cli-opt-limit": ("时限，如 20wd", "the limit, such as 20wd"),
    "cli-opt-suspend": (
        "停止计时的首日/末日；可写多次；不写末日表示还没恢复",
        "first/last day of a stop; repeatable; no last day: it lasts",
    ),
    "cli-opt-extend": ("延长多少，如 10wd", "an extension, such as 10wd"),
    "cli-opt-calendar": ("用这个日历文件", "use this calendar file"),
    "cli-opt-now": ("到这一天还剩几天", "also say what is left on this day"),
    "cli-opt-on": ("哪一天的规定（默认今天）", "as it holds on this day (today by default)"),
    "cli-opt-where": (
        "行政区划代码，如 CN-370100；默认全国",
        "code of the place, such as CN-370100; the nation by default",
    ),
    # mistakes in calling it
    "cli-input": ("给的内容不能用。", "What was given cannot be used."),
    "cli-see-help": ("用 {command} --help 看说明。", " See {command} --help."),
    "cli-no-command": ("没有命令“{command}”，有：{known}。", "There is no command “{command}”; there are: {known}."),
    "cli-no-option": ("没有选项 {option}。", "There is no option {option}."),
    "cli-missing": ("缺少 {name}。", "{name} is missing."),
    "cli-choice": ("{name} 只能是：{choices}。", "{name} must be one of: {choices}."),
    "cli-needs-value": ("选项 {option} 的用法不对：要带一个值，且只写一次。", "The option {option} takes one value."),
    "cli-bad-value": ("{name} 的值不对。", "The value of {name} does not fit."),
    "cli-usage-wrong": ("用法不对：{detail}", "That is not how it is called: {detail}"),
    "cli-date": ("“{text}”不是日期，应写成如 2026-02-10", "“{text}” is not a date; write for example 2026-02-10"),
    "cli-period": (
        "“{text}”不是起止日期，应写成如 2026-02-24/2026-03-02",
        "“{text}” is not a period; write for example 2026-02-24/2026-03-02",
    ),
    "cli-folder-empty": ("目录里没有 .yaml 文件", "There is no .yaml file in the folder"),
    "cli-script-other-process": (
        "剧本办的是另一个流程（{process}），不是 {definition}",
        "The script plays another process ({process}), not {definition}",
    ),
    "cli-draw-change": (
        "改前改后的图不能带 {option}",
        "The picture of before and after takes no {option}",
    ),
    "cli-no-stories": (
        "找不到随软件附带的剧本，请重新安装",
        "The stories shipped with the product are missing; install it again",
    ),
    # files
    "file-missing": ("没有这个文件或目录", "There is no such file or folder"),
    "file-is-folder": ("这是目录，不是文件", "This is a folder, not a file"),
    "file-forbidden": ("没有读写权限", "It may not be read or written"),
    "file-no-space": ("磁盘空间不够，没有写入", "The disk is full; nothing was written"),
    "file-name": ("文件名不对", "This cannot be the name of a file"),
    "file-failed": ("文件读写不了：{detail}", "The file cannot be used: {detail}"),
    "file-not-text": ("不是 UTF-8 文本", "This is not UTF-8 text"),
    "suffix-unknown": ("不认识后缀 {suffix}，可用：{known}", "The suffix {suffix} is not known; possible: {known}"),
    # results
    "cli-progress": ("{done} / {total}", "{done} of {total}"),
    "cli-severity-error": ("错误", "error"),
    "cli-severity-warning": ("请看一下", "please look"),
    "cli-findings-none": ("没有发现问题", "nothing was found"),
    "cli-finding-place": ("位置", "Where"),
    "cli-finding-kind": ("轻重", "How grave"),
    "cli-finding-text": ("说明", "What"),
    "cli-diff-none": ("两个版本意思相同。", "The two versions mean the same."),
    "cli-deadline-day": ("{day}24:00 届满", "It ends on {day} at 24:00"),
    "cli-deadline-moment": ("{due} 届满", "It ends on {due}"),
    "cli-deadline-paused": (
        "计时停止，恢复以前不能确定届满日",
        "The clock stands still; no due date can be named until it goes on",
    ),
    "cli-left-working": ("还剩{days}个工作日", "{days} working days left"),
    "cli-left-days": ("还剩{days}日", "{days} days left"),
    "cli-left-today": ("今天届满", "due today"),
    "cli-left-overdue-working": ("已超期{days}个工作日", "overdue by {days} working days"),
    "cli-left-overdue-days": ("已超期{days}日", "overdue by {days} days"),
    "cli-left-paused": ("已暂停", "paused"),
    "cli-law-row": ("{key}　{limit}　{says}　{citation}", "{key}  {limit}  {says}  {citation}"),
    "cli-law-rule": ("{key}：{limit}　{says}", "{key}: {limit}  {says}"),
    "cli-law-cites": ("{citation}，自 {since} 起", "{citation}, since {since}"),
    "cli-law-until": ("至 {until} 为止", "until {until}"),
    "cli-law-unverified": ("尚未与官方文本核对", "not yet compared with the official text"),
    "cli-case-open": ("案件 {case} 正在办理", "Case {case} is open"),
    "cli-case-closed": ("案件 {case} 已结束：{ending}", "Case {case} is closed: {ending}"),
    "cli-undecided": ("未定", "undecided"),
    "cli-item-line": ("  事项“{item}”：{outcome}", "  {item}: {outcome}"),
    "cli-open-line": ("  待办“{work}”（{holder}）", "  open: {work} ({holder})"),
    "cli-kind-item": ("法定时限", "statutory limit"),
    "cli-kind-promise": ("承诺时限", "promise"),
    "cli-kind-case": ("全程承诺", "promise for the whole"),
    "cli-kind-work": ("环节时限", "limit of the step"),
    "cli-kind-member": ("并入件时限", "limit of a member"),
    "cli-deadline-line": ("{kind}　{name}　{due}　{left}", "{kind}: {name}, {due}, {left}"),
    # the conversation of `run`
    "cli-me": ("我", "me"),
    "cli-run-welcome": ("开始试办“{name}”。输入编号选择，q 退出。", "Playing “{name}”. Choose by number, q quits."),
    "cli-run-now": ("现在是{now}", "It is {now}"),
    "cli-run-quit": ("退出", "quit"),
    "cli-run-choose": ("选择：", "Your choice:"),
    "cli-run-number": ("请输入 1 至 {most} 的编号，或 q。", "Enter a number from 1 to {most}, or q."),
    "cli-run-left": ("已退出，案件停在这里。", "Left; the case stays where it is."),
    "cli-run-over": ("案件结束：{ending}。", "The case is closed: {ending}."),
    "cli-do-complete": ("办结“{work}”（{holder}）", "end “{work}” ({holder})"),
    "cli-do-facts": ("登记事实", "record facts"),
    "cli-do-supply": ("补交材料", "hand in materials"),
    "cli-do-return": ("退回", "send back"),
    "cli-do-withdraw": ("申请人撤回", "the applicant withdraws"),
    "cli-do-next": ("等到下一个到期（{moment}）", "wait for what falls due next ({moment})"),
    "cli-do-wait": ("过几天", "let days pass"),
    "cli-do-derive": ("看期限是怎么算的", "show how a deadline was counted"),
    "cli-ask-outcome": ("结果：{listed}", "Outcome: {listed}"),
    "cli-ask-by": ("经办人", "By whom"),
    "cli-ask-officer": ("第{number}名人员", "Officer {number}"),
    "cli-ask-reasons": ("不予许可的理由：", "Reasons for the refusal:"),
    "cli-ask-remedy": ("救济途径：", "Remedy:"),
    "cli-ask-way_forward": ("下一步怎么办：", "Way forward:"),
    "cli-ask-fact": ("{name}（{type}，不知道就直接回车）：", "{name} ({type}, empty if unknown):"),
    "cli-ask-materials": ("收到哪些：{listed}", "Which: {listed}"),
    "cli-ask-return": ("退回到：{listed}", "Back to: {listed}"),
    "cli-ask-reason": ("理由：", "Reason:"),
    "cli-ask-days": ("过几天", "How many days"),
    "cli-ask-deadline": ("哪一个：{listed}", "Which: {listed}"),
    "cli-nothing-done": ("还没有办结的步骤可以退回。", "Nothing is done yet that could be sent back."),
    "cli-nothing-happened": ("这段时间没有发生什么。", "Nothing happened meanwhile."),
}
