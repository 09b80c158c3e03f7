"""Words of the diagnosis that belong to no single rule; the words of a rule stand in its file."""

TEXTS: dict[str, tuple[str, str]] = {
    "diagnosis-rule-unknown": (
        "没有“{rule}”这条体检规则；现有：{known}",
        "There is no rule “{rule}” in the diagnosis; there are: {known}",
    ),
    "remedy-harmful": (
        "{at} 的改动（{rule}）没有做：做了以后 {worse} 的问题反而更多",
        "The remedy of {rule} at {at} was not carried out: there would be more findings of {worse}",
    ),
    # suppressions and baseline
    "findings-file": ("体检结果的处置文件有误", "The file of suppressions and baseline has faults"),
    "suppression-until": (
        "“{until}”不是日期：请写到哪一天为止，例如 2026-12-31",
        "“{until}” is not a date: write the last day, such as 2026-12-31",
    ),
    "suppression-reason": ("请写明为什么暂不改", "Say why it is not mended"),
    "suppression-expired": (
        "“{process}”的 {rule} 只准暂缓到 {until}，已经过期，不再起作用",
        "The suppression of {rule} in “{process}” ended on {until} and hides nothing any more",
    ),
    "suppression-unmatched": (
        "“{process}”已经没有 {rule} 的问题（{at}），这条暂缓可以删去",
        "There is no finding of {rule} in “{process}” ({at}) any more: the suppression can be deleted",
    ),
    "sarif-fix-safe": ("可以放心改：{operator}", "Safe to change: {operator}"),
    "sarif-fix-human": ("改之前请人看过：{operator}", "Look before changing: {operator}"),
    # manual pages
    "rule-marks": (
        "{family} · {severity} · 改法：{remedy}（{safety}；手法：{operator}）· {status} · 自 {since} 版起",
        "{family} · {severity} · remedy: {remedy} ({safety}; operator: {operator}) · {status} · since {since}",
    ),
    "rule-severity-error": ("违法", "contrary to law"),
    "rule-severity-warning": ("应当改", "to be changed"),
    "rule-severity-note": ("值得一看", "worth a look"),
    "rule-remedy-always": ("都有", "always"),
    "rule-remedy-sometimes": ("有时有", "sometimes"),
    "rule-remedy-none": ("没有，由人决定", "none, somebody decides"),
    "rule-safety-safe": ("可以自动改的，已证明无害", "where safe, carried out by itself"),
    "rule-safety-human": ("要由人把关", "needs a human"),
    "rule-status-preview": ("试用", "preview"),
    "rule-status-stable": ("正式", "stable"),
    "rule-status-deprecated": ("停用", "deprecated"),
}
