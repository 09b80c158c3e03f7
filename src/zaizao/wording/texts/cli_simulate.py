"""Words of `zaizao simulate` and `zaizao calibrate`: help, tables, pages, and what is wrong with parameters."""

TEXTS: dict[str, tuple[str, str]] = {
    "cli-short-simulate": (
        "模拟一个流程：要多久、卡在哪里、如果换个办法会怎样",
        "what would happen: times, queues, and what if",
    ),
    "cli-short-calibrate": (
        "从日志学出模拟的参数，并说明可信到什么程度",
        "learn a simulation from a log, with how far to trust it",
    ),
    "cli-help-simulate": (
        "按流程定义和参数（来件、人手、工作时间、用时）一遍遍地走，给出全程时间的分布、排队、人手忙闲、时限兑现，每个数都带 95% 区间。\n"
        "“如果”写在另一个文件里：加人、减时限、改并行、换一个定义；各方案用同样的随机数，所以差别就是方案的差别。\n"
        "参数是假设就写明是假设；同一种子结果一模一样。DEFINITION 写 - 表示走法也在参数里（由 zaizao calibrate 学来）。\n\n例：\n"
        "  zaizao simulate 流程.yaml 参数.yaml\n"
        "  zaizao simulate 流程.as-is.yaml 参数.yaml --what-if 再造.what-if.yaml --format html -o 模拟.html\n"
        "  zaizao simulate 流程.yaml 参数.yaml --staff window:95%:3d",
        "Plays a process by its definition and parameters (arrivals, people, hours, durations) over and over: how long cases take, "
        "queues, how busy people are, limits kept, each figure with its 95 % interval.\nWhat-if scenarios stand in a file of their "
        "own: more people, shorter limits, in parallel, another definition; all see the same random numbers, so a difference is "
        "that of the scenarios.\nNumbers that are assumed say so; the same seed gives the same result. DEFINITION - means that the "
        "parameters hold a course learned by zaizao calibrate.\n\nExamples:\n"
        "  zaizao simulate process.yaml params.yaml\n"
        "  zaizao simulate process.as-is.yaml params.yaml --what-if redesign.what-if.yaml --format html -o what-if.html\n"
        "  zaizao simulate process.yaml params.yaml --staff window:95%:3d",
    ),
    "cli-help-calibrate": (
        "从事件日志学出来件的节律、走法、等待、用时和分工，写成可以改、可以模拟的参数。\n"
        "先只用前三分之二学，模拟后三分之一，再和真实的后三分之一比（六种距离），旁边放“照抄以往办件”的结果；没有赢就说没有赢。\n"
        "切断那天还没办完的件按当时的样子看。国外的日志请用 --calendar 给出国家，用那里的节假日。\n\n例：\n"
        "  zaizao calibrate 日志.xes.gz -o 参数.yaml\n"
        "  zaizao calibrate 日志.xes.gz --calendar NL --format html -o 校准.html --parameters 参数.yaml",
        "Learns the rhythm of arrivals, the courses, waits, durations and who does what from an event log, as parameters that can "
        "be changed and simulated.\nFirst it learns from two thirds, simulates the last third and compares it with what happened "
        "(six distances), beside a bootstrap of past cases; where it does not win, it says so.\nCases not over at the cut are seen "
        "as they stood then. For logs from abroad give the country with --calendar: its holidays are used.\n\nExamples:\n"
        "  zaizao calibrate log.xes.gz -o params.yaml\n"
        "  zaizao calibrate log.xes.gz --calendar NL --format html -o trust.html --parameters params.yaml",
    ),
    "cli-opt-what-if": ("另外几种办法，写在这个文件里", "other ways of doing it, in this file"),
    "cli-opt-replications": ("重复多少次（默认 10）", "how often it is played (10)"),
    "cli-opt-seed": ("随机数的种子（默认 1）", "the seed of the random numbers (1)"),
    "cli-opt-staff": (
        "这一处要几个人，才能使这么多的件在这么久以内办完，如 window:95%:3d",
        "how many people of a pool are needed for a share of cases in a time, e.g. window:95%:3d",
    ),
    "cli-opt-calibrate-parameters": ("把参数写到这个文件", "write the parameters to this file"),
    "cli-opt-calibrate-definition": (
        "按这个流程定义的先后办，只从日志学数字",
        "work in the order of this definition, only numbers are learned",
    ),
    "cli-opt-calibrate-calendar": (
        "日志所在地的日历：cn、国家代码（如 NL）或 none",
        "the calendar of the log's place: cn, a country code such as NL, or none",
    ),
    "sim-staff-wrong": (
        "--staff “{text}”看不懂：写成 人手:比例:时长，如 window:95%:3d；人手有：{known}",
        "--staff “{text}” is not POOL:SHARE:DURATION such as window:95%:3d; pools are: {known}",
    ),
    "sim-progress": ("{name}：{done}/{total}", "{name}: {done}/{total}"),
    # lengths of time
    "sim-minutes": ("{count} 分钟", "{count} min"),
    "sim-hours": ("{count} 小时", "{count} h"),
    "sim-days": ("{count} 天", "{count} days"),
    "sim-unit-days": ("天", "days"),
    "sim-unit-hours": ("小时", "h"),
    "sim-unit-cases": ("件", "cases"),
    "sim-interval": ("{value} ±{half}", "{value} ±{half}"),
    # the outcome
    "sim-title": ("{name}：模拟", "{name}: simulated"),
    "sim-as-is": ("现状", "as it is"),
    "sim-head": (
        "{name}：每次 {cases} 件，重复 {count} 次，种子 {seed}，{loop}。时间按日历算，一天 24 小时；± 是 95% 区间",
        "{name}: {cases} cases a time, {count} times, seed {seed}, {loop}. Times are on the wall clock, a day has 24 hours; ± is "
        "the 95 % interval",
    ),
    "sim-loop-compiled": ("编译的循环", "compiled loop"),
    "sim-loop-plain": (
        "未编译的循环（没有安装 zaizao[fast]，结果相同，慢一些）",
        "plain loop (zaizao[fast] is not installed: same result, slower)",
    ),
    "sim-source": ("数字的来处：{source}", "The numbers come from: {source}"),
    "sim-assumed": ("假设：{words}", "Assumed: {words}"),
    "sim-column-scenario": ("办法", "scenario"),
    "sim-column-cycle": ("全程平均", "mean time"),
    "sim-column-median": ("一半的件在……内", "half within"),
    "sim-column-ninth-tenth": ("九成的件在……内", "nine in ten within"),
    "sim-column-waiting": ("排队等人", "in queues"),
    "sim-column-delay": ("在外等候", "delays outside"),
    "sim-column-working": ("真正办理", "at work"),
    "sim-fact-cycle": ("{name}：从来件到最后一个环节办完", "{name}: from arrival to the end of the last step"),
    "sim-fact-ninth-tenth": ("{name}：十件里的九件", "{name}: nine cases in ten"),
    "sim-fact-waiting": (
        "{name}：每件合计，几个环节同时等就重复计",
        "{name}: of a case, steps that wait at once counted each",
    ),
    "sim-fact-working": ("{name}：每件合计，只算有人在办的时间", "{name}: of a case, only while somebody works on it"),
    "sim-shorter": ("{name}：全程平均缩短 {change}（{share}）", "{name}: the mean time falls by {change} ({share})"),
    "sim-longer": ("{name}：全程平均延长 {change}（{share}）", "{name}: the mean time rises by {change} ({share})"),
    "sim-unsure": (
        "{name}：全程平均看不出差别（{change}，区间含 0）",
        "{name}: no certain difference in the mean time ({change}; the interval holds 0)",
    ),
    "sim-of": ("{name}：人手和时限", "{name}: people and limits"),
    "sim-pool-name": ("人手", "people"),
    "sim-pool-size": ("人数", "how many"),
    "sim-pool-busy": ("忙的时间", "busy"),
    "sim-pool-queue": ("平均排队件数", "queue, mean"),
    "sim-pool-longest": ("最长排队", "queue, longest"),
    "sim-pool-wait": ("平均等多久", "mean wait"),
    "sim-limit-name": ("时限", "limit of"),
    "sim-limit-limit": ("多长", "limit"),
    "sim-limit-cases": ("件数", "cases"),
    "sim-limit-kept": ("按时的", "kept"),
    "sim-limit-promised": ("承诺的全程", "the whole, as promised"),
    "sim-limit-item": ("事项“{name}”", "item “{name}”"),
    "sim-limit-step": ("环节“{name}”", "step “{name}”"),
    "sim-limits-kept": (
        "另有 {count} 个环节的时限几乎件件按时",
        "{count} more limits of steps are kept in practically every case",
    ),
    "sim-badge": ("模拟", "Simulated"),
    "sim-notice": (
        "不是实际发生的事：按写明的参数和假设推算，每个数都有区间",
        "Not what happened: worked out from the parameters and assumptions given, each figure with its interval",
    ),
    "page-foot-sim": ("由 zaizao 模拟生成", "Simulated by zaizao"),
    "cal-unit-clock": ("点", "h"),
    "sim-staffing": (
        "要使 {share} 的件在 {within}以内办完，{pool} 至少要 {needed} 人（按 95% 区间的下端）",
        "For {share} of the cases to be done in {within}, {pool} needs {needed} (by the lower end of the 95 % interval)",
    ),
    "sim-staffing-none": (
        "即使 {pool} 有 {most} 人，也做不到 {share} 的件在 {within}以内办完：卡的不是这里",
        "Even {most} of {pool} do not bring {share} of the cases in within {within}: the time is lost elsewhere",
    ),
    "sim-section-scenarios": ("各种办法", "The scenarios"),
    "sim-section-times": ("全程要多久", "How long cases take"),
    "sim-chart-means": ("全程平均时间", "Mean time of a case"),
    "sim-chart-means-note": ("点是平均，线是 95% 区间", "the point is the mean, the line its 95 % interval"),
    "sim-chart-cycle": (
        "{name}：一半的件在 {half}内，九成在 {nine}内",
        "{name}: half within {half}, nine in ten within {nine}",
    ),
    "sim-mark-half": ("一半", "half"),
    "sim-mark-nine": ("九成", "nine in ten"),
    "sim-chart-busy": ("人手忙的时间占上班时间的多少", "How much of their hours people are busy"),
    "sim-bar-queue": ("平均排队 {count} 件", "{count} waiting on average"),
    # the calibration
    "cal-title": ("校准：日志说的，模拟信得过多少", "Calibration: what the log says, and how far to trust it"),
    "cal-head": ("{cases} 件，{tasks} 次办理，{labels} 种环节", "{cases} cases, {tasks} tasks, {labels} activities"),
    "cal-model-spans": (
        "日志有起有止：办理时间照日志，两个环节之间的时间整个作为等待",
        "The log has starts and ends: work lasts as there, and all that lies between two steps is kept as waiting",
    ),
    "cal-model-points": (
        "日志只有单个时刻：办理和等待分不开，都算等待；加减人手的问题在此无从回答",
        "The log has single moments: work and waiting cannot be told apart and are all waiting; what more people would do "
        "cannot be asked of it",
    ),
    "cal-arrivals-poisson": (
        "来件按自己的节律近于随机（变异系数 {spread}，泊松为 1）：取指数间隔",
        "Cases come at random on their own rhythm (variation {spread}, Poisson is 1): exponential gaps",
    ),
    "cal-arrivals-kept": (
        "来件不是泊松的（变异系数 {spread}，泊松为 1）：间隔照日志的分布",
        "Cases do not come as a Poisson process (variation {spread}, Poisson is 1): gaps are kept as they were",
    ),
    "cal-calendar": (
        "日历：{calendar}（节假日的影响大小取自日志）",
        "Calendar: {calendar} (how much a holiday matters is asked of the log)",
    ),
    "cal-dated-only": ("日志只有日期没有钟点：按整天比较", "The log has dates without times of day: days are compared"),
    "cal-left-out-tasks-without-time": ("{count} 次办理没有时间，未用", "{count} tasks without a time were left out"),
    "cal-left-out-cases-far-in-time": (
        "{count} 件的时间远离其他各件，未用",
        "{count} cases far from all others in time were left out",
    ),
    "cal-groups": ("按谁办什么，人分成 {count} 组", "By who does what, people fall into {count} groups"),
    "cal-multitasking": (
        "注意：同一人同时手上有几件（最多 {share}），“一人一次一件”的假设不成立",
        "Caution: people have several tasks at once (up to {share}), so that one task a person does not hold",
    ),
    "cal-too-short": (
        "件数太少，不能切成两段来检验；参数没有检验过",
        "Too few cases to cut in two: the parameters are not validated",
    ),
    "cal-compared": (
        "用前三分之二（{trained} 件，其中 {open} 件当时未办完）学，和后三分之一（{tested} 件）比：平均全程模拟 {simulated}，实际 {observed}",
        "Learned from the first two thirds ({trained} cases, {open} not over then), compared with the last third ({tested} cases): mean "
        "time simulated {simulated}, observed {observed}",
    ),
    "cal-settings-whole": (
        "所选：以往的件整件地用（最近 {recent}），按钟点节律放",
        "Chosen: past cases kept whole (the last {recent} of the past), laid on the rhythm of the hours",
    ),
    "cal-settings-course": (
        "所选：记得最近 {memory} 个环节的走法（最近 {recent}）",
        "Chosen: a course that remembers the last {memory} steps (the last {recent} of the past)",
    ),
    "cal-beats": (
        "全程时间比“照抄以往办件”更接近实际",
        "Its cycle times are nearer to what happened than a bootstrap of past cases",
    ),
    "cal-does-not-beat": (
        "全程时间没有比“照抄以往办件”更接近实际：用它时请看清这一点",
        "Its cycle times are not nearer to what happened than a bootstrap of past cases: mind that when using it",
    ),
    "cal-section-distances": ("和后来实际发生的相差多少", "How far from what then happened"),
    "cal-distances-note": (
        "越小越好。走法是 0 到 1 的份额，其余是推土机距离（小时）：Chapela-Campa 等，BPM 2023",
        "Smaller is better. The first is a share from 0 to 1, the others are earth mover's distances in hours: Chapela-Campa et al., "
        "BPM 2023",
    ),
    "cal-section-rhythm": ("一天的节律", "The rhythm of a day"),
    "cal-chart-hours": ("每个钟点开始多少次办理", "Tasks begun in each hour of the day"),
    "cal-column-measure": ("比什么", "measure"),
    "cal-column-ours": ("模拟", "simulated"),
    "cal-column-spread": ("各次相差", "spread"),
    "cal-column-bootstrap": ("照抄以往办件", "past cases"),
    "cal-measure-n_gram": ("走法（三个一串）", "courses (runs of three)"),
    "cal-measure-absolute": ("事件在日历上的分布", "events along the calendar"),
    "cal-measure-relative": ("事件离来件多久", "events since their case began"),
    "cal-measure-circadian": ("事件在一天里的分布", "events by hour of the day"),
    "cal-measure-cycle_time": ("全程时间", "cycle times"),
    "cal-measure-arrival": ("来件在日历上的分布", "arrivals along the calendar"),
    # what is wrong
    "calibration-too-little": (
        "有时间的件只有 {cases} 件，至少要 {least} 件才能学到东西；请给更长的日志",
        "Only {cases} cases have times; at least {least} are needed to learn anything: give a longer log",
    ),
    "simulation-numbers": (
        "“{shape}”的数目不对或顺序不对：应给 {count} 个，由小到大",
        "The numbers of “{shape}” do not fit: give {count}, the smaller first",
    ),
    "simulation-date": ("“{text}”不是日期，应如 2026-03-02", "“{text}” is no date; write for example 2026-03-02"),
    "simulation-positive": ("这里应大于 0", "This must be above 0"),
    "simulation-units": (
        "一次要 {units} 人，“{pool}”只有 {size} 人：永远办不了",
        "It takes {units} at once and “{pool}” has {size}: it could never begin",
    ),
    "simulation-busy": (
        "忙闲应有 {wanted} 个数（一周每小时一个），且不全为 0；写了 {count} 个",
        "busy takes {wanted} numbers, one for each hour of a week and not all 0; there are {count}",
    ),
    "simulation-week": ("一周应写七天，写了 {count} 天", "A week has seven days; there are {count}"),
    "simulation-never-open": (
        "这里的工作时间全是空的：永远不开门",
        "These hours are all empty: nobody would ever come",
    ),
    "simulation-unknown": ("没有“{name}”；有的是：{known}", "There is no “{name}”; there are: {known}"),
    "simulation-share": ("比例 {share} 大于 1", "The share {share} is above 1"),
    "simulation-shares": ("比例合计为 {sum}，应大于 0", "The shares add up to {sum}; they must be above 0"),
    "simulation-state": ("没有第 {state} 个状态", "There is no state {state}"),
    "simulation-past": (
        "以往的件应一个环节一个等待（环节 {steps}，等待 {waits}），环节须在 steps 里",
        "A past case has one wait for each step (steps {steps}, waits {waits}), and steps that stand in `steps`",
    ),
    "simulation-path": ("没有“{path}”这样的位置", "“{path}” leads nowhere"),
    "simulation-no-course": (
        "没有给流程定义，参数里也没有学来的走法（course 或 past）：给一个定义，或用 zaizao calibrate 学",
        "There is neither a definition nor a learned course (course or past) in the parameters: give a definition, or learn one with "
        "zaizao calibrate",
    ),
    "simulation-step-missing": (
        "环节“{activity}”没有写要多久：在 steps 里给它 work",
        "Nothing says how long “{activity}” takes: give it `work` under `steps`",
    ),
    "simulation-parameters": ("模拟的参数有错", "The parameters of the simulation are faulty"),
}
