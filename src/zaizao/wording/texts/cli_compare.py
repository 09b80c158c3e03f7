"""Words of `zaizao compare`: its help, the sentences of findings, the page."""

TEXTS: dict[str, tuple[str, str]] = {
    "cli-short-compare": (
        "同一件事在几个地方办得有什么不同，差在哪里、差几天",
        "what differs where one service is done in several places, and by how many days",
    ),
    "cli-help-compare": (
        "比较几份日志（或一份日志按区县、年份分成的几段），或者几份流程定义。\n"
        "先把各地的环节对上，再比办了哪些、先后、时间、返工、人手和负荷；按省下的天数和把握大小排序，"
        "多次检验已作校正。\n没有日志的地方，公开的办事指南写成流程定义，也能比材料、环节、跑动和天数。\n\n例：\n"
        "  zaizao compare 甲市.xes.gz 乙市.xes.gz --names 甲市,乙市\n"
        "  zaizao compare 工单.csv --by 区县 --format html -o 比较.html\n"
        "  zaizao compare 甲.csv 乙.csv --gaps 差距.yaml      记下差距、目标和复测日期\n"
        "  zaizao compare 甲新.csv 乙新.csv --against 差距.yaml   半年后复测",
        "Compares several logs (or the parts of one by district or year), or several definitions.\n"
        "Steps are aligned first; then what is done, in which order, how long it takes, what is done again, by how many "
        "people, under what load. Ranked by days saved and by certainty; many tests are accounted for.\n"
        "Where there is no log, a published guide written as a definition gives papers, steps, visits and days.\n\n"
        "Examples:\n"
        "  zaizao compare north.xes.gz south.xes.gz --names North,South\n"
        "  zaizao compare tickets.csv --by district --format html -o compared.html\n"
        "  zaizao compare north.csv south.csv --gaps gaps.yaml    gaps, targets, and when to measure again\n"
        "  zaizao compare north2.csv south2.csv --against gaps.yaml   half a year later",
    ),
    "cli-opt-compare-by": (
        "把日志按这个属性（或 year、month）分成几段来比",
        "compare the parts of the log by this attribute, or by year or month",
    ),
    "cli-opt-compare-names": ("各份日志怎么称呼，用逗号隔开", "what the logs are called, with commas between"),
    "cli-opt-compare-steps": (
        "环节对照表：哪些名称是同一个环节",
        "which names are the same step, as a file",
    ),
    "cli-opt-compare-write-steps": (
        "把找到的对照写成文件，改好后用 --steps 读回",
        "write the alignment found, to be edited and read with --steps",
    ),
    "cli-opt-compare-ending": (
        "只比有这个环节的件（如办结），可写多次",
        "only cases that have this step (their end, say); may be repeated",
    ),
    "cli-opt-compare-calendar": (
        "按哪里的日历数工作日：cn 或国家代码；不写就只数自然日",
        "whose calendar counts working days: cn or a country code; without it only calendar days",
    ),
    "cli-opt-compare-gaps": (
        "把差距写成清单：目标、负责人（先空着）、复测日期",
        "write the list of gaps: target, owner (empty at first), when to measure again",
    ),
    "cli-opt-compare-against": (
        "拿新日志复测这份差距清单",
        "measure the gaps of this list again",
    ),
    "cli-opt-compare-seed": ("抽样的种子，同样的种子同样的结果", "seed of the draws; the same seed, the same result"),
    "cli-compare-mixed": (
        "要么都是日志，要么都是流程定义；定义只有 --names 和 --format 可用",
        "Either all are logs or all are definitions; for definitions only --names and --format apply",
    ),
    "cli-compare-two": (
        "比较要有两份文件，或者用 --by 把一份日志分开",
        "It takes two files to compare, or --by to split one log",
    ),
    "cli-compare-names": (
        "有 {files} 份文件，--names 给了 {names} 个名称；要一样多，而且各不相同",
        "There are {files} files and {names} names; as many names are needed, each different",
    ),
    # the sides
    "compare-title": ("{count} 个对象的比较", "{count} places compared"),
    "compare-source": ("数据来自：{files}", "From: {files}"),
    "compare-side": (
        "{side}：{cases} 件（{first} 至 {last}），平均 {mean} 天，一半在 {median} 天以内，{people} 人经办",
        "{side}: {cases} cases ({first} to {last}), {mean} days on average, half within {median}, {people} people",
    ),
    "compare-left-out": ("没有纳入比较的 {count} 件", "{count} cases are left out"),
    "compare-aligned": (
        "对上 {steps} 种环节，其中各方都有的 {shared} 种；分为 {phases} 段",
        "{steps} steps, {shared} of them everywhere, in {phases} phases",
    ),
    "compare-unused": ("对照表里这些名称日志里没有：{names}", "Names of the file of steps that no log has: {names}"),
    "compare-doubtful": (
        "这些环节名称不同，是按相似或位置对上的，请核对：{names}（不对就用 --write-steps、--steps 改）",
        "These steps have other names and were brought together by likeness or place; look at them: {names} "
        "(--write-steps and --steps change it)",
    ),
    "compare-days": ("{days} 天", "{days} days"),
    "compare-fact": ("{cases} 件的平均；一半在 {median} 天以内", "mean of {cases} cases; half within {median} days"),
    "compare-whole": (
        "同一件事，{more}平均要 {a} 天，{less}只要 {b} 天",
        "The same service takes {a} days in {more} and {b} in {less}",
    ),
    "compare-certainty": (
        "差 95% 的把握在 {low}—{high} 之间；{n_more} 件对 {n_less} 件，q = {q}",
        "95 % interval of the gap {low} to {high}; {n_more} cases against {n_less}, q = {q}",
    ),
    # findings
    "compare-findings": ("时间差在哪里", "Where the time differs"),
    "compare-no-findings": (
        "没有哪一段的时间差别大到可以确定",
        "No phase differs in time by enough to be sure",
    ),
    "compare-others": ("还有哪些不同", "What else differs"),
    "compare-time-part-days": (
        "“{what}”这一段，{more}平均每件比{less}多花 {gap} 天",
        "In “{what}” {more} spends {gap} days more a case than {less}",
    ),
    "compare-time-case-days": (
        "{more}平均每件全程 {a} 天，{less} {b} 天，差 {gap} 天",
        "A case takes {a} days in {more} and {b} in {less}: {gap} more",
    ),
    "compare-time-part-working-days": (
        "“{what}”这一段，{more}平均每件比{less}多 {gap} 个工作日",
        "In “{what}” {more} spends {gap} working days more a case than {less}",
    ),
    "compare-time-case-working-days": (
        "{more}平均每件全程 {a} 个工作日，{less} {b} 个",
        "A case takes {a} working days in {more} and {b} in {less}",
    ),
    "compare-mix-case-events": (
        "{more}平均每件办 {a} 步，{less} {b} 步",
        "A case has {a} pieces of work in {more} and {b} in {less}",
    ),
    "compare-mix-part-share": (
        "{more}有 {a} 的件经过“{what}”，{less}只有 {b}",
        "{a} of the cases in {more} go through “{what}”, {b} in {less}",
    ),
    "compare-order-part-share": (
        "{more}有 {a} 的件先到“{first}”、后到“{second}”，{less}只有 {b}",
        "In {more} {a} of the cases come to “{first}” before “{second}”, in {less} {b}",
    ),
    "compare-rework-case-share": (
        "{more}有 {a} 的件要返工，{less} {b}",
        "{a} of the cases in {more} have something done again, {b} in {less}",
    ),
    "compare-rework-case-count": (
        "{more}平均每件重办 {a} 次，{less} {b} 次",
        "{a} repetitions a case in {more}, {b} in {less}",
    ),
    "compare-rework-part-share": (
        "“{what}”在{more}有 {a} 的件要重办，{less} {b}",
        "“{what}” is done again in {a} of its cases in {more}, in {b} in {less}",
    ),
    "compare-staff-case-people": (
        "{more}平均每件经 {a} 人的手，{less} {b} 人",
        "{a} people work on a case in {more}, {b} in {less}",
    ),
    "compare-staff-case-hand-overs": (
        "{more}平均每件转手 {a} 次，{less} {b} 次",
        "A case changes hands {a} times in {more}, {b} times in {less}",
    ),
    "compare-load-case-open": (
        "一件进来时，{more}手上平均还有 {a} 件没办完，{less} {b} 件",
        "When a case comes in, {a} others are open in {more}, {b} in {less}",
    ),
    "compare-load-case-open-per-person": (
        "一件进来时，{more}平均每人手上有 {a} 件，{less} {b} 件",
        "When a case comes in, {a} others are open for each person in {more}, {b} in {less}",
    ),
    "compare-why-mix": (
        "主要因为走到这一段的件更多：{more} {a}，{less} {b}；这一项占 {days} 天",
        "Mostly because more cases go through it: {a} in {more}, {b} in {less}; that makes {days} days",
    ),
    "compare-why-pace": (
        "主要因为同样走到这一段的件更慢（{more} {a} 的件走到，{less} {b}）；这一项占 {days} 天",
        "Mostly because a case that goes through it takes longer ({a} of them do in {more}, {b} in {less}); "
        "that makes {days} days",
    ),
    "compare-why-step": (
        "差得最多的一步：{step}，{days} 天",
        "The step with the largest gap: {step}, {days} days",
    ),
    "compare-why-saved": (
        "{more}每年约 {cases} 件；这一段若都像{less}那样办，申请人合计少等约 {days} 天",
        "{more} has some {cases} cases a year; done as in {less}, applicants would wait {days} days less in all",
    ),
    "compare-bar-more": ("较多", "more"),
    "compare-unit-days": ("天", "d"),
    "compare-unit-working-days": ("个工作日", "working d"),
    # gaps
    "compare-gaps": ("差距清单", "Gaps to close"),
    "compare-gaps-note": (
        "目标取做得最好的一方现在的数；负责人空着，等人认领；到复测日期用 --against 再比一次。",
        "The target is what the best side does now; the owner stays empty until somebody is named; measure again with --against.",
    ),
    "compare-no-owner": ("待定", "nobody yet"),
    "compare-again": ("差距复测", "Gaps measured again"),
    "compare-again-closed": (
        "{side}的 {measure}：原来 {before}，目标 {target}，现在 {now}：已补上（{owner}）",
        "{side}, {measure}: was {before}, target {target}, now {now}: closed ({owner})",
    ),
    "compare-again-narrower": (
        "{side}的 {measure}：原来 {before}，目标 {target}，现在 {now}：缩小了（{owner}）",
        "{side}, {measure}: was {before}, target {target}, now {now}: narrower ({owner})",
    ),
    "compare-again-same": (
        "{side}的 {measure}：原来 {before}，目标 {target}，现在 {now}：没有变化（{owner}）",
        "{side}, {measure}: was {before}, target {target}, now {now}: the same ({owner})",
    ),
    "compare-again-wider": (
        "{side}的 {measure}：原来 {before}，目标 {target}，现在 {now}：反而大了（{owner}）",
        "{side}, {measure}: was {before}, target {target}, now {now}: wider ({owner})",
    ),
    "compare-again-unknown": (
        "{side}的 {measure}：原来 {before}，目标 {target}；这次没有可比的数（{owner}）",
        "{side}, {measure}: was {before}, target {target}; nothing to compare this time ({owner})",
    ),
    # tables
    "compare-figures": ("给分析的人核对", "For whoever checks"),
    "compare-all-figures": ("全部数字", "All figures"),
    "compare-rows-more": (
        "另有 {count} 行；--format csv 或 json 有全部",
        "{count} more rows; --format csv or json has all",
    ),
    "compare-how": ("怎么比的", "How it was compared"),
    "compare-method": (
        "共 {tests} 次检验，错误发现率控制在 5%（Benjamini–Hochberg）；以件为单位重排检验、自助抽样取 95% 区间，种子 {seed}。",
        "{tests} tests, false discovery rate 5 % (Benjamini and Hochberg); permutation tests and bootstrap intervals by "
        "case, seed {seed}.",
    ),
    "compare-method-time": (
        "一步之前经过的时间算在这一步上，所以各段的天数加起来正好是全程。",
        "The time that passes before a step counts as the step's, so the days of all phases add up to the whole.",
    ),
    "compare-method-calendar": (
        "工作日按日历 {calendar} 的办公时间计，一天的办公时间为一个。",
        "Working days are days of office time by the calendar {calendar}.",
    ),
    "compare-method-cause": (
        "差别不等于原因：各地的件可能本来就不同，改之前先看这些件。",
        "A difference is no cause: cases may differ by nature; look at them before changing anything.",
    ),
    "compare-head-side": ("对象", "Side"),
    "compare-head-cases": ("件数", "Cases"),
    "compare-head-period": ("时间", "Period"),
    "compare-head-mean": ("平均天数", "Mean days"),
    "compare-head-median": ("中位天数", "Median days"),
    "compare-head-monthly": ("每月件数", "Cases a month"),
    "compare-head-people": ("经办人", "People"),
    "compare-head-steps": ("环节种数", "Steps"),
    "compare-head-left-out": ("未纳入", "Left out"),
    "compare-head-measure": ("指标", "Measure"),
    "compare-head-learns": ("向谁学", "Learns from"),
    "compare-head-before": ("现在", "Now"),
    "compare-head-target": ("目标", "Target"),
    "compare-head-owner": ("负责人", "Owner"),
    "compare-head-remeasure": ("复测日期", "Measure again on"),
    "compare-head-more": ("较多", "More"),
    "compare-head-less": ("较少", "Less"),
    "compare-head-a": ("较多者的数", "Its figure"),
    "compare-head-b": ("较少者的数", "The other's"),
    "compare-head-gap": ("差", "Gap"),
    "compare-head-interval": ("95% 区间", "95 % interval"),
    "compare-head-n": ("件数", "Cases"),
    "compare-head-p": ("p", "p"),
    "compare-head-q": ("q", "q"),
    # definitions
    "compare-counts": (
        "{side}：材料 {materials} 份，环节 {activities} 个，跑动 {visits} 次，{elapsed} 个工作日",
        "{side}: {materials} papers, {activities} steps, {visits} visits, {elapsed} working days",
    ),
    "compare-counts-same": ("这几项都一样", "The counts are the same"),
    "compare-count-materials": ("{more}要交 {a} 份材料，{less} {b} 份", "{more} asks for {a} papers, {less} for {b}"),
    "compare-count-activities": ("{more}有 {a} 个环节，{less} {b} 个", "{more} has {a} steps, {less} {b}"),
    "compare-count-visits": ("{more}要跑 {a} 次，{less} {b} 次", "{more} takes {a} visits, {less} {b}"),
    "compare-count-elapsed": (
        "{more}要 {a} 个工作日，{less} {b} 个",
        "{more} takes {a} working days, {less} {b}",
    ),
    "compare-head-materials": ("材料份数", "Papers"),
    "compare-head-activities": ("环节个数", "Steps"),
    "compare-head-visits": ("跑动次数", "Visits"),
    "compare-head-elapsed": ("工作日", "Working days"),
}
