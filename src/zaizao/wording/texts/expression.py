"""Words for expressions: what is wrong with one, and why it came out as it did."""

TEXTS: dict[str, tuple[str, str]] = {
    "expression-syntax": (
        "表达式写法不对：在“{found}”处读不下去，此处应为{expected}。",
        "The expression cannot be read: found “{found}” where {expected} was expected.",
    ),
    "expression-type": ("表达式与所读字段的类型不符。", "The expression does not fit the fields it reads."),
    "expression-too-large": (
        "表达式太大：{what}超过 {limit}；请缩小范围或分成几个表达式。",
        "The expression is too large: {what} beyond {limit}; narrow it or split it.",
    ),
    "expression-pattern-refused": (
        "正则表达式“{pattern}”可能要算很久：请不要在重复的括号里再重复，或缩短文字。",
        "The pattern “{pattern}” could take very long: avoid repetitions inside repetitions, or shorten the text.",
    ),
    "expression-unknown-name": (
        "没有名为“{name}”的字段；最接近的名称：{near}。",
        "There is no field “{name}”; the nearest name: {near}.",
    ),
    "expression-unknown-function": (
        "没有名为“{name}”的函数；最接近的名称：{near}。",
        "There is no function “{name}”; the nearest name: {near}.",
    ),
    "expression-unknown-type": ("“{type}”不是类型。", "“{type}” is not a type."),
    "expression-no-member": (
        "{type}没有名为“{name}”的部分；最接近的名称：{near}。",
        "A {type} has no part “{name}”; the nearest name: {near}.",
    ),
    "expression-operator": (
        "“{operator}”不能用于 {left} {right}。",
        "“{operator}” does not work on {left} {right}.",
    ),
    "expression-incomparable": (
        "{left} 与 {right} 不能比较。",
        "A {left} cannot be compared with a {right}.",
    ),
    "expression-no-option": (
        "“{value}”不在该字段的选项之内（{options}）；最接近的选项：{near}。",
        "“{value}” is not among the field's options ({options}); the nearest one: {near}.",
    ),
    "expression-not-condition": (
        "此处应为能判断真假的条件，却是 {found}。",
        "A condition that is true or false is wanted here, not a {found}.",
    ),
    "expression-guard-not-boolean": (
        "条件的结果应为是或否，却是 {found}。",
        "A guard must come to true or false, not to a {found}.",
    ),
    "expression-not-temporal": (
        "“{literal}”不是日期、时间或时长；应写作 2026-02-10、09:30:00、P3D 等。",
        "“{literal}” is not a date, time or duration; write 2026-02-10, 09:30:00, P3D and the like.",
    ),
    "expression-not-countable": (
        "{found} 不能逐个列出；只有整数和日期的范围可以。",
        "A {found} cannot be counted through; only ranges of whole numbers and of dates can.",
    ),
    "expression-entry-twice": ("“{name}”写了两次。", "“{name}” is written twice."),
    "expression-arguments": (
        "函数“{name}”不接受（{given}）；应为：{wanted}。",
        "The function “{name}” does not take ({given}); it is called as: {wanted}.",
    ),
    "expression-reason-holds": ("成立：{text}", "Holds: {text}"),
    "expression-reason-fails": ("不成立：{text}", "Does not hold: {text}"),
    "expression-reason-open": ("尚不能判断：{text}", "Cannot be decided yet: {text}"),
    "expression-reason-value": ("{text} 的结果为 {value}", "{text} comes to {value}"),
    "expression-reason-part": ("{text} 为{value}（{read}）", "{text} is {value} ({read})"),
    "expression-reason-fixed": ("{text} 为{value}", "{text} is {value}"),
    "expression-reason-missing": ("还缺：{names}", "Missing: {names}"),
    "expression-value-unknown": ("未知", "unknown"),
    "expression-value-null": ("空", "null"),
    "expression-value-true": ("真", "true"),
    "expression-value-false": ("假", "false"),
}
