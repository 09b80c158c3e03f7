"""Words in BPMN files, and what may be wrong with one that is read."""

TEXTS: dict[str, tuple[str, str]] = {
    # names of events, gateways and flows
    "bpmn-start": ("开始", "start"),
    "bpmn-end": ("结束", "end"),
    "bpmn-due": ("要办吗？", "needed?"),
    "bpmn-do": ("办", "yes"),
    "bpmn-once-more": ("再来一轮", "once more"),
    "bpmn-not-due": ("不办", "skipped"),
    "bpmn-enough": ("够{count}项即可", "{count} are enough"),
    "bpmn-again": ("再来一轮？", "once more?"),
    "bpmn-refused": ("不予许可？", "refused?"),
    "bpmn-stopped": ("整件终止", "case ends"),
    "bpmn-on-date": ("到日期再办", "on its date"),
    "bpmn-due-date": ("截止日", "due date"),
    "bpmn-overdue": ("超期", "overdue"),
    "bpmn-warn": ("预警", "warning"),
    "bpmn-raise-inform": ("上报{organ}", "tell {organ}"),
    "bpmn-raise-take_over": ("提级由{organ}办", "{organ} takes over"),
    "bpmn-report": ("到期要报", "report due"),
    "bpmn-silent": ("满{limit}未办视为{outcome}", "after {limit} counts as {outcome}"),
    "bpmn-timeout": ("满{limit}未到", "nothing after {limit}"),
    "bpmn-course-over": ("正常流程走完", "ordinary course over"),
    # reading
    "bpmn": ("BPMN 文件读不了", "The BPMN file cannot be read"),
    "bpmn-character": ("含有 XML 不能写的控制字符", "There is a control character that XML cannot hold"),
    "bpmn-too-large": ("文件超过 {limit} 字节，没有读取", "The file is larger than {limit} bytes and was not read"),
    "bpmn-too-deep": ("嵌套超过 {limit} 层", "Nested deeper than {limit} levels"),
    "bpmn-doctype": (
        "含有文档类型声明（DTD），出于安全不予读取",
        "It declares a document type, which is refused for safety",
    ),
    "bpmn-syntax": ("不是规范的 XML：{detail}", "Not well-formed XML: {detail}"),
    "bpmn-foreign": (
        "不是本软件导出的 BPMN：找不到 zaizao:definition。别家画的 BPMN 现在还不能读",
        "Not written by this software: there is no zaizao:definition. BPMN drawn by other tools cannot be read yet",
    ),
    "bpmn-format": (
        "扩展信息的格式是 {found}，这里只认 {expected}",
        "The extension has the format {found}; known here is {expected}",
    ),
    "bpmn-unknown": ("扩展信息里不认识 {name}", "{name} is not known in the extension"),
    "bpmn-twice": ("{name} 出现了两次", "{name} stands twice"),
    "bpmn-without-id": ("{name} 缺少 id", "{name} has no id"),
    "bpmn-changed": (
        "图上的 {id} 与扩展信息里的定义对不上：{detail}。图改过的 BPMN 现在还不能读，请改流程定义后重新导出",
        "{id} in the diagram does not agree with the definition in the extension: {detail}. Diagrams changed by hand "
        "cannot be read yet; change the definition and write the file again",
    ),
    "bpmn-detail-added": ("图上多出来的", "added in the diagram"),
    "bpmn-detail-missing": ("图上没有了", "missing in the diagram"),
    "bpmn-detail-different": ("图上改过", "changed in the diagram"),
}
