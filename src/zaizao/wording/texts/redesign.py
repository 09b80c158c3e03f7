"""Words for redesign: the ground of each change, the names of operators and figures, refusals."""

TEXTS: dict[str, tuple[str, str]] = {
    # grounds
    "redesign-ground-custom": (
        "{activity} 原在 {sources} 之后，只是惯例，没有法律或数据上的理由",
        "{activity} came after {sources} only by habit: neither law nor data demand it",
    ),
    "redesign-ground-unfounded": (
        "“{activity}”没有现行有效的依据（原引用：{bases}），也没有人需要它的结果",
        "“{activity}” has no basis in force (cited: {bases}), and nobody needs what it gives",
    ),
    "redesign-ground-repealed": (
        "{activity} 在 {source} 之后的依据{basis}已不再有效",
        "The basis {basis} on which {activity} came after {source} is not in force",
    ),
    "redesign-ground-not-handed": (
        "{source} 并不产生 {activity} 所需的“{what}”",
        "{source} does not make the “{what}” for which {activity} waits",
    ),
    "redesign-ground-unasked": (
        "没有现行有效的依据要求“{what}”，也没有人依据它作决定",
        "No basis in force demands “{what}”, and nothing is decided by it",
    ),
    "redesign-ground-held": (
        "“{what}”已由 {held} 掌握，通过共享取得，不得重复索要",
        "“{what}” is already held at {held}; what sharing gives may not be asked again",
    ),
    "redesign-ground-pledge": (
        "“{what}”是证明，已审查不涉及不适用告知承诺的领域",
        "“{what}” is a certificate; it was examined that none of the excluded areas is touched",
    ),
    "redesign-ground-secondary": (
        "“{what}”是次要材料，可以在{limit}内补交",
        "“{what}” is secondary and may be handed in within {limit}",
    ),
    "redesign-ground-same-work": (
        "“{first}”和“{second}”是 {organ} 为同一事项做的同一种工作",
        "“{first}” and “{second}” are one kind of work of {organ} for one item",
    ),
    "redesign-ground-same-paper": (
        "“{what}”要了{count}次，是同一份材料",
        "“{what}” is asked for {count} times and is one and the same paper",
    ),
    "redesign-ground-own-result": (
        "“{what}”就是“{activity}”的结果，内部流转，不再要申请人提交",
        "“{what}” is what “{activity}” results in: it is handed on inside and not asked for",
    ),
    "redesign-ground-one-form": ("{count}张申请表合为一张", "{count} application forms become one"),
    "redesign-ground-one-intake": (
        "{count}次受理合为一次（行政许可法第二十六条），时限取最短的：{limit}",
        "{count} intakes become one (行政许可法 第26条) and keep the shortest limit: {limit}",
    ),
    "redesign-ground-one-deliver": (
        "{count}次送达合为一次（行政许可法第二十六条），时限取最短的：{limit}",
        "{count} deliveries become one (行政许可法 第26条) and keep the shortest limit: {limit}",
    ),
    "redesign-ground-one-archive": (
        "{count}次归档合为一次，时限取最短的：{limit}",
        "{count} filings become one and keep the shortest limit: {limit}",
    ),
    "redesign-ground-one-joint-visit": (
        "同一单位的{count}次现场核查合为一次，时限取最短的：{limit}",
        "{count} visits to the place by one organ become one and keep the shortest limit: {limit}",
    ),
    "redesign-ground-one-untimed": (
        "{count}次同样的工作合为一次；原来都没有自己的时限",
        "{count} pieces of the same work become one; none had a limit of its own",
    ),
    "redesign-ground-cheap-first": (
        "“{first}”用时更短，也能使事项终止，宜排在“{second}”之前；原先后顺序只是惯例",
        "“{first}” takes less time and can end the matter too, so it goes before “{second}”; the order was mere habit",
    ),
    # names of what is made one
    "redesign-name": ("{names}“一件事”", "{names}, at one go"),
    "redesign-name-form": ("申请表（一表申请）", "Application form for everything"),
    "redesign-name-intake": ("综合受理", "One intake"),
    "redesign-name-deliver": ("一次送达", "One delivery"),
    "redesign-name-undo-deliver": ("收回并注销证件", "Take the certificates back and cancel them"),
    "redesign-name-archive": ("统一归档", "One filing"),
    "redesign-name-joint-visit": ("联合现场核查", "Joint visit to the place"),
    # refusals
    "redesign-not-combinable": (
        "这些流程对 {table} 的“{id}”说法不一，不能合为一条链",
        "The processes say different things about “{id}” ({table}) and cannot become one chain",
    ),
    "redesign-nothing-given": ("没有给出流程", "No process was given"),
    "redesign-operator-unknown": (
        "没有名为“{name}”的再造手法；可用的有：{known}",
        "There is no redesign operator “{name}”; there are: {known}",
    ),
    "redesign-ground-together": (
        "{count}个流程合为一条链同时办理，各事项的机关、决定和时限不变",
        "{count} processes become one chain and go on together; organ, decision and clock of each item stay",
    ),
    "redesign-source": (
        "由{names}再造而成；原描述出处：{sources}",
        "Redesigned from {names}; described after: {sources}",
    ),
}
