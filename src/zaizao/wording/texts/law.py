"""Words for the law room: rules, packs, law texts and citations."""

TEXTS: dict[str, tuple[str, str]] = {
    "law-data": ("法律数据文件有误", "The file of rules or law texts has faults"),
    "law-field-type": ("此处应为{expected}", "Expected here: {expected}"),
    "law-field-unknown": ("不认识的项“{key}”；可用的项：{allowed}", "Unknown field “{key}”; allowed: {allowed}"),
    "law-field-missing": ("缺少必填项“{key}”", "The field “{key}” is missing"),
    "law-field-choice": ("“{value}”不在可选范围内：{allowed}", "“{value}” is not one of: {allowed}"),
    "article-number": ("“{value}”不是条文序号", "“{value}” is not the number of an article"),
    "rule-key": (
        "“{value}”不是规则代码，应形如 licensing.decide",
        "“{value}” is not a rule key; keys look like licensing.decide",
    ),
    "rule-source": (
        "来源“{value}”没有在 sources 中列出；已列出：{allowed}",
        "The source “{value}” is not listed under sources: {allowed}",
    ),
    "rule-value": ("“{value}”不能作为以 {unit} 计的数值", "“{value}” cannot be a value counted in {unit}"),
    "rule-until": ("失效日期 {until} 不晚于生效日期 {since}", "The end {until} is not after the beginning {since}"),
    "rule-topic": (
        "规则 {key} 不属于本文件的主题“{topic}”",
        "The rule {key} does not belong to this file's topic “{topic}”",
    ),
    "rule-overlap": (
        "规则 {key}（{where}）与前面的一条在同一时间生效",
        "The rule {key} ({where}) is in force at the same time as an earlier entry",
    ),
    "rule-place": (
        "“{value}”不是行政区划代码，应为 cn 或六位数字",
        "“{value}” is not a place; write cn or a six-digit division code",
    ),
    "rule-place-outside": ("{value} 不在 {where} 辖区内", "{value} does not lie within {where}"),
    "rule-pack": (
        "地方规则包放宽了法定要求，不能启用",
        "The local rule pack loosens what the law fixes and cannot be used",
    ),
    "rule-loosened": (
        "{key} 写为 {value}，宽于《{source}》的 {rival}；没有法律、法规或规章依据不得放宽",
        "{key} is set to {value}, looser than {rival} of {source}; that needs a basis in a law, regulation or rule",
    ),
    "rule-extension-loosened": (
        "{key} 的延长期限长于《{source}》的规定；没有法律、法规或规章依据不得放宽",
        "The extension of {key} is longer than {source} allows; that needs a basis in a law, regulation or rule",
    ),
    "rule-unit-changed": (
        "{key} 的计量单位与《{source}》不同（{value}，原为 {rival}），无法比较松紧；请用同一单位或记明依据",
        "{key} is counted in another unit than in {source} ({value}, was {rival}); use the same unit or record a basis",
    ),
    "rule-new-without-basis": (
        "{key} 不在规则表中；新增要求应当记明法律、法规或规章依据",
        "{key} is not in the rule table; a new requirement needs a basis in a law, regulation or rule",
    ),
    "rule-unknown": ("没有代码为“{key}”的规则；相近的有：{near}", "There is no rule “{key}”; similar: {near}"),
    "rule-not-in-force": (
        "规则“{key}”于 {on} 在 {where} 没有生效的版本；现有：{spans}",
        "The rule “{key}” is not in force in {where} on {on}; there are: {spans}",
    ),
    "rule-ambiguous": (
        "规则“{key}”于 {on} 在 {where} 有两条同时生效：{sources}",
        "Two rules “{key}” are in force in {where} on {on}: {sources}",
    ),
    "law-unknown": ("没有收录“{law}”；相近的有：{near}", "The law “{law}” is not among the texts; similar: {near}"),
    "article-unknown": (
        "没有收录《{law}》{article}（{on} 有效的文本）",
        "{article} of {law} (text in force on {on}) is not among the texts",
    ),
    "law-not-in-force": (
        "《{law}》于 {on} 没有收录的有效文本；收录的有效期：{spans}",
        "No text of {law} in force on {on} is at hand; texts at hand hold for: {spans}",
    ),
    "citation-unreadable": (
        "看不懂引用“{citation}”，应形如 licensing-42 或《行政许可法》第四十二条",
        "The citation “{citation}” cannot be read; write licensing-42 or 《行政许可法》第四十二条",
    ),
}
