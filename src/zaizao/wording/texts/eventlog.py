"""Words for reading and writing event logs."""

TEXTS: dict[str, tuple[str, str]] = {
    "log-refused": ("日志读不了", "The log cannot be read"),
    "log-not-written": ("日志写不出来，没有留下文件", "The log cannot be written; no file was left behind"),
    # the file
    "log-no-file": ("没有这个文件，或者没有权限读", "There is no such file, or it may not be read"),
    "log-empty": ("文件是空的", "The file is empty"),
    "log-format-unknown": (
        "认不出这是什么格式的日志。能读的格式：{known}",
        "The format of this log is not known. Formats that can be read: {known}",
    ),
    "log-gzip-broken": ("压缩文件不完整或已损坏，请重新传送", "The gzip is cut short or damaged; transfer it again"),
    "log-cut-short": (
        "文件没有写完就断了（{detail}），请重新传送",
        "The file ends too early ({detail}); transfer it again",
    ),
    "log-nothing-kept": (
        "读到 {count} 条记录，没有一条能用，原因见各条",
        "{count} records were read and none can be kept; the reasons stand beside each",
    ),
    "log-and-more": ("同类问题另有 {count} 处（{code}）", "{count} more of the same kind ({code})"),
    "log-format-unwritable": (
        "不会写 {given} 这种格式。能写的格式：{known}",
        "{given} is no format that can be written. Formats that can be written: {known}",
    ),
    "log-place-unwritable": ("这里写不进去：{detail}", "Nothing can be written here: {detail}"),
    "log-time-unwritable": (
        "{key} 里有公历 1 年至 9999 年以外的时间，这种格式写不下",
        "{key} has a time outside the years 1 to 9999, which this format cannot hold",
    ),
    "xes-character": (
        "文字里有 XML 不能写的控制字符：{text}",
        "A text holds a control character that XML cannot: {text}",
    ),
    # records
    "log-time-unreadable": ("时间“{value}”看不懂，这条记录没有收", "The time “{value}” cannot be understood; left out"),
    "log-without-activity": (
        "这条记录没有环节名称，没有收",
        "The record does not say what was done; it was left out",
    ),
    "log-without-time": (
        "{count} 条记录没有时间，照收，凡要算时间的都不算它们",
        "{count} records have no time; they are kept, and nothing that needs a time counts them",
    ),
    "log-without-zone": (
        "{count} 个时间没有写时区，按协调世界时（UTC）读",
        "{count} times are written without a zone; they are read as UTC",
    ),
    "log-case-unnamed": (
        "{count} 件没有编号，按在文件中的位置编号，第一件叫 {name}",
        "{count} cases have no name and are named by their place in the file; the first is {name}",
    ),
    "log-case-name-twice": (
        "{count} 件与前面的件同号，另加序号分开，如第二个 {name} 叫 {made}",
        "{count} cases have the name of an earlier one and are numbered apart: the second {name} is {made}",
    ),
    # XES
    "xes-syntax": ("不是规范的 XML：{detail}", "Not well-formed XML: {detail}"),
    "xes-doctype": (
        "含有文档类型声明（DTD），出于安全不予读取",
        "It declares a document type, which is refused for safety",
    ),
    "xes-no-log": ("最外层是 {found}，不是 log", "The outermost element is {found}, not log"),
    "xes-too-deep": ("嵌套超过 {limit} 层", "Nested deeper than {limit} levels"),
    "xes-event-outside": ("这个事件不在任何 trace 里，没有收", "The event stands in no trace; it was left out"),
    "xes-element-unknown": ("这里不认识 {name}，没有收", "{name} is not known here; it was left out"),
    "xes-attribute-incomplete": (
        "{name} 缺少 key 或 value，没有收",
        "{name} has no key or no value; it was left out",
    ),
    "xes-stray-text": ("标签之间有文字“{text}”，没有收", "There is text between elements, “{text}”; it was left out"),
    "xes-key-twice": (
        "同一处写了两次 {key}（共 {count} 处），用后写的",
        "{key} stands twice in one element ({count} times in all); the later value is used",
    ),
    "xes-event-named-by": (
        "{count} 个事件没有 concept:name，用 {keys} 作环节名称",
        "{count} events have no concept:name; {keys} names them",
    ),
    "xes-mixed-kinds": (
        "{key} 的值种类不一或与所写的种类不符（{kinds}），一律按文字收",
        "The values of {key} are of several kinds or not what they say ({kinds}); all are kept as text",
    ),
}
