"""What the counters refuse, with the reason and the way forward."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.ui.words import say_moment


class CounterUnknownError(Refusal):
    """There is no such counter; fields: counter."""

    code = "counter-unknown"
    status = 404
    reason = _("没有这个政务窗口（{counter}）。")
    way_forward = _("请从“窗口取号”重新选择。")


class CounterFaultyError(Refusal):
    """What is to be said of a counter cannot be; fields: problems, all of them in words."""

    code = "counter-faulty"
    status = 422
    reason = _("窗口信息有问题：{problems}")
    way_forward = _("请逐处改正，再保存一次；原来的设置没有变。")


class CounterClosedError(Refusal):
    """No numbers are given now; fields: counter, and opens: the moment it opens next, None where no calendar says."""

    code = "counter-closed"
    reason = _("{counter}现在没有开门，不能取号。")
    way_forward = _("请先打窗口电话问清开门时间，或者在网上申请。")

    def __init__(self, *, counter: str, opens: datetime | None) -> None:
        super().__init__(counter=counter, opens=opens)
        self.opens = opens

    def tell(self) -> tuple[str, str]:
        """The reason, and when it opens next."""
        reason, way_forward = super().tell()
        if self.opens is None:
            return reason, way_forward
        said = gettext("{opens}开门，到时再来取号；也可以换一个开着的窗口，或者在网上申请。")
        return reason, said.format(opens=say_moment(self.opens))


class AlreadyWaitingError(Refusal):
    """The person waits at this counter today already; fields: counter, number."""

    code = "already-waiting"
    reason = _("您今天在{counter}已经取了 {number} 号，还在等。")
    way_forward = _("您的号在“窗口取号”里；不等了可以先放弃，再重新取。")


class TicketUnknownError(Refusal):
    """There is no such number, or it is none of the actor's business; the two are not told apart."""

    code = "ticket-unknown"
    status = 404
    reason = _("没有找到这个号。")
    way_forward = _("您今天取的号都在“窗口取号”里。")


class TicketGoneError(Refusal):
    """The number no longer is where this act begins; fields: number."""

    code = "ticket-gone"
    reason = _("{number} 号已经叫过、办过或者放弃了。")
    way_forward = _("请刷新页面，看现在的情况；还要办就重新取号。")


class NobodyWaitsError(Refusal):
    """There is nobody to call."""

    code = "nobody-waits"
    reason = _("现在没有人在等。")
    way_forward = _("有人取号后，这里就能叫。")


class StillServingError(Refusal):
    """The clerk has called somebody and not said what became of them; fields: number."""

    code = "still-serving"
    reason = _("您叫的 {number} 号还没有办完。")
    way_forward = _("请先点“办完了”或“没有来”，再叫下一位。")
