"""Words for what a verification finds: what was lost, and the grounds of changes that are allowed."""

_IN = "情形：{situation}。"
_IN_EN = "Situation: {situation}."

TEXTS: dict[str, tuple[str, str]] = {
    # contradictions
    "before-contradictory": (
        "原流程自相矛盾：{activities} 依法或因材料互为前置，谁也无法先办。请先核对依据。",
        "The process as it is contradicts itself: {activities} wait for each other by law or for a document. "
        "Check the bases first.",
    ),
    "after-circle": (
        "新流程有循环：{activities} 互为前置，无法办理。",
        "The new process has a circle: {activities} wait for each other and cannot be done.",
    ),
    # activities
    "activity-lost": (
        "依法应当保留的环节（{does}）没有了。",
        "A step that stands on a ground ({does}) is gone.",
    ),
    "element-doubled": (
        "原来的一项被几项同时替代：{elements}。请只保留一项。",
        "Several take the place of one: {elements}. Keep one.",
    ),
    "act-changed": (
        "行为性质变了：原来是“{old}”，现在是“{new}”。",
        "It is another kind of act: it was “{old}” and is now “{new}”.",
    ),
    "act-added": (
        "多出了原来没有的行为（{does}），没有依据。",
        "An act that was not there before ({does}) appears without ground.",
    ),
    "decisions-united": (
        "几项决定被并成一项：{elements}。每个事项应当保留自己的决定。",
        "Several decisions became one: {elements}. Each item keeps its own.",
    ),
    "different-acts-united": (
        "性质不同的环节被并成一个：{elements}（{does}）。",
        "Steps of different kinds became one: {elements} ({does}).",
    ),
    "items-united": (
        "不同事项的“{does}”不能并成一个：{elements}。",
        "The “{does}” of different items cannot be one: {elements}.",
    ),
    "actors-united": (
        "不同机构承担的环节被并成一个：{elements}。",
        "Steps of different organs became one: {elements}.",
    ),
    "prerequisite-united": (
        "依法应当在“{source}”之后进行的环节与它并成了一个（{of}）。",
        "A step that the law wants after “{source}” became one with it ({of}).",
    ),
    "act-not-run": (
        "原来会办的环节，现在有一种情形不办。" + _IN,
        "A step that was done is not done in one situation. " + _IN_EN,
    ),
    "act-without-ground": (
        "条件不具备时也会办。" + _IN,
        "It is done although its conditions do not hold. " + _IN_EN,
    ),
    "act-by-habit": (
        "有一种情形只靠习惯前置才会办，去掉习惯就不办了。" + _IN,
        "In one situation it is done only because of a habit, and would not be without it. " + _IN_EN,
    ),
    "condition-by-habit": (
        "法定条件现在只靠习惯前置保证，去掉习惯就没有了。" + _IN,
        "A condition of the law now hangs on a habit and would go with it. " + _IN_EN,
    ),
    "prerequisite-lost": (
        "法定前置“{source}”（{of}）没有保留：可能还没办完就开始。" + _IN,
        "The prerequisite “{source}” by law ({of}) is not kept: this can begin before it ends. " + _IN_EN,
    ),
    "data-lost": (
        "需要“{source}”产生的“{of}”，却可能在它办完以前开始。" + _IN,
        "It needs “{of}” from “{source}” and can begin before that ends. " + _IN_EN,
    ),
    "read-too-late": (
        "原来在“{of}”被改写以前就看它，现在不一定了。" + _IN,
        "It looked at “{of}” before that was written; now it need not. " + _IN_EN,
    ),
    # who acts
    "organ-swapped": (
        "事项的决定机构由“{old}”换成“{new}”。职权法定，不能换。",
        "The item's organ was “{old}” and is now “{new}”. Powers come from the law and stay.",
    ),
    "actor-swapped": (
        "承办者由“{old}”换成“{new}”。",
        "Who acts was “{old}” and is now “{new}”.",
    ),
    "organ-redefined": (
        "同一编号的机构由“{old}”变成“{new}”。",
        "The organ of this id was “{old}” and is now “{new}”.",
    ),
    "fewer-officers": (
        "原来要求{old}人办理，现在只要{new}人。",
        "{old} officers were required, now only {new}.",
    ),
    "people-no-longer-apart": (
        "不再要求与下列环节由不同的人办理：{activities}。",
        "It need no longer be done by other people than {activities}.",
    ),
    "post-changed": (
        "对承办人岗位的要求由“{old}”变成“{new}”。",
        "The post required was “{old}” and is now “{new}”.",
    ),
    # items and their acts
    "item-renamed": (
        "事项名称由“{old}”变成“{new}”。",
        "The item was called “{old}” and is now “{new}”.",
    ),
    "item-lost": ("事项没有了。", "The item is gone."),
    "refusal-changed": (
        "不予许可的后果由“{old}”变成“{new}”。",
        "What a refusal does was “{old}” and is now “{new}”.",
    ),
    "item-guard-changed": (
        "事项是否需要办理，与原来不同。" + _IN,
        "Whether the item is required differs. " + _IN_EN,
    ),
    "item-of-activity-changed": (
        "环节原来属于事项“{old}”，现在属于“{new}”。",
        "The step served the item “{old}” and now serves “{new}”.",
    ),
    "outcome-lost": (
        "不能再以这些结果结束：{outcomes}。",
        "It can no longer end with {outcomes}.",
    ),
    "ordinary-outcome-changed": (
        "通常的结果由“{old}”变成“{new}”。",
        "The ordinary outcome was “{old}” and is now “{new}”.",
    ),
    "giving-lost": ("不再产生“{thing}”。", "It no longer gives “{thing}”."),
    "recording-lost": ("不再记录“{thing}”。", "It no longer records “{thing}”."),
    "taking-lost": ("不再审查“{thing}”。", "It no longer takes “{thing}”."),
    "reading-lost": ("不再查看“{thing}”。", "It no longer looks at “{thing}”."),
    "undo-lost": ("纠正途径（{does}）没有了。", "The way to undo it ({does}) is gone."),
    "undo-changed": (
        "纠正途径（{does}）的依据、机构或时限变了。",
        "The basis, organ or limit of the way to undo it ({does}) has changed.",
    ),
    "silence-changed": (
        "逾期不决的后果由“{old}”变成“{new}”，或条件变了。",
        "What silence means was “{old}” and is now “{new}”, or its terms have changed.",
    ),
    "silence-invented": (
        "多出了逾期不决即“{new}”，没有依据。",
        "Silence now means “{new}”, without ground.",
    ),
    "basis-lost": (
        "不再引用有效的依据{basis}。",
        "It no longer cites {basis}, which is in force.",
    ),
    # time
    "clock-lost": (
        "法定时限（{old}）没有了。",
        "The statutory clock ({old}) is gone.",
    ),
    "limit-longer": (
        "时限由{old}变成{new}，不能确定没有延长。",
        "The limit was {old} and is now {new}, which is not certainly as short.",
    ),
    "clock-stops-added": (
        "多出了时限停算的情形：{kinds}。",
        "The clock now also stops for {kinds}.",
    ),
    "clock-starts-later": (
        "时限原来从“{old}”起算，现在从“{new}”起算，更晚了。",
        "The clock ran from “{old}” and now starts later, from “{new}”.",
    ),
    "clock-ends-earlier": (
        "时限原来算到“{old}”，现在只算到“{new}”。",
        "The clock ran to “{old}” and now only to “{new}”.",
    ),
    "extension-loosened": (
        "延长期限（{new}）原来没有或者更短。",
        "The extension ({new}) was not there or was shorter.",
    ),
    "limit-over-statute": (
        "时限{new}超过法定的{statute}。",
        "The limit of {new} is longer than the statute's {statute}.",
    ),
    "limit-not-kept": (
        "各环节时限合计{days}个工作日，不能保证{limit}以内办结；原流程可以保证。",
        "The limits of the steps come to {days} working days, so {limit} cannot be assured; before, it could.",
    ),
    "promise-starts-later": (
        "承诺时限原来从“{old}”起算，现在从“{new}”起算。",
        "The promise counted from “{old}” and now counts from “{new}”.",
    ),
    # materials and fields
    "material-lost": (
        "依法需要的材料没有了。",
        "A material that the law demands is gone.",
    ),
    "material-not-asked": (
        "依法需要的材料有一种情形不再要求。" + _IN,
        "A material that the law demands is not asked for in one situation. " + _IN_EN,
    ),
    "material-asked-more": (
        "原来不要材料的情形，现在也要。" + _IN,
        "A material is asked for where it was not. " + _IN_EN,
    ),
    "different-documents-united": (
        "不是同一份材料，不能并成一份：{elements}。",
        "These are different documents and cannot be one: {elements}.",
    ),
    "document-changed": (
        "要的已经不是同一份材料：原来是“{old}”，现在是“{new}”。",
        "It is another document: it was “{old}” and is now “{new}”.",
    ),
    "easement-withdrawn": (
        "原来可以承诺或容缺，现在不可以了。",
        "A pledge or a gap was allowed and no longer is.",
    ),
    "fact-changed": (
        "问的已经不是同一信息：原来是“{old}”，现在是“{new}”。",
        "It is another fact: it was “{old}” and is now “{new}”.",
    ),
    "form-incomplete": (
        "表格缺少原来的字段：{fields}。",
        "The form lacks fields that were on it: {fields}.",
    ),
    "source-invented": (
        "来源由“{old}”改成“{new}”，但没有证据表明那里有。",
        "The source was “{old}” and is now “{new}”, but nothing shows that it is there.",
    ),
    "asked-again": (
        "原来来自“{old}”，现在又向申请人要。",
        "It came from “{old}” and is now asked from the applicant.",
    ),
    "pledge-excluded": (
        "这份材料不能用承诺代替（{why}）：{areas}。",
        "No pledge may replace this material ({why}): {areas}.",
    ),
    "pledge-not-checked": (
        "承诺之后应当在{old}内核查，现在没有规定或更晚。",
        "A pledge is to be checked within {old}; now it is not, or later.",
    ),
    "easement-invented": (
        "新增的材料不能直接规定承诺或容缺。",
        "A new material may not be open to a pledge or a gap from the start.",
    ),
    "gap-on-main-material": (
        "主要材料不能容缺。",
        "A gap may not be tolerated for a main material.",
    ),
    "gap-too-short": (
        "补齐时间由{old}缩短为{new}。",
        "The time to supply it was {old} and is now {new}.",
    ),
    "evidence-invented": (
        "新流程写入了原流程没有的事实（{kind}）。请先查实并写入原流程。",
        "The new process states what was not found before ({kind}). Find it out and write it into the process as it is.",
    ),
    "field-lost": (
        "依法需要或办理时要看的信息项没有了。",
        "A field that the law asks for, or that a step looks at, is gone.",
    ),
    "field-changed": (
        "信息项由“{old}”变成“{new}”，或少了取值（{gone}）。",
        "The field was “{old}” and is now “{new}”, or lacks values ({gone}).",
    ),
    "different-facts-united": (
        "不是同一信息，不能并成一项：{elements}。",
        "These are different facts and cannot be one: {elements}.",
    ),
    "construct-changed": (
        "“{construct}”与原来不同。",
        "“{construct}” is not as it was.",
    ),
    # the certificate
    "certificate": ("证明书写法不对。", "The certificate is malformed."),
    "certificate-form": (
        "不是再造证明书：应当是 JSON，且 certificate 为 {form}。",
        "This is no certificate: it must be JSON with `certificate` being {form}.",
    ),
    "certificate-digests": (
        "证明书没有写明前后流程的摘要（before、after）。",
        "The certificate does not name the digests of the processes (before, after).",
    ),
    "certificate-entry": (
        "证明书第{number}条（从0数起）写法不对：需要 element、change、ground，可以有 of、operator。",
        "Entry {number} of the certificate (counted from 0) is malformed: it needs element, change and ground, "
        "and may have of and operator.",
    ),
    "certificate-other-before": (
        "证明书证明的不是这些原流程（摘要不同）。",
        "The certificate is about other processes as they were (the digests differ).",
    ),
    "certificate-other-after": (
        "证明书证明的不是这个新流程（摘要不同）。",
        "The certificate is about another new process (the digests differ).",
    ),
    "claim-of-nothing": (
        "证明书声称这里有变动（{change}，{ground}），实际没有。",
        "The certificate claims a change here ({change}, {ground}) that was not made.",
    ),
    "claim-untrue": (
        "证明书声称的理由“{ground}”（{of}）不成立；核查结果是“{found}”。",
        "The ground claimed, “{ground}” ({of}), is not true; what was found is “{found}”.",
    ),
    "change-unclaimed": (
        "有变动（{change}，{ground}）而证明书没有写。",
        "There is a change ({change}, {ground}) that the certificate does not name.",
    ),
    # grounds
    "ground-no-basis": (
        "{element}：没有依据，也没有什么依法需要它，可以取消。",
        "{element}: no basis, and nothing that stands needs it; it may go.",
    ),
    "ground-no-act": (
        "{element}：新增，不是法律行为。",
        "{element}: new, and no legal act.",
    ),
    "ground-same-act": (
        "{element}：与“{of}”是同一机构的同一行为，合为一个。",
        "{element}: the same act of the same organ as “{of}”, now one.",
    ),
    "ground-joint": (
        "{element}：几个事项的共同工作，合为“{of}”。",
        "{element}: joint work for several items, now “{of}”.",
    ),
    "ground-equivalent": (
        "{element}：写法不同，在所有情形下结果相同。",
        "{element}: written otherwise, the same in every situation.",
    ),
    "ground-habit": (
        "{element}：只是习惯，没有依据。",
        "{element}: habit only, no ground.",
    ),
    "ground-kept-otherwise": (
        "{element}：由其他有依据的前置保证（{of}）。",
        "{element}: kept by other links with a ground ({of}).",
    ),
    "ground-not-in-force": (
        "{element}：所引依据不再有效（{of}）。",
        "{element}: the basis it cites is not in force ({of}).",
    ),
    "ground-not-needed": (
        "{element}：前一环节不产生它，或后一环节不需要它（{of}）。",
        "{element}: the source does not give it, or the target does not need it ({of}).",
    ),
    "ground-tightened": ("{element}：缩短为{of}。", "{element}: shortened to {of}."),
    "ground-not-provable": (
        "{element}：有环节没有时限，无法证明能按期办结。",
        "{element}: a step has no limit, or the limits come to more; that it can be kept is not proved.",
    ),
    "ground-same-document": (
        "{element}：同一份材料，合为“{of}”。",
        "{element}: the same document, now “{of}”.",
    ),
    "ground-one-form": (
        "{element}：几张表合为一张“{of}”，字段都在。",
        "{element}: several forms became one, “{of}”, with all their fields.",
    ),
    "ground-same-fact": (
        "{element}：同一信息，合为“{of}”。",
        "{element}: the same fact, now “{of}”.",
    ),
    "ground-shared-source": (
        "{element}：国家机关已经掌握，改由共享取得（{of}）。",
        "{element}: the state already has it; now fetched from {of}.",
    ),
    "ground-result": (
        "{element}：是前面环节“{of}”的结果，不再收取。",
        "{element}: the result of the earlier step “{of}”, no longer asked for.",
    ),
    "ground-pledge": (
        "{element}：可以用书面承诺代替，事后核查。",
        "{element}: a written pledge may replace it, checked afterwards.",
    ),
    "ground-secondary": (
        "{element}：次要材料，可以容缺后补。",
        "{element}: a secondary material; it may be supplied later.",
    ),
}
