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
    "log-too-wide": (
        "{count} 条记录有 {keys} 种属性，放不进内存。请只读需要的属性",
        "{count} records with {keys} kinds of attributes do not fit into memory; ask for the attributes you need",
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
    "xes-lifecycles": (
        "生命周期有 {count} 种（最多 {most} 种），不像生命周期，按属性收",
        "There are {count} transitions (at most {most}); they are no life cycle and are kept as an attribute",
    ),
    "xes-mixed-kinds": (
        "{key} 的值种类不一或与所写的种类不符（{kinds}），一律按文字收",
        "The values of {key} are of several kinds or not what they say ({kinds}); all are kept as text",
    ),
    # OCEL
    "ocel-json": ("不是规范的 JSON：{detail}", "Not well-formed JSON: {detail}"),
    "ocel-sqlite": (
        "不是完整的 OCEL 2.0 数据库：{detail}",
        "Not a complete database of OCEL 2.0: {detail}",
    ),
    "ocel-csv": ("不是 OCEL 1.0 的表：{detail}", "Not a table of OCEL 1.0: {detail}"),
    "ocel-csv-width": (
        "这一行比表头多 {surplus} 格，没有收",
        "This row has {surplus} cells more than the heading; it was left out",
    ),
    "ocel-shape": ("这里应当是 {expected}，没有收", "This should be an {expected}; it was left out"),
    "ocel-key-twice": (
        "{key} 在同一个对象里写了两次，用后写的",
        "{key} stands twice in one object; the later one is used",
    ),
    "ocel-event-incomplete": (
        "事件 {id} 缺编号或类型，没有收",
        "Event {id} has no id or no type; it was left out",
    ),
    "ocel-event-twice": ("事件编号 {id} 重复，后一个没有收", "The event id {id} stands twice; the later was left out"),
    "ocel-event-without-time": ("事件 {id} 没有时间，没有收", "Event {id} has no time; it was left out"),
    "ocel-object-incomplete": (
        "对象 {id} 缺编号或类型，没有收",
        "Object {id} has no id or no type; it was left out",
    ),
    "ocel-object-twice": (
        "对象编号 {id} 重复，后一个没有收",
        "The object id {id} stands twice; the later was left out",
    ),
    "ocel-object-unknown": (
        "{id} 关联的对象 {object} 不存在，这条关联没有收",
        "{id} refers to the object {object}, which does not exist; the relation was left out",
    ),
    "ocel-unknown": ("不认识编号 {id}，没有收", "The id {id} is not known; it was left out"),
    "ocel-change-time": (
        "时间“{value}”看不懂，这个值按一开始就有收",
        "The time “{value}” cannot be understood; the value is taken to hold from the start",
    ),
    "ocel-value-unreadable": (
        "{type} 的 {key} 有的值不是所写的种类（{kind}），一律按文字收",
        "Some values of {key} of {type} are not what they say ({kind}); all are kept as text",
    ),
    "ocel-no-type": ("日志里没有对象，无法按对象读成案件", "The log has no objects, so there are no cases to read"),
    "ocel-type-unknown": (
        "日志里没有“{given}”这种对象，有：{known}",
        "There are no objects of type “{given}”; there are: {known}",
    ),
    "ocel-type-chosen": (
        "按对象“{type}”读成案件（可选：{known}），要换一种请在映射里写 case",
        "Read by objects of type “{type}” (there are: {known}); the mapping’s case chooses another",
    ),
    "ocel-repeated": (
        "有的事件同时涉及几个“{type}”，多算了 {count} 行",
        "Events that concern several objects of type “{type}” stand in each: {count} rows more",
    ),
    "ocel-elsewhere": (
        "{count} 个事件不涉及“{type}”，没有收",
        "{count} events concern no object of type “{type}”; they were left out",
    ),
    "ocel-name-clash": (
        "属性名“{key}”在 SQLite 里与“{other}”分不开，写不下",
        "SQLite cannot tell the attribute “{key}” from “{other}”",
    ),
    "ocel-number-unwritable": (
        "{value} 不是数，这种格式写不下",
        "{value} is no number, and this format cannot hold it",
    ),
}
