"""What the pages of the public refuse by themselves, each with the way forward."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.errors import Refusal


class NothingToApplyForError(Refusal):
    """No such process, or it is not one that people apply for."""

    code = "nothing-to-apply-for"
    status = 404
    reason = _("没有“{process}”这件可以申请的事。")
    way_forward = _("请回首页，用您自己的话搜一搜；也可以拨打服务热线，说您想办什么。")


class NoPlaceError(Refusal):
    """Nobody in the city takes the process in."""

    code = "no-place"
    reason = _("“{process}”暂时没有可以受理的地方。")
    way_forward = _("您的填写没有开始，也没有丢失什么。请拨打服务热线，我们会告诉您去哪里办。")


class NotFinishedError(Refusal):
    """The form is not complete. Fields: missing."""

    code = "form-not-finished"
    status = 422
    reason = _("还差：{missing}。")
    way_forward = _("请回到表里补上，再提交；已经填的都在。")
