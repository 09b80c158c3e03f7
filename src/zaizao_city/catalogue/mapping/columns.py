"""The columns of the table of items: what they are called, and which attribute or element each one fills.

The elements are those of the implementation list (GB/T 39554.2-2020) that are not columns of the database; a new edition
gets a new number and the old ones stay readable.
"""

from __future__ import annotations

from attrs import frozen

ELEMENTS_EDITION = 1


@frozen
class Column:
    """One column: the heading, the other headings under which it is taken, the longest text, whether it may be empty."""

    attribute: str
    heading: str
    also: tuple[str, ...] = ()
    most: int = 300
    required: bool = False


COLUMNS = (
    Column("code", "实施编码", ("事项编码", "code"), 80, required=True),
    Column("name", "事项名称", ("名称", "name"), 300, required=True),
    Column("kind", "事项类型", ("类型", "kind"), 20),
    Column("department", "实施部门", ("部门", "实施主体", "department"), 120, required=True),
    Column("department_code", "实施主体编码", ("department_code",), 40),
    Column("area_code", "区划代码", ("area_code",), 12),
    Column("level", "行使层级", ("level",), 2),
    Column("basic_code", "基本编码", ("basic_code",), 12),
    Column("organisation", "实施机关", ("organisation",), 64),
    Column("audience", "服务对象", ("audience",), 20),
    Column("status", "状态", ("status",), 10),
    Column("process", "流程", ("process",), 80),
    Column("statutory_limit", "法定办结时限", ("statutory_limit",), 20),
    Column("promised_limit", "承诺办结时限", ("promised_limit",), 20),
    Column("name_en", "英文名称", ("name_en",), 300),
    Column("bases", "设定依据", ("bases",), 4000),
    Column("materials", "申请材料", ("materials",), 8000),
)

ELEMENTS = (
    Column("conditions", "受理条件", ("conditions",), 8000),
    Column("quantity", "数量限制", ("quantity",), 1000),
    Column("handling", "办件类型", ("handling",), 40),
    Column("result", "审批结果", ("result",), 300),
    Column("fee", "收费标准", ("fee",), 2000),
    Column("fee_basis", "收费依据", ("fee_basis",), 1000),
    Column("place", "办理地点", ("place",), 1000),
    Column("hours", "办理时间", ("hours",), 500),
    Column("phone", "咨询方式", ("phone",), 300),
    Column("complaint", "监督投诉方式", ("complaint",), 300),
    Column("online_depth", "网办深度", ("online_depth",), 100),
    Column("visits", "到办事现场次数", ("visits",), 40),
    Column("visit_reason", "必须到现场的原因", ("visit_reason",), 500),
    Column("reach", "通办范围", ("reach",), 100),
    Column("intermediary", "中介服务", ("intermediary",), 1000),
    Column("joint", "联办机构", ("joint",), 500),
    Column("delegated_to", "委托部门", ("delegated_to",), 300),
    Column("licence_list", "许可事项清单编号", ("licence_list",), 80),
    Column("questions", "常见问题", ("questions",), 8000),
    Column("keywords", "别名", ("keywords",), 1000),
)

BY_HEADING = {name: column for column in (*COLUMNS, *ELEMENTS) for name in (column.heading, *column.also)}
ELEMENT_NAMES = frozenset(column.attribute for column in ELEMENTS)
