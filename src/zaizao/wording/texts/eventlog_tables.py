"""Words of reading event logs from tables: guesses, mapping files, broken rows and files."""

TEXTS: dict[str, tuple[str, str]] = {
    # what was guessed
    "log-guess-case-by-heading": ("{heading}：看列名，当作案件编号", "{heading}: taken for the case, by its heading"),
    "log-guess-activity-by-heading": (
        "{heading}：看列名，当作环节",
        "{heading}: taken for the activity, by its heading",
    ),
    "log-guess-time-by-heading": ("{heading}：看列名，当作时间", "{heading}: taken for the time, by its heading"),
    "log-guess-start-by-heading": ("{heading}：看列名，当作开始时间", "{heading}: taken for the start, by its heading"),
    "log-guess-resource-by-heading": (
        "{heading}：看列名，当作办理人或单位",
        "{heading}: taken for the resource, by its heading",
    ),
    "log-guess-lifecycle-by-heading": (
        "{heading}：看列名，当作环节状态",
        "{heading}: taken for the life cycle, by its heading",
    ),
    "log-guess-activity-by-values": (
        "{heading}：看内容，当作环节",
        "{heading}: taken for the activity, by what stands in it",
    ),
    "log-guess-time-by-values": ("{heading}：看内容，当作时间", "{heading}: taken for the time, by what stands in it"),
    "log-guess-event": ("{heading}：每个时间是一次“{activity}”", "{heading}: each moment is one “{activity}”"),
    "log-guess-ambiguous": (
        "{heading}：日和月分不清，按 {form} 读；不对就在映射文件里写 format",
        "{heading}: day and month could be exchanged; read as {form} (say format in a mapping file if that is wrong)",
    ),
    # mapping files
    "log-mapping-file": ("映射文件打不开：{detail}", "the mapping file cannot be opened: {detail}"),
    "log-mapping-shape": (
        "映射文件应是“名称: 列名”的列表，如 case: 工单编号",
        "a mapping file is a list of “name: heading”, e.g. case: ticket",
    ),
    "log-mapping-key": ("不认识 {key}；可用：{known}", "{key} is not known; there is: {known}"),
    "log-mapping-text": ("{key} 应写列名", "{key} must be a heading"),
    "log-mapping-pairs": ("{key} 应写成“名称: 列名”", "{key} must be pairs “name: heading”"),
    "log-mapping-attributes": (
        "attributes 应是 all、none 或列名的列表",
        "attributes must be all, none or a list of headings",
    ),
    "log-mapping-choice": ("{key} 不能是 {value}；可用：{known}", "{key} cannot be {value}; there is: {known}"),
    "log-mapping-zone": (
        "没有叫 {value} 的时区；例：Asia/Shanghai",
        "there is no time zone {value}; e.g. Asia/Shanghai",
    ),
    "log-mapping-encoding": ("没有叫 {value} 的编码；例：gb18030", "there is no encoding {value}; e.g. gb18030"),
    "log-mapping-delimiter": ("分隔符应是一个字符，不能是 {value}", "a delimiter is one character, not {value}"),
    "log-mapping-both": (
        "写了 events 就不能再写 activity、time、start：一行里有几个时间时，环节就是这些列",
        "with events there is no activity, time or start: where a row holds several moments, its columns are the activities",
    ),
    "log-mapping-column": (
        "表里没有“{heading}”这一列；相近的有：{near}",
        "the table has no column “{heading}”; near ones: {near}",
    ),
    # tables as a whole
    "log-no-rows": ("表里没有记录，只有表头或什么都没有", "the table has no rows: a heading at most"),
    "log-no-case-column": (
        "看不出哪一列是案件编号；列名有：{headings}。请写映射文件，用 --mapping 给出",
        "no column could be taken for the case; there is: {headings}. Write a mapping file and give it with --mapping",
    ),
    "log-no-activity-column": (
        "看不出哪一列是环节，也没有写着时间的列；列名有：{headings}。请写映射文件，用 --mapping 给出",
        "no column could be taken for the activity, and none holds moments; there is: {headings}. Write a mapping file and "
        "give it with --mapping",
    ),
    "log-heading-twice": (
        "列名“{heading}”出现两次，后一个叫“{name}”",
        "the heading “{heading}” stands twice; the later is “{name}”",
    ),
    "log-zone-unknown": (
        "{count} 个时间没写时区，按 UTC 读；映射文件里可写 zone: Asia/Shanghai",
        "{count} moments have no time zone and were read as UTC; a mapping file can say zone: Asia/Shanghai",
    ),
    # rows
    "log-row-no-case": ("这一行没有{heading}", "this row has no {heading}"),
    "log-row-no-activity": ("这一行没有{heading}", "this row has no {heading}"),
    "log-row-time": ("{heading} 的“{value}”不是时间", "“{value}” under {heading} is no moment"),
    "log-row-no-moment": ("这一行一个时间也没有（{headings}）", "this row holds no moment ({headings})"),
    "log-row-untimed": ("{heading} 是空的，记录保留，没有时间", "{heading} is empty; the row is kept, without a time"),
    "log-moment-unreadable": (
        "{heading} 的“{value}”不是时间，这一处略去",
        "“{value}” under {heading} is no moment and is left out",
    ),
    "log-row-repeated": (
        "这一行与前面一行完全相同，保留；映射文件里写 duplicates: drop 可去掉",
        "this row repeats an earlier one exactly and is kept; duplicates: drop in a mapping file leaves it out",
    ),
    "log-row-repeated-dropped": (
        "这一行与前面一行完全相同，已去掉",
        "this row repeats an earlier one exactly and was left out",
    ),
    # writing
    "log-table-empty-cases": (
        "有 {count} 件一条记录也没有，表格里没有它们的位置；请写成 XES",
        "{count} cases have no events, and a table has no place for them; write XES instead",
    ),
    # files
    "log-csv-width": (
        "这一行有 {found} 个字段，应有 {expected} 个",
        "this line has {found} fields instead of {expected}",
    ),
    "log-csv-broken": (
        "这一行读不出来：引号没有闭合，或字段太长",
        "this line cannot be read: a quote without its end, or a field too long",
    ),
    "log-json-line": ("这一行不是一个 JSON 对象：{found}", "this line is no JSON object: {found}"),
    "log-line-long": ("有一行超过 {limit} 字节", "a line is longer than {limit} bytes"),
    "log-parquet-broken": ("Parquet 文件损坏：{detail}", "the Parquet file is damaged: {detail}"),
    "log-excel-missing": (
        "读 Excel 需要 python-calamine：pip install python-calamine；也可另存为 CSV",
        "reading Excel needs python-calamine: pip install python-calamine; or save the sheet as CSV",
    ),
    "log-excel-broken": ("工作簿损坏：{detail}", "the workbook is damaged: {detail}"),
    "log-excel-large": (
        "工作簿展开后太大（上限 {limit}）；请另存为 CSV 或 Parquet",
        "the workbook unpacks to too much (limit {limit}); save it as CSV or Parquet",
    ),
    "log-sheet-unknown": ("没有叫“{sheet}”的工作表；有：{known}", "there is no sheet “{sheet}”; there is: {known}"),
}
