"""What this room refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.errors import Refusal


class NoSuchReportError(Refusal):
    """There is no such report. Fields: name."""

    code = "no-such-report"
    status = 404
    reason = _("没有这份报告：{name}。")
    way_forward = _("有哪些报告，都在“实证”里；办件满三十件的流程每晚生成一份。")


class TooFewCasesError(Refusal):
    """Too little happened for a report. Fields: name, cases, least."""

    code = "too-few-cases"
    status = 409
    reason = _("{name}近一年只有 {cases} 件，不足 {least} 件，得不出可靠的结论。")
    way_forward = _("办件够了再生成；要看单件，请打开办件页。")
