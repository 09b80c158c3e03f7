"""Words of `zaizao redesign` and `zaizao verify`."""

TEXTS: dict[str, tuple[str, str]] = {
    "cli-short-redesign": (
        "再造：给出更好的流程，逐条说明改动和依据，并证明",
        "a better process, change by change with its law, and the proof",
    ),
    "cli-short-verify": (
        "核验：新流程是否保留了法律要求的一切",
        "verify that a new process keeps all that the law demands",
    ),
    "cli-help-redesign": (
        "给一个或几个流程，找出更好的办法：哪些前置只是惯例、哪些环节没有依据、哪些材料不必再要、哪些事可以一次办。\n"
        "每一处改动都说明理由、依据和效果；改完由独立的核验证明法律要求的一样不少，证明不成立就不写文件。\n"
        "四减（材料、证明、跑动、时间）都报两遍：全部，和只算有出处的。\n\n"
        "例：\n  zaizao redesign 流程.as-is.yaml -o 流程.yaml\n"
        "  zaizao redesign 甲.yaml 乙.yaml 丙.yaml -o 一件事.yaml --certificate 证明书.json\n"
        "  zaizao redesign 流程.yaml --format json",
        "Finds a better way for one process or several at one go: prerequisites of mere habit, steps without ground, "
        "papers that need not be asked for, matters that can be done as one.\n"
        "Every change is told with its reason, its law and its effect; an independent verifier then proves that nothing "
        "the law demands was lost, and nothing is written where it does not.\n"
        "The four reductions (papers, certificates, visits, time) are given twice: for everything, and for what has a "
        "source.\n\nExamples:\n  zaizao redesign process.as-is.yaml -o process.yaml\n"
        "  zaizao redesign a.yaml b.yaml c.yaml -o one.yaml --certificate proof.json\n"
        "  zaizao redesign process.yaml --format json",
    ),
    "cli-help-verify": (
        "只凭流程定义和法律，核验新流程有没有丢掉原来依法应当保留的：决定、机关、前置、材料、时限、救济……\n"
        "所有条件和结果的组合都核对。最后一个文件是新流程，前面的是原流程。成立退出码为 0，不成立为 1 并说明丢了什么。\n\n"
        "例：\n  zaizao verify 流程.as-is.yaml 流程.yaml\n"
        "  zaizao verify 甲.yaml 乙.yaml 一件事.yaml --certificate 证明书.json",
        "Decides from the definitions and the law alone whether the new process lost anything that the law demands: "
        "decisions, organs, prerequisites, papers, limits, remedies.\nEvery combination of conditions and outcomes is "
        "looked at. The last file is the new process, those before it the old ones. The exit code is 0 when it holds, "
        "1 when not, with what is lost.\n\nExamples:\n  zaizao verify process.as-is.yaml process.yaml\n"
        "  zaizao verify a.yaml b.yaml one.yaml --certificate proof.json",
    ),
    # options
    "cli-opt-redesign-output": (
        "把新流程写到这个文件（.yaml 或 .json）；证明不成立不写",
        "write the new process here (.yaml, .json); not when the proof fails",
    ),
    "cli-opt-redesign-certificate": ("把证明书写到这个文件", "write the certificate to this file"),
    "cli-opt-operators": (
        "只用这些手法，如 parallelise,merge",
        "only these operators, such as parallelise,merge",
    ),
    "cli-opt-process": ("新流程的编号", "the identifier of the new process"),
    "cli-opt-name": ("新流程的名称", "the name of the new process"),
    "cli-opt-certificate": ("同时核对这份证明书说的是否属实", "also check every claim of this certificate"),
    # what is told
    "cli-redesign-progress": ("正在看：{operator}；已改 {count} 处", "looking: {operator}; {count} changes so far"),
    "cli-redesign-head": ("{before} → {after}", "{before} → {after}"),
    "cli-redesign-figure": ("四减", "Reductions"),
    "cli-redesign-before": ("改前", "before"),
    "cli-redesign-after": ("改后", "after"),
    "cli-redesign-founded-before": ("有出处的改前", "sourced, before"),
    "cli-redesign-founded-after": ("改后", "after"),
    "cli-figure-materials": ("材料（种）", "papers"),
    "cli-figure-sheets": ("材料（份）", "sheets"),
    "cli-figure-certificates": ("证明", "certificates"),
    "cli-figure-visits": ("跑动（趟）", "visits"),
    "cli-figure-elapsed": ("时间（工作日）", "working days"),
    "cli-figure-activities": ("环节", "steps"),
    "cli-figure-hand_overs": ("交接", "hand-overs"),
    "cli-redesign-changes": ("改动 {count} 处：", "{count} changes:"),
    "cli-redesign-unchanged": ("没有可以改的。", "Nothing to change."),
    "cli-redesign-change": ("{operator}：{words}", "{operator}: {words}"),
    "cli-redesign-law": ("依据：{laws}（体检 {codes}）", "by: {laws} (found by {codes})"),
    "cli-redesign-finding": ("体检：{codes}", "found by {codes}"),
    "cli-redesign-moved": ("{figure} {by}", "{figure} {by}"),
    "cli-redesign-effect": ("效果：{parts}", "effect: {parts}"),
    "cli-redesign-front": (
        "另一种选择，不用“{name}”：{figures}",
        "Another choice, without “{name}”: {figures}",
    ),
    "cli-redesign-not-written": (
        "证明不成立，没有写 {file}",
        "The proof does not hold; {file} was not written",
    ),
    "cli-written": ("已写 {file}", "{file} was written"),
    "cli-verdict-holds": (
        "证明成立：核对了 {situations} 种情形，{count} 处变动都有理由，法律要求的一样不少。",
        "The proof holds: {situations} situations were looked at, each of {count} changes has its ground, and nothing "
        "the law demands was lost.",
    ),
    "cli-verdict-fails": (
        "证明不成立：“{name}”有 {losses} 处不符：",
        "The proof does not hold; {losses} losses in “{name}”:",
    ),
    "cli-verdict-change": ("变动", "Change"),
    "cli-verdict-ground": ("理由", "Ground"),
    "cli-redesign-column-operator": ("改法", "What is done"),
    "cli-redesign-column-words": ("理由", "Why"),
    "cli-redesign-column-law": ("依据", "Law"),
    "cli-redesign-column-rule": ("体检", "Rule"),
    "cli-finding-law": ("依据", "Law"),
    "cli-finding-rule": ("规则", "Rule"),
    "cli-change-dropped": ("取消", "dropped"),
    "cli-change-united": ("合并", "united"),
    "cli-change-changed": ("改变", "changed"),
    "cli-change-added": ("新增", "added"),
    "cli-change-unproved": ("未证", "unproved"),
}
