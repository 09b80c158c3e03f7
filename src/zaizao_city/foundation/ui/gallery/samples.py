"""The invented values of the gallery; nothing of them is ever shown as the city's own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from zaizao_city.foundation.ui.components.chart import BarChart, LineChart, Series
from zaizao_city.foundation.ui.components.figures import Bar, BoardNumber, CertificateLine, Clock, Fact, Reduction
from zaizao_city.foundation.ui.components.finding import City, Comparison, FindingCard
from zaizao_city.foundation.ui.components.materials import CheckItem, Notice, NoticePart
from zaizao_city.foundation.ui.components.record import Chain, Entry, Message
from zaizao_city.foundation.ui.components.ribbon import Fork, Ribbon, Stop
from zaizao_city.foundation.ui.gallery.deadline import make_deadline
from zaizao_city.foundation.ui.gallery.grids import GRID_MAP
from zaizao_city.foundation.ui.gallery.pictures import MUTUAL


@dataclass(frozen=True)
class Sample:
    """A file that is not there: its link leads to the page that says so."""

    name: str
    size: int
    can_be_shown: bool
    key: UUID = UUID(int=417)


TRACKS = (
    Stop("营业执照", "2月13日 已发", "done"),
    Stop("食品许可", "现在在这里", "now"),
    Stop("消防检查", "2月12日 已许可", "done"),
    Stop("店招设置", "还没开始", "todo"),
    Stop("排水许可", "不需要", "off"),
)
RIBBON = Ribbon(
    parts=(Stop("受理", "2月12日", "done"), Fork("四件同时办", TRACKS), Stop("一次送达", "最迟 2月28日")),
    label="办到食品许可，四件里已办好两件",
)
ROW = Ribbon(
    parts=(
        Stop("受理", "2月24日", "done"),
        Stop("审查", "2月25日", "done"),
        Stop("决定", "现在在这里", "now"),
        Stop("送达", "最迟 3月3日"),
    )
)
GIVEN = (
    CheckItem(mark="give", name="房屋租赁合同", source="有双方签字，租期不少于一年", say="照片即可"),
    CheckItem(
        mark="give",
        name="厨房平面布局图",
        source="手绘也行，标明进货、加工、洗消、出餐",
        say="看样张",
        link="#checklist",
    ),
)
PLEDGED = (CheckItem(mark="pledge", name="符合消防技术标准", source="消防法第十五条", say="承诺"),)
LATER = (CheckItem(mark="gap", name="店招效果图", source="受理后 5 个工作日内补上", say="可后补"),)
SHARED = (
    CheckItem(mark="share", name="身份证明", source="公安", say="已取得"),
    CheckItem(mark="share", name="从业人员健康证明", source="卫生健康，3 人均在有效期", say="已取得"),
    CheckItem(mark="share", name="营业执照", source="本次办理中产生", say="办出即用"),
)
NOTICE = Notice(
    title="一次告知单",
    matter="开饭店·开办餐饮店一件事　云河区　第 12 版，2026年1月5日起用",
    left=(
        NoticePart("您提供", "2 份", GIVEN),
        NoticePart("可承诺", "1 项，也可以改交证明", PLEDGED),
        NoticePart("可容缺", "1 份，可以先办后补", LATER),
    ),
    right=(NoticePart("由政府共享", "3 份，不用您交", SHARED),),
    basis="清单以外的材料，任何人不得向您索要。依据：行政许可法第三十、三十一、三十二条，食品安全法第三十五条。",
    greeting="周小满：您在澜川市云河区泉城路 88 号开办“泉边小馆”。最长 7 个工作日（法定 20 个），您跑 0 次，不收费。",
    seal_name="澜川市行政审批服务局",
    seal_number="0000 0417",
    seal_lines=("澜川市行政审批服务局（演示）", "2026年2月12日（周四）　告知单号 GZ-2026-000417"),
    print_link="#notice",
)
CHECKED = (
    CheckItem(
        mark="doubt",
        name="食品安全管理制度",
        source="第 4 页仍写“示范店”，店名未改",
        say="请您看",
        file=Sample(
            "食品安全管理制度（泉边小馆，2026年2月修订稿，含从业人员健康管理和进货查验）.docx",
            48_640,
            can_be_shown=False,
        ),
    ),
    CheckItem(
        mark="ok",
        name="厨房平面布局图",
        source="与现场核查照片一致",
        say="2月26日 王勇",
        file=Sample("布局图.pdf", 1_363_149, can_be_shown=True),
    ),
    CheckItem(mark="gap", name="店招效果图", source="2月24日前补", say="还剩 2 个工作日"),
)
RESULTS = (
    CheckItem(mark="got", name="营业执照", source="个体工商户登记", say="云河区市场监管局"),
    CheckItem(mark="got", name="食品经营许可证", source="热食类食品制售，五年有效", say="云河区行政审批服务局"),
)
FACTS = (
    Fact("最长", 7, "个工作日", "法定 20 个工作日。近 90 天 412 件，半数在 5 个工作日内办结"),
    Fact("您跑", 0, "次", "我们上门 1 次，时间由您选"),
    Fact("您准备", 4, "份材料", "其中 1 份可以后补；另有 5 份由政府共享"),
    Fact("费用", 0, "元", "不收费，也不需要中介"),
)
REDUCTIONS = (
    Reduction("减材料（份）", 22, 4, "5 份共享，2 项承诺，11 份没有依据，删去"),
    Reduction("减证明（项）", 5, 0, "3 项由共享代替，2 项由承诺代替"),
    Reduction("减跑腿（次）", 5, 0, "全程网上；我们上门 1 次"),
    Reduction("减时限（工作日）", 26, 7, "四件并行，最长一条线 7 日"),
)
CERTIFICATE = (
    CertificateLine("每一件法定决定都还在", "4 / 4", "营业执照、食品经营许可、消防、店招"),
    CertificateLine("数据前置都保住了", "9 / 9", "由独立验证程序从产出和取用重新推出"),
    CertificateLine("期限在每一种情形下都守得住", "15 / 16", "一种条件组合超出法定期限", holds=False),
)
BOARD = (
    BoardNumber(
        what="已超期",
        value=17,
        unit="件",
        compared="比上周五少 9 件。在办 2,384 件",
        link="#board",
        trend=(31, 33, 29, 30, 28, 27, 26, 22, 24, 21, 19, 17),
        trend_says="近 12 周超期件数，从 31 降到 17",
        is_late=True,
    ),
    BoardNumber(
        what="按时办结",
        value=98.7,
        unit="%",
        compared="近 30 天 12,486 件中 12,324 件",
        link="#board",
        trend=(96.1, 96.4, 96.2, 97, 97.3, 97.1, 97.8, 98, 98.2, 98.1, 98.5, 98.7),
        trend_says="近 12 周按时办结率，从 96.1% 升到 98.7%",
    ),
    BoardNumber(
        what="平均跑动",
        value=0.31,
        unit="次",
        compared="去年同期 0.84 次",
        link="#board",
        trend=(0.84, 0.8, 0.71, 0.66, 0.6, 0.58, 0.5, 0.47, 0.42, 0.4, 0.34, 0.31),
        trend_says="近 12 个月平均跑动次数，从 0.84 降到 0.31",
    ),
)
CLOCKS = (
    Clock(
        name="承诺 7 个工作日",
        state="soon",
        note="剩 1 日",
        used=85.7,
        left="第 6 日",
        right="2月28日（周六，调休上班）",
    ),
    Clock(
        name="法定 20 个工作日",
        state="in-time",
        note="剩 14 日",
        used=30,
        left="第 6 日",
        right="2026年3月18日（周三）",
    ),
    Clock(
        name="派单后 24 小时到场",
        state="overdue",
        note="超 2 小时",
        used=100,
        left="已到场",
        right="2月26日（周四）9:30",
    ),
    Clock(name="现场核查 5 个工作日", state="done", note="", left="用了 2 个工作日，2月24日至26日"),
)
BARS = (
    Bar(name="企业开办 2 小时", share=99.1, counted="1,204 件", aim=95),
    Bar(name="开饭店 7 个工作日", share=97.8, counted="412 件", aim=95),
    Bar(name="惠企资金 10 个工作日到账", share=81.3, counted="214 笔", aim=95, remark="未守住"),
)
LINES = LineChart(
    finding="六件事的零跑动比例都在升，企业开办到了 91%",
    describes="六件事的零跑动比例，近七个月都在上升，企业开办 91% 最高",
    labels=("8月", "9月", "10月", "11月", "12月", "1月", "2月"),
    unit="%",
    series=(
        Series("企业开办", (62, 66, 71, 75, 80, 86, 91)),
        Series("开饭店", (40, 44, 52, 60, 66, 71, 78)),
        Series("不动产登记", (55, 54, 58, 60, 61, 63, 66)),
        Series("施工许可", (20, 26, 30, 38, 44, 49, 54)),
        Series("新生儿出生", (30, 31, 33, 34, 36, 38, 51)),
        Series("退休", (12, 14, 18, 20, 23, 26, 29)),
    ),
)
BAR_CHART = BarChart(
    finding="等待时间四成花在等申请人补材料",
    describes="等待时间四成花在等申请人补材料，其次是等现场核查排期",
    heads=("在等什么", "占比"),
    values=(
        ("等申请人补材料", 41),
        ("等现场核查排期", 27),
        ("内部会签", 16),
        ("等其他部门结果", 11),
        ("其他", 5),
    ),
    unit="%",
)
ENTRIES = (
    Entry(at=dt.datetime(2026, 2, 27, 15, 24), what="准予，已签章", by="陈立，决定权 2025-091 号", is_latest=True),
    Entry(at=dt.datetime(2026, 2, 26, 10, 21), what="现场核查：符合", by="王勇、赵敏，执法证已核"),
    Entry(at=dt.datetime(2026, 2, 13, 9, 0), what="", is_erased=True),
    Entry(at=dt.datetime(2026, 2, 12, 10, 2), what="受理", by="李静，综合窗口 7 号"),
)
WHOLE, BROKEN = Chain(length=21, digest="a41f…09c2"), Chain(length=21, broken_at=14)
MESSAGE = Message(
    at=dt.datetime(2026, 2, 25, 9, 12), text="上门核查排好了时间，请您确认。", link="#say", link_text="确认"
)
ATTEND = Message(
    at=dt.datetime(2026, 2, 27, 15, 2),
    text="省级证照库连不上。已填的都在，您可以继续；连上后自动取证照，不用重交。急办请拨 12345。",
    attend=True,
)
FINDING = FindingCard(
    code="ZL103",
    title="互为前置",
    where="店招审批 ⇄ 食品受理",
    evidence="214 / 1,286 件",
    found="店招要先有食品许可，食品许可要先有门头照片。1,286 件里 214 件来回跑了两趟以上。",
    basis="两个前置都没有法律依据；优化营商环境条例第三十五条",
    remedy="删去两个前置，两件并行",
    safety="验证通过，可自动改",
    picture=MUTUAL,
)
COMPARISON = Comparison(
    caption="开饭店，三个城市比一比",
    heads=("工作日", "材料", "跑动"),
    remark_head="差在哪里",
    cities=(
        City(name="澜川", figures=(7, 4, 0), remark="本市", best=frozenset({1, 2})),
        City(name="望江", figures=(5, 4, 0), remark="核查当天排期，比我们快 2 日", best=frozenset({0, 1, 2})),
        City(name="青屏", figures=(9, 7, 1), remark="健康证明仍要自己交"),
    ),
)
SWATCHES = (
    *(("paper", "纸", "底"), ("paper-sunk", "沉纸", "条带、放假"), ("ink", "墨", "正文")),
    *(("ink-soft", "淡墨", "次要文字"), ("rule-firm", "界", "输入框"), ("dai", "黛", "按钮、链接、此处")),
    *(("dai-wash", "黛水", "选中、下一步"), ("zhe", "赭", "将到期、有误"), ("zhusha", "朱砂", "印章、超期")),
    *((f"c{number}", f"图色 {number}", "") for number in range(1, 7)),
)


def list_samples() -> dict[str, object]:
    """Every value by the name the gallery's template gives it."""
    samples = {name.lower(): value for name, value in globals().items() if name.isupper()}
    return {**samples, "deadline": make_deadline(is_open=True), "deadline_closed": make_deadline(is_open=False)}


__all__ = ["GRID_MAP", "list_samples"]
