"""Words for the roots of the error tree; rooms have better ones."""

TEXTS: dict[str, tuple[str, str]] = {
    "error": ("出现了预料之中的问题，但没有更具体的说明。", "Something anticipated went wrong; nothing more is known."),
    "input": ("交来的内容不符合格式要求。", "What was handed in is malformed."),
    "refusal": ("要求已看懂，但现在不能照办。", "The request is understood but may not be carried out now."),
}
