"""Words for what may be wrong with a YAML text."""

TEXTS: dict[str, tuple[str, str]] = {
    "yaml": ("YAML 文件有误", "The YAML text has faults"),
    "yaml-too-large": ("文件超过 {limit} 字节，没有读取", "The file is larger than {limit} bytes and was not read"),
    "yaml-not-utf8": (
        "此处的字节不是 UTF-8 编码，请把文件另存为 UTF-8",
        "These bytes are not UTF-8; save the file as UTF-8",
    ),
    "yaml-control-character": (
        "含有不可见的控制字符 {character}，请删去",
        "Holds the control character {character}; remove it",
    ),
    "yaml-several-documents": (
        "一个文件只能写一份文档，请把“---”以后的内容另存为文件",
        "One file holds one document; put what follows --- into a file of its own",
    ),
    "yaml-alias": ("不接受别名 *{name}，请直接写出内容", "Aliases (*{name}) are not accepted; write the content out"),
    "yaml-anchor": ("不接受锚点 &{name}，请直接写出内容", "Anchors (&{name}) are not accepted; write the content out"),
    "yaml-tag": ("不接受类型标记 {tag}，请删去", "Tags ({tag}) are not accepted; remove it"),
    "yaml-too-deep": ("嵌套超过 {limit} 层", "Nested deeper than {limit} levels"),
    "yaml-duplicate-key": (
        "“{key}”写了两次（第一次在第 {first_line} 行）",
        "“{key}” is written twice (first in line {first_line})",
    ),
    "yaml-key": (
        "名称必须是文字；“{key}”会被当作数字或其他类型，请加引号",
        "A key must be text; “{key}” would be read as something else: put it in quotation marks",
    ),
    "yaml-number-as-code": (
        "“{text}”会被当作数字而丢失开头的零或下划线；是代码请加引号",
        "“{text}” would be read as a number and lose its zeros or underscores; put a code in quotation marks",
    ),
    "yaml-not-finite": ("“{text}”不是有限的数", "“{text}” is not a finite number"),
    "yaml-value": ("含有不能接受的内容", "Holds something that is not accepted"),
    "yaml-syntax": ("不符合 YAML 写法：{detail}", "Not well-formed YAML: {detail}"),
    "yaml-unwritable": ("{type} 类型的值不能写入 YAML", "A value of type {type} cannot be written as YAML"),
    "yaml-unwritable-depth": ("嵌套超过 {limit} 层，不能写入", "Nested deeper than {limit} levels; cannot be written"),
    "packs-missing": (
        "找不到随软件附带的规则包，请重新安装",
        "The packs shipped with the product are missing; install it again",
    ),
}
