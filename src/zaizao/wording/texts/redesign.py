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
        "{activity} 不需要 {source} 的“{what}”",
        "{activity} needs no “{what}” from {source}",
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
}
