"""What can be wrong with a row that is handed in: where it stands, what it is, and what it means in words."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "missing": _("缺少“{column}”。请补上这一格。"),
    "too-long": _("“{column}”有 {length} 个字，最多 {most} 个。请缩短，或把说明移到其他要素里。"),
    "control-character": _("“{column}”里有看不见的控制字符。请重新输入这一格。"),
    "unknown-column": _("不认识“{column}”这一列。请使用导出表的列名，或删去这一列。"),
    "unknown-word": _("“{column}”写的是“{value}”，只能是：{allowed}。"),
    "bad-limit": _("“{column}”写的是“{value}”，读不懂。请写成 20个工作日、30天、2小时，或 20wd、30d、2h。"),
    "promise-longer": _("承诺时限{promised}比法定时限{statutory}还长。承诺只能更短或相等。"),
    "promise-unit": _("承诺时限{promised}和法定时限{statutory}单位不同，比不出长短。请改用同一单位。"),
    "code-twice": _("编码“{value}”在第 {row} 行已经出现过。请改编码或删去一行。"),
    "code-shape": _("编码“{value}”不是实施编码的写法，无法拆出主体和目录；已照原样收下，请核对。"),
    "body-code-shape": _("实施主体编码“{value}”不是统一社会信用代码（长度或校验位不对）；已照原样收下，请核对。"),
    "name-twice": _("同一部门已有同名事项（第 {row} 行）；已照收，群众会看到两个一样的名字，请核对。"),
    "fallback-clause": _(
        "“{column}”里有兜底条款“{value}”。办事指南不得写兜底条款，请写明具体内容（国发〔2022〕5号）。"
    ),
    "bad-basis": _("依据“{value}”读不懂。请写成《法律名称》第几条，多条用分号隔开。"),
    "unknown-process": _("目录里没有流程“{value}”。请先发布这个流程，或留空按法定流程运行。"),
    "unknown-organisation": _("组织里没有编码“{value}”。请先建立这个机关，或留空。"),
    "bad-trust": _("材料“{value}”的可信等级写法不对。请写成 名称[A] 到 名称[D]。"),
    "bad-day": _("生效日写的是“{value}”，读不懂。请写成 2026-03-02。"),
    "unknown-item": _("目录里没有编码为“{value}”的事项。请核对编码，或先导入这个事项。"),
    "refused": _("{reason}{way_forward}"),
    "not-a-row": _("这一行不是一条事项。请检查表格的结构。"),
    "kind-unknown": _("类型“{value}”不在国家事项类型中，记为类型未明；请补充。"),
}


@frozen
class RowProblem:
    """One thing wrong in one row. ``blocking``: the row is not taken over until it is mended."""

    row: int
    code: str
    fields: Mapping[str, object] = field(factory=dict)
    blocking: bool = True

    def tell(self) -> str:
        """The problem and what to do, in the language in force."""
        return str(SENTENCES[self.code]).format(**self.fields)
