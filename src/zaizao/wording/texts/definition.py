"""Words for what may be wrong with a definition, and for what two definitions differ in."""

TEXTS: dict[str, tuple[str, str]] = {
    "definition": ("流程定义有误", "The definition has faults"),
    # reading
    "empty-definition": (
        "文件是空的；至少要有 process、name、kind、competent、activities",
        "The file is empty; it needs at least process, name, kind, competent and activities",
    ),
    "json-syntax": ("不符合 JSON 写法：{detail}", "Not well-formed JSON: {detail}"),
    "pack-empty": ("文件夹里没有流程文件（*.yaml）", "The folder holds no process files (*.yaml)"),
    "process-twice": (
        "流程“{process}”在另一个文件里已有定义",
        "The process “{process}” is already defined in another file",
    ),
    "missing-key": ("缺少“{key}”（应为{expected}）", "“{key}” is missing (expected: {expected})"),
    "unknown-key": (
        "没有“{key}”这个键；相近的：{near}；可用的有：{expected}",
        "There is no key “{key}”; nearest: {near}; there are: {expected}",
    ),
    "link-without-ground": (
        "先后关系没有写理由：请写 ground: law（法律）、data（需要前面的结果）或 custom（惯例）",
        "The prerequisite has no ground: write ground: law, data (it needs a result) or custom (habit)",
    ),
    "wrong-type": ("这里应为{expected}，写的是{found}", "Expected {expected}, found {found}"),
    "empty-value": (
        "这里没有内容：应为{expected}，或者删去这个键",
        "Nothing stands here: expected {expected}, or remove the key",
    ),
    "unknown-word": (
        "“{found}”不是可用的词；应为：{expected}",
        "“{found}” is no word that may stand here; expected: {expected}",
    ),
    "bad-identifier": (
        "“{id}”不能作标识：以字母、下划线或汉字开头，后接字母、数字、_、- 或汉字",
        "“{id}” is no identifier: a letter, underscore or Chinese character, then letters, digits, _, - or "
        "Chinese characters",
    ),
    "nested-too-deep": ("嵌套超过 {most} 层", "Nested deeper than {most} levels"),
    "reserved-name": ("“{name}”另有含义，请换一个名称", "“{name}” already means something; choose another name"),
    "field-name-malformed": (
        "字段名“{name}”不能用：表达式中“-”是减号，只能用字母、数字、下划线和汉字",
        "The field name “{name}” cannot be used: in expressions “-” is minus; use letters, digits, "
        "underscores and Chinese characters",
    ),
    "date-malformed": ("“{text}”不是日期；应写作 2026-02-10", "“{text}” is no date; write 2026-02-10"),
    "basis-ends-before": ("失效日期 {text} 早于生效日期", "The end {text} lies before the beginning"),
    # references and structure
    "unknown-reference": (
        "没有声明“{id}”（{what}）；相近的：{near}",
        "“{id}” is not declared ({what}); nearest: {near}",
    ),
    "unknown-verb": (
        "“{word}”不在词表中；相近的：{near}；可用的有：{expected}",
        "“{word}” is not in the vocabulary; nearest: {near}; there are: {expected}",
    ),
    "no-activities": ("没有任何环节", "There are no activities"),
    "self-link": ("“{activity}”以自己为前置", "“{activity}” is its own prerequisite"),
    "duplicate-link": (
        "“{activity}”对“{source}”写了两次前置",
        "“{activity}” names the prerequisite “{source}” twice",
    ),
    "circle": (
        "互为前置：{circle}，办不下去；如实描述现状请写 as_is: true",
        "These wait for each other: {circle}; to describe the process as found write as_is: true",
    ),
    "cannot-run-circle": ("互为前置，不能运行：{circle}", "Cannot run, these wait for each other: {circle}"),
    "cannot-run": ("不能运行", "Cannot run"),
    "cannot-run-choice": (
        "“{activity}”的分支规则未知（choice: unknown），不能运行",
        "Cannot run: the rule of the branch “{activity}” is not known (choice: unknown)",
    ),
    "unknown-outcome": (
        "“{activity}”没有“{outcome}”这个结果；可能的结果：{expected}",
        "“{activity}” never ends “{outcome}”; it can end: {expected}",
    ),
    "missing-if-skipped": (
        "“{source}”可能被跳过，请写明 if_skipped: skip（跟着跳过）或 run（照常进行）",
        "“{source}” can be skipped; say if_skipped: skip or run",
    ),
    "undecided-item": (
        "没有环节对事项“{item}”作出决定（does: decide 或 confirm）",
        "No activity decides the item “{item}” (does: decide or confirm)",
    ),
    "decision-outcomes": (
        "“{activity}”决定事项“{item}”，结果只能是 granted 和 refused",
        "“{activity}” decides the item “{item}”; its outcomes can only be granted and refused",
    ),
    "unknown-point": (
        "“{point}”不是可用的时点：应为 环节.done、环节.started 或 case.opened",
        "“{point}” is no point in time: write ACTIVITY.done, ACTIVITY.started or case.opened",
    ),
    "unlawful-stop": (
        "“{kind}”不能中止期限；行政许可法第四十五条只列了：{expected}",
        "“{kind}” does not stop the clock; Art. 45 of the Licensing Law lists only: {expected}",
    ),
    "promised-longer": (
        "“{item}”的承诺时限 {promised} 长于法定时限 {statutory}",
        "The promise for “{item}” ({promised}) is longer than the statute allows ({statutory})",
    ),
    "forbidden-actor": (
        "“{organ}”属于 {kind}，依法不得从事 {does}",
        "“{organ}” is of the kind {kind}, which may not do {does}",
    ),
    # constructs
    "incomplete-construct": ("写得不完整", "Incomplete"),
    "needs-out-of-range": (
        "needs: {needs} 与前置数目（{links}）不符",
        "needs: {needs} does not fit the number of links ({links})",
    ),
    "outcome-twice": ("同一个结果写了两次", "An outcome is written twice"),
    "join-without-number": ("wait: {wait} 需要 n（至少 1）", "wait: {wait} needs n (at least 1)"),
    "join-number-unused": ("wait: {wait} 用不到 n", "wait: {wait} has no use for n"),
    "join-waits-for-nothing": ("wait: none 只能用于 opens", "wait: none can stand in opens only"),
    "share-of-no-limit": (
        "“{at}”是时限的比例，但这个环节没有时限",
        "“{at}” is a share of the limit, but the activity has none",
    ),
    "escalation-malformed": (
        "“{at}”应为比例（80%）或时限（2wd）",
        "“{at}” should be a share (80%) or a limit (2wd)",
    ),
    "escalation-without-effect": (
        "到了“{at}”什么也不发生：请写 warn 或 raise",
        "Nothing happens at “{at}”: write warn or raise",
    ),
    "silence-without-limit": ("默示需要 after 或环节时限", "Silence needs after, or a limit of the activity"),
    "interval-of-nothing": ("间隔不能为 {limit}", "The interval cannot be {limit}"),
    "number-too-small": ("{found} 太小，至少为 1", "{found} is too small; at least 1"),
    "undo-malformed": (
        "“{does}”不能撤回一个行为；应为：{expected}",
        "“{does}” undoes nothing; expected: {expected}",
    ),
    "offer-to-nobody": ("offer 要写 to 或 to_list，二者取一", "An offer needs to or to_list, one of the two"),
    "offer-without-arbiter": ("写了 max_refusals，就要写由谁裁定（arbiter）", "max_refusals needs an arbiter"),
    "repeat-open": (
        "重复区域不封闭：“{activity}”在区域内，却有“{outside}”在区域外依赖它",
        "The repeated region is open: “{outside}” outside depends on “{activity}” inside",
    ),
    "repeat-without-owner": (
        "重复区域 body 必须包括“{owner}”自己",
        "The repeated body must hold “{owner}” itself",
    ),
    "repeat-does-not-reach-owner": (
        "重复区域中的“{activity}”到不了“{owner}”",
        "“{activity}” in the repeated body does not lead to “{owner}”",
    ),
    "repeat-overlap": (
        "“{owner}”与“{other}”的重复区域交错（“{activity}”），只能一个包含另一个",
        "The repeated bodies of “{owner}” and “{other}” overlap at “{activity}”; one must hold the other",
    ),
    "interrupt-target": (
        "“{activity}”只因“{interrupt}”而进行，不能再有前置，也不能被它取消",
        "“{activity}” runs only because of “{interrupt}”; it can have no prerequisites and cannot be cancelled by it",
    ),
    # expressions
    "expression-wrong-kind": (
        "表达式“{text}”得出 {found}，这里应为 {expected}",
        "The expression “{text}” gives {found}; expected {expected}",
    ),
    "early-read": (
        "“{activity}”读取“{field}”时它可能还没有写入（由{writers}写入，但不在它之前）",
        "“{activity}” may read “{field}” before it is written (written by {writers}, none of them before it)",
    ),
    "read-while-written": (
        "“{activity}”读取“{field}”时，“{writer}”可能正在改写它",
        "“{activity}” reads “{field}” while “{writer}” may still write it",
    ),
    "concurrent-writers": (
        "字段“{field}”可能被“{first}”和“{second}”同时写入",
        "The field “{field}” may be written by “{first}” and “{second}” at the same time",
    ),
    # warnings
    "no-basis": (
        "“{id}”（{what}）没有写依据，也没有标明是假定（assumption）",
        "“{id}” ({what}) cites no basis and is not marked as an assumption",
    ),
    "basis-not-found": (
        "法律文本库中找不到 {basis}（{reason}）",
        "{basis} is not in the library of law texts ({reason})",
    ),
    "basis-not-in-force": ("{basis} 在 {on} 不是现行有效", "{basis} is not in force on {on}"),
    "data-not-given": (
        "“{activity}”因数据等待“{source}”，但后者并不产生所需之物（{object}）",
        "“{activity}” waits for “{source}” because of data, but that does not make what is needed ({object})",
    ),
    "unused": ("“{id}”（{what}）没有任何环节用到", "“{id}” ({what}) is used by no activity"),
    # comparison
    "activity-renamed": (
        "环节“{subject}”的标识由 {old} 改为 {new}",
        "The activity “{subject}” is now called {new} instead of {old}",
    ),
    "member-added": ("新增{kind}“{subject}”", "New {kind}: “{subject}”"),
    "member-removed": ("取消{kind}“{subject}”", "No longer there: {kind} “{subject}”"),
    "organ-changed": ("“{subject}”由{old}改由{new}承担", "“{subject}” passes from {old} to {new}"),
    "material-now-shared": (
        "材料“{subject}”改为共享取得，不再由申请人提交（{old} → {new}）",
        "The material “{subject}” is now fetched as shared data, no longer asked of the applicant ({old} → {new})",
    ),
    "material-no-longer-shared": (
        "材料“{subject}”不再共享取得（{old} → {new}）",
        "The material “{subject}” is no longer fetched as shared data ({old} → {new})",
    ),
    "gap-allowed": ("材料“{subject}”可以容缺后补", "The material “{subject}” may be handed in later"),
    "gap-forbidden": ("材料“{subject}”不再可以容缺", "The material “{subject}” may no longer be handed in later"),
    "pledge-allowed": ("材料“{subject}”可以告知承诺代替", "A pledge may replace the material “{subject}”"),
    "pledge-forbidden": (
        "材料“{subject}”不再可以告知承诺代替",
        "A pledge may no longer replace the material “{subject}”",
    ),
    "link-added": (
        "“{target}”现在要等“{source}”（依据：{ground}）",
        "“{target}” now waits for “{source}” (ground: {ground})",
    ),
    "link-removed": (
        "“{target}”不再等“{source}”（原依据：{ground}）",
        "“{target}” no longer waits for “{source}” (ground was: {ground})",
    ),
    "link-ground-changed": (
        "“{target}”等“{source}”的依据由{old}改为{ground}",
        "The ground on which “{target}” waits for “{source}” changes from {old} to {ground}",
    ),
    "link-condition-changed": (
        "“{target}”等“{source}”的{label}由{old}改为{new}",
        "Where “{target}” waits for “{source}”, {label} changes from {old} to {new}",
    ),
    "limit-tightened": (
        "“{subject}”的{label}由{old}缩短为{new}",
        "“{subject}”: {label} shortened from {old} to {new}",
    ),
    "limit-loosened": (
        "“{subject}”的{label}由{old}放宽为{new}",
        "“{subject}”: {label} lengthened from {old} to {new}",
    ),
    "limit-changed": ("“{subject}”的{label}由{old}改为{new}", "“{subject}”: {label} changed from {old} to {new}"),
    "limit-set": ("“{subject}”新定{label}：{new}", "“{subject}”: {label} set to {new}"),
    "limit-lifted": ("“{subject}”不再有{label}（原为{old}）", "“{subject}”: {label} of {old} lifted"),
    "value-changed": (
        "“{subject}”的{label}由“{old}”改为“{new}”",
        "“{subject}”: {label} changed from “{old}” to “{new}”",
    ),
    "value-added": ("“{subject}”新增{label}：{new}", "“{subject}”: {label} added: {new}"),
    "value-removed": ("“{subject}”取消{label}（原为{old}）", "“{subject}”: {label} removed (was {old})"),
    "expression-changed": (
        "“{subject}”的{label}由 {old} 改为 {new}",
        "“{subject}”: {label} changed from {old} to {new}",
    ),
    "expression-added": ("“{subject}”新增{label}：{new}", "“{subject}”: {label} added: {new}"),
    "expression-removed": ("“{subject}”取消{label}（原为 {old}）", "“{subject}”: {label} removed (was {old})"),
    "listed-now": ("“{subject}”的{label}增加“{value}”", "“{subject}”: {label} now with “{value}”"),
    "listed-no-more": ("“{subject}”的{label}去掉“{value}”", "“{subject}”: {label} no longer with “{value}”"),
    "order-changed": ("“{subject}”的{label}次序改为{new}", "“{subject}”: {label} in another order: {new}"),
    "edit": ("修改无法进行", "The changes cannot be made"),
    "edit-path-missing": (
        "没有“{path}”这个位置，无法修改；请按现有内容重新指定",
        "There is no “{path}” to change; name a place that is there",
    ),
    "edit-not-in-place": (
        "{file} 无法就地修改（{paths}）：文件写法特殊，改动会波及其他内容。请手工修改此处，"
        "或把它改写成每项一行后再试。文件没有改动。",
        "{file} cannot be changed in place ({paths}): it is written in a way in which the change would touch other "
        "things. Change it by hand, or write each entry on a line of its own and try again. The file is as it was.",
    ),
    "edit-conflict": (
        "“{path}”处的几项修改互相矛盾；请只保留一项",
        "The changes at “{path}” contradict each other; keep only one of them",
    ),
}
