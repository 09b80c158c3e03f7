"""Words about the words themselves."""

TEXTS: dict[str, tuple[str, str]] = {
    "language-unknown": (
        "没有“{language}”这种语言：可选 zh（中文）或 en（英文）。",
        "There is no language “{language}” here: choose zh (Chinese) or en (English).",
    ),
}
