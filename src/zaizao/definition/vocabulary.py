"""The closed vocabulary of `does`: what an activity can be, and what the law attaches to each word.

For each word: its Chinese name, whether it is a legal act (a barrier that a return may cross only with an
`undo`), which kind of 行政许可法 第45条 it is (its time then may stop the statutory clock), who may never do it.
A site visit (现场核查) is none of the kinds of 第45条: its time counts.
Nothing here is a number; limits stand in definitions and in the rule table (`zaizao.law`).
"""

from __future__ import annotations

from msgspec import Struct

from zaizao.units import Text


class Verb(Struct, frozen=True):
    """One word of the vocabulary."""

    word: str
    name: Text
    legal_act: bool = False
    stops: str | None = None
    """The kind of 行政许可法 第45条 (hearing, tender, auction, inspection, testing, quarantine, appraisal,
    expert-review) whose time may stop the clock, or None."""
    never_by: frozenset[str] = frozenset()
    """Kinds of organ that may never do it (国办发〔2024〕54号: grid workers do not inspect enterprises)."""


_NOT_INSPECTORS = frozenset({"grid", "third_party", "temporary", "volunteer"})


def _verb(
    word: str, zh: str, en: str, *, act: bool = False, stops: str | None = None, never_by: frozenset[str] = frozenset()
) -> Verb:
    return Verb(word=word, name=Text(zh, en), legal_act=act, stops=stops, never_by=never_by)


_ALL = (
    # taking in
    _verb("submit", "提交", "submit"),
    _verb("report", "上报", "report"),
    _verb("accept", "受理", "accept"),
    _verb("register", "立案登记", "register"),
    _verb("classify", "分类", "classify"),
    _verb("dispatch", "派单", "dispatch"),
    _verb("fetch", "共享取数", "fetch shared data"),
    # examining
    _verb("check", "审核", "check"),
    _verb("review", "复核", "review"),
    _verb("consult", "征求意见", "consult"),
    _verb("countersign", "会签", "countersign"),
    _verb("verify", "现场核实", "verify on the spot"),
    _verb("visit_site", "现场核查", "site visit", never_by=_NOT_INSPECTORS),
    _verb("inspect_enterprise", "涉企行政检查", "inspect an enterprise", never_by=_NOT_INSPECTORS),
    _verb("hold_hearing", "听证", "hold a hearing", stops="hearing"),
    _verb("tender", "招标", "tender", stops="tender"),
    _verb("auction", "拍卖", "auction", stops="auction"),
    _verb("examine", "检验", "examine", stops="inspection"),
    _verb("test", "检测", "test", stops="testing"),
    _verb("quarantine", "检疫", "quarantine", stops="quarantine"),
    _verb("appraise", "鉴定", "appraise", stops="appraisal"),
    _verb("expert_review", "专家评审", "expert review", stops="expert-review"),
    # deciding and its consequences: legal acts
    _verb("decide", "决定", "decide", act=True),
    _verb("confirm", "确认", "confirm", act=True),
    _verb("issue", "制证发证", "issue", act=True),
    _verb("seal", "盖章", "seal", act=True),
    _verb("sign_agreement", "签订协议", "sign an agreement", act=True),
    _verb("publish", "公布", "publish", act=True),
    _verb("pay", "拨付", "pay", act=True),
    _verb("deliver", "送达", "deliver", act=True),
    _verb("answer", "答复", "answer", act=True),
    _verb("hand_over", "移送", "hand over", act=True),
    _verb("revoke", "撤销", "revoke", act=True),
    _verb("correct", "更正", "correct", act=True),
    _verb("recover", "追回", "recover", act=True),
    # doing
    _verb("work", "办理", "work"),
    _verb("handle", "处置", "handle"),
    _verb("notify", "告知", "notify"),
    _verb("compute", "自动计算", "compute"),
    _verb("wait", "等待", "wait"),
    _verb("open", "开办子件", "open child cases"),
    _verb("mediate", "调解", "mediate"),
    _verb("convene", "召集", "convene"),
    _verb("hold_session", "开会", "hold a session"),
    _verb("question", "质询", "question"),
    _verb("score", "评分", "score"),
    _verb("vote", "表决", "vote"),
    _verb("plan", "拟定方案", "plan"),
    _verb("commit", "作出承诺", "commit"),
    _verb("progress", "报进展", "report progress"),
    # looking after
    _verb("supervise", "督办", "supervise"),
    _verb("call_back", "回访", "call back"),
    _verb("rate", "评价", "rate"),
    _verb("post_check", "事后核查", "check afterwards"),
    _verb("evaluate", "评估", "evaluate"),
    _verb("archive", "归档", "archive"),
)

VERBS: dict[str, Verb] = {verb.word: verb for verb in _ALL}
"""Every word `does` may be."""

STOPPING_KINDS: frozenset[str] = frozenset(verb.stops for verb in _ALL if verb.stops is not None)
"""The kinds of special procedure whose time 行政许可法 第45条 leaves out of the limit; a closed list."""

ITEM_OUTCOMES = ("granted", "refused", "withdrawn", "not_required")
"""The four ends an item applied for can come to (design: the theorem of the net)."""

DECIDING_VERBS = frozenset({"decide", "confirm"})
"""The words by which an item is decided."""

DECISION_OUTCOMES = frozenset({"granted", "refused"})
"""How a decision on an item can end."""

HANDING_IN = frozenset({"submit", "report", "accept"})
"""The words at which the applicant hands in what he brings."""

AFTERWARDS = frozenset({"archive", "call_back", "rate", "post_check", "evaluate", "supervise"})
"""The words for what goes on when the applicant has what he came for."""

UNDOING_VERBS = frozenset({"revoke", "correct", "recover"})
"""The words by which a legal act is undone."""
