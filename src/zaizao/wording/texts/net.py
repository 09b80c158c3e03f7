"""Words for why a command may not be carried out, always with what to do instead.

``<code>-<why>`` is said in place of ``<code>`` where a refusal has a ``why``.
"""

TEXTS: dict[str, tuple[str, str]] = {
    "net-refusal": ("现在不能这样办。", "This cannot be done in this state."),
    # the case
    "not-runnable": (
        "流程“{process}”不能运行：{problems}。请先消除前置循环或写明分支规则。",
        "The process “{process}” cannot be run: {problems}. Break the circle or say the rule of the branch first.",
    ),
    "wrong-definition": (
        "案件按流程的另一个版本办理。请使用它自己的版本，或先迁移。",
        "The case runs on another version of the process. Use that version, or migrate the case first.",
    ),
    "case-closed": (
        "案件 {case} 已经结束（{ending}）。要继续办理，请先说明理由和依据，重新开启。",
        "Case {case} is closed ({ending}). To go on, reopen it with a reason and a basis.",
    ),
    "case-open": (
        "案件 {case} 还没有结束，不必重新开启，可以直接退回。",
        "Case {case} is not closed; send it back instead.",
    ),
    "time-runs-back": (
        "时间 {now} 早于上一条记录（{last}）。请核对时间。",
        "{now} lies before the last entry of the record ({last}). Check the time.",
    ),
    # the work
    "unknown-work": (
        "没有待办“{work}”：可能已经办完，或还没轮到。请刷新待办列表。",
        "There is no open work “{work}”: it is done already, or its turn has not come. Look at the list again.",
    ),
    "superseded-work": (
        "“{work}”属于退回以前的一轮，现在是第{round}轮。已写的内容留在记录里，请在新的一轮办理。",
        "“{work}” belongs to a round before the return; it is now round {round}. What was written is kept in the record: "
        "do the work of the new round.",
    ),
    "work-blocked": ("“{work}”要等别的先办完：{waits_for}。", "“{work}” waits for something else first: {waits_for}."),
    "work-blocked-correcting": (
        "“{work}”在等申请人补正：{waits_for}。材料收齐后继续。",
        "“{work}” waits for the applicant to supply {waits_for}; it goes on when everything is there.",
    ),
    "work-blocked-paused": (
        "“{work}”的计时已停止，待停止的事由结束后继续。",
        "The clock of “{work}” stands still; the work goes on when it runs again.",
    ),
    "work-blocked-added": (
        "“{work}”之前加签了 {waits_for}，办完后继续。",
        "{waits_for} was added before “{work}”; the work goes on when that is done.",
    ),
    "not-the-holder": (
        "“{work}”现由 {holder} 负责。请由其办理，或先转办、委派。",
        "{holder} has “{work}”. They do it, or transfer or delegate it first.",
    ),
    "not-on-roster": (
        "{person} 不在 {organ} 的人员名单上。请由名单上的人办理，或先更新名单。",
        "{person} is not on the roster of {organ}. Somebody on it does the work, or the roster is brought up to date.",
    ),
    "outcome": (
        "“{activity}”不能以“{outcome}”办结，可以是：{allowed}。",
        "“{activity}” cannot end with “{outcome}”; possible: {allowed}.",
    ),
    "unknown-fact": (
        "这里不能登记“{name}”，可以登记：{allowed}。",
        "“{name}” may not be recorded here; possible: {allowed}.",
    ),
    "fact-type": (
        "“{name}”的值“{value}”不对，应为：{expected}。",
        "“{value}” does not fit “{name}”; expected: {expected}.",
    ),
    "people": (
        "“{activity}”须由 {needed} 名人员署名，现有：{named}。请写明是谁。",
        "“{activity}” needs {needed} named officers; named: {named}. Say who they are.",
    ),
    "self-dealing": (
        "“{activity}”须换人办理：同一个人不能既办前一步又办这一步，或须由原来的人办理。",
        "Somebody else must do “{activity}”: who did the earlier step may not do this one, or only they may.",
    ),
    "refusal-incomplete": (
        "不予许可须写明理由、救济途径和下一步怎么办，还缺：{lacking}。",
        "A refusal needs reasons, a remedy and a way forward; still lacking: {lacking}.",
    ),
    # papers
    "correction": ("不能这样要求补正：{why}。", "A correction cannot be asked for like this: {why}."),
    "correction-not-an-intake": (
        "只有受理环节可以一次性告知补正。",
        "Only the intake tells the applicant, once, what is missing.",
    ),
    "correction-nothing-named": (
        "请一次写全要补正的全部内容。",
        "Name everything that is missing, all at once.",
    ),
    "correction-already-told": (
        "补正只告知一次，已经告知过。确需再次告知的，写明批准的负责人，记录会注明。",
        "What is missing is told once, and was told. A second notice needs the name of the supervisor who allows it, "
        "and is marked.",
    ),
    "material": (
        "流程没有材料“{material}”，不能收，也不能要。",
        "The process names no material “{material}”: it is neither taken nor asked for.",
    ),
    "gap": ("材料“{material}”不能容缺，请先补交。", "“{material}” may not be handed in later; supply it first."),
    "pledge": ("材料“{material}”不能以承诺代替，请提交材料。", "A pledge may not replace “{material}”; hand it in."),
    "open-gap": (
        "“{activity}”要等容缺的材料补齐：{materials}。",
        "“{activity}” waits for what was tolerated as missing: {materials}.",
    ),
    # clocks
    "clock": (
        "事项“{item}”的计时不能这样停或续：{why}。",
        "The clock of “{item}” cannot be stopped or started so: {why}.",
    ),
    "clock-ground-not-allowed": (
        "事项“{item}”的计时不能因“{ground}”停止，依法可以停止的只有：{allowed}。",
        "“{ground}” does not stop the clock of “{item}”; by law only these do: {allowed}.",
    ),
    "clock-already-stopped": ("事项“{item}”的计时已经停止。", "The clock of “{item}” stands still already."),
    "clock-not-running": ("事项“{item}”没有在计时。", "The clock of “{item}” is not running."),
    "clock-notice-missing": (
        "停止事项“{item}”的计时要书面告知申请人，请写明告知的内容。",
        "Stopping the clock of “{item}” needs a notice to the applicant; write what they are told.",
    ),
    "clock-stopped-by-activity": (
        "事项“{item}”的计时因法定程序停止，程序办完自行恢复。",
        "A procedure stopped the clock of “{item}”; it goes on by itself when the procedure ends.",
    ),
    "clock-not-stopped": ("事项“{item}”的计时没有停止，不必恢复。", "The clock of “{item}” is not stopped."),
    "extension": ("事项“{item}”的时限不能这样延长：{why}。", "The limit of “{item}” cannot be extended so: {why}."),
    "extension-not-provided-for": (
        "事项“{item}”没有规定可以延长。",
        "No rule allows the limit of “{item}” to be extended.",
    ),
    "extension-not-theirs": (
        "延长事项“{item}”的时限要由规定的负责人批准。",
        "Somebody else decides on extending “{item}”.",
    ),
    "extension-limit-malformed": (
        "延长的时限写法不对，应如 10wd。",
        "The extension is not a limit; write for example 10wd.",
    ),
    "extension-already-extended": (
        "事项“{item}”已经延长过一次，不能再延。",
        "“{item}” was extended once and cannot be again.",
    ),
    "extension-not-running": ("事项“{item}”没有在计时，不能延长。", "The clock of “{item}” is not running."),
    "extension-too-long": ("事项“{item}”最多延长 {allowed}。", "“{item}” may be extended by {allowed} at most."),
    "extension-reason-and-notice-missing": (
        "延长事项“{item}”的时限要写明理由，并告知申请人。",
        "Extending “{item}” needs a reason and a notice to the applicant.",
    ),
    # ways back
    "return": ("不能退回到“{to}”：{why}。", "The case cannot be sent back to “{to}”: {why}."),
    "return-unknown": ("流程没有“{to}”这一步，或它不能退回。", "There is no step “{to}” to send the case back to."),
    "return-not-reached": (
        "“{to}”还没有办过，不能退回到那里。",
        "“{to}” has not been done; nothing can be sent back to it.",
    ),
    "return-prerequisite-open": (
        "“{to}”的前一步还没有办结，请退回到更早的一步。",
        "A step before “{to}” is open itself; send the case back to an earlier one.",
    ),
    "barrier": (
        "已作出的法律行为不能越过：{acts}。先依法撤销、更正或追回，才能退回。",
        "A legal act stands between and has no way to be undone: {acts}. It must be revoked, corrected or recovered first.",
    ),
    # hands
    "offer": ("“{work}”不能这样移交：{why}。", "“{work}” cannot be handed over so: {why}."),
    "offer-reason-missing": ("不接“{work}”要写明理由。", "Not taking “{work}” needs a reason."),
    "offer-not-offered": ("“{work}”没有移交给你，或已有回应。", "“{work}” is not offered to you, or was answered."),
    "offer-only-the-arbiter-assigns": (
        "“{work}”要先协商移交；协商不成的，由 {arbiter} 指定。",
        "“{work}” is offered and accepted; only {arbiter} can assign it.",
    ),
    "offer-must-be-offered": (
        "“{work}”要移交并经对方接受，不能直接转办。",
        "“{work}” must be offered and accepted, not transferred.",
    ),
    "offer-already-offered": (
        "“{work}”已经移交给别人，等对方回应。",
        "“{work}” is offered to somebody already; wait for the answer.",
    ),
    "offer-assigned-by-arbiter": (
        "“{work}”由裁定指定，不能推辞，也不能再移交。",
        "“{work}” was assigned by the arbiter and can be neither refused nor offered on.",
    ),
    "offer-may-not-be-asked": ("“{work}”不能移交给 {to}。", "“{work}” may not be offered to {to}."),
    "delegation": (
        "“{work}”已经委派给 {to}，等其报回。",
        "“{work}” is delegated to {to} already; wait for the report.",
    ),
    "adding": ("不能这样加签：{why}。", "This activity cannot be added so: {why}."),
    "adding-not-allowed": ("“{anchor}”不能加签。", "Nothing may be added to “{anchor}”."),
    "adding-not-theirs": ("加签要由 {by} 提出。", "Only {by} may add activities here."),
    "adding-name-taken": ("已经有“{id}”，请换一个名称。", "“{id}” exists already; choose another name."),
    "adding-name-malformed": ("名称“{id}”写法不对。", "“{id}” is not a proper name."),
    "adding-word-not-allowed": ("这里不能加“{does}”。", "“{does}” may not be added here."),
    "adding-placement-unknown": (
        "“{placement}”不对，应为 before、after 或 parallel。",
        "“{placement}” is not a place; write before, after or parallel.",
    ),
    "adding-anchor-not-open": (
        "“{anchor}”没有在办，不能在那里加签。",
        "“{anchor}” is not open; nothing can be added to it.",
    ),
    "adding-limit-malformed": ("时限“{limit}”写法不对，应如 2wd。", "“{limit}” is not a limit; write for example 2wd."),
    "adding-after-unknown": ("没有“{after}”可以跟在后面。", "There is no “{after}” to come after."),
    "adding-circle": ("这样会互为前置：{circle}。", "That would make a circle: {circle}."),
    "recusal": ("“{work}”没有规定可以回避。", "No rule provides for recusal in “{work}”."),
    # the rest
    "item": (
        "申请里没有这个事项，或它已有结果。请核对事项。",
        "The item is not part of this case, or has its outcome. Check which items were applied for.",
    ),
    "entry": ("不能在“{log}”里登记：{why}。", "Nothing can be entered in “{log}”: {why}."),
    "entry-unknown": ("没有登记簿“{log}”，有：{known}。", "There is no list “{log}”; there are: {known}."),
    "entry-not-theirs": ("“{log}”只能由 {by} 登记。", "Only {by} may write in “{log}”."),
    "entry-not-now": ("“{log}”只在“{during}”期间登记。", "“{log}” is written only while “{during}” is open."),
    "entry-unknown-field": ("“{log}”没有栏目 {fields}，有：{known}。", "“{log}” has no {fields}; it has: {known}."),
    "interrupt": ("现在不能“{interrupt}”：{why}。", "“{interrupt}” is not possible: {why}."),
    "interrupt-unknown": (
        "流程没有规定“{interrupt}”，有：{known}。",
        "The process provides no “{interrupt}”; it has: {known}.",
    ),
    "interrupt-not-theirs": ("“{interrupt}”只能由 {by} 提出。", "Only {by} may do “{interrupt}”."),
    "interrupt-already-done": ("“{interrupt}”已经提出过。", "“{interrupt}” was done already."),
    "message": (
        "没有在等消息“{message}”，或编号对不上。请核对编号。",
        "Nothing waits for the message “{message}” with this key. Check the key.",
    ),
    "child": ("没有在办的子件“{child}”。", "There is no open child case “{child}”."),
    "group": ("“{member}”不能并入：{why}。", "“{member}” cannot join: {why}."),
    "group-no-group": ("这个流程不合并办理。", "Cases of this process are not answered together."),
    "group-already-in": ("“{member}”已经并入。", "“{member}” has joined already."),
    "group-does-not-belong": (
        "“{member}”与本案不是同一类，请单独办理。",
        "“{member}” is not of the same kind as this case; treat it by itself.",
    ),
    "migration": (
        "案件不能迁移到这个版本：{obstacles}。请先看预览，逐项处理。",
        "The case cannot be moved to this version: {obstacles}. Look at the preview and settle each point first.",
    ),
    # what was saved
    "saved-state": ("保存的案件读不出来", "What was saved cannot be read"),
    "saved-state-version": (
        "保存的格式是第 {version} 版，这里能读到第 {known} 版。请用较新的软件打开。",
        "The saved form has version {version}; up to {known} can be read here. Open it with a newer release.",
    ),
    "saved-event-unknown": ("保存的记录里有不认识的“{event}”", "The saved record holds an unknown “{event}”"),
    "saved-state-json": ("不是保存的案件：{found}", "This is not a saved case: {found}"),
    "saved-state-form": ("保存的案件不完整：{found}", "The saved case is not complete: {found}"),
}
