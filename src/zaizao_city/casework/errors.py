"""What this app refuses; what the engine refuses comes through `CommandRefusedError` in the engine's own words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.errors import Refusal


class NoSuchCaseError(Refusal):
    """There is no such case, or it is none of this actor's business; the two are not told apart."""

    code = "no-such-case"
    status = 404
    reason = _("没有找到办件 {case}。")
    way_forward = _("请核对办件编号；您的办件都在“我的办件”里。")


class CommandRefusedError(Refusal):
    """The engine refused; ``sentences`` by language say why and what to do instead, with the definition's names."""

    code = "command-refused"
    reason = _("现在不能这样办。")
    way_forward = _("请刷新办件，按现在的情况办理。")

    def __init__(self, *, code: str, zh: str, en: str, **fields: object) -> None:
        super().__init__(**fields)
        self.code = code
        self.sentences = {"zh": zh, "en": en}

    def tell(self) -> tuple[str, str]:
        """The engine's sentence in the language in force, and that the page may be looked at anew."""
        from django.utils.translation import get_language

        language = "en" if (get_language() or "").startswith("en") else "zh"
        return self.sentences[language], str(self.way_forward)


class SomebodyWasQuickerError(Refusal):
    """Between looking and acting, somebody else dealt with what the command is about."""

    code = "somebody-was-quicker"
    reason = _("您打开页面之后，{who}已经先办了：{what}")
    way_forward = _("您填写的内容没有丢失。请刷新办件，看清现在的情况再决定。")


class NoSeatError(Refusal):
    """A definition's organ is nobody in this territory."""

    code = "no-seat"
    reason = _("“{territory}”没有设置“{organ}”的承办单位，不能收件。")
    way_forward = _("请系统管理员在“承办席位”中指定单位后再提交，已填内容不会丢失。")


class ReplayDiffersError(Refusal):
    """The state kept is not what the record amounts to; nothing was changed."""

    code = "replay-differs"
    status = 500
    reason = _("办件 {case} 的现状与记录不一致：{what}")
    way_forward = _("请系统管理员核对后执行重建，以记录为准。")


class ErasedCaseError(Refusal):
    """The record of a person who was erased cannot be read, so the case cannot be replayed."""

    code = "erased-case"
    status = 410
    reason = _("办件 {case} 的当事人信息已按规定删除，不能重演。")
    way_forward = _("统计数据仍在；记录的完整性可以照常验证。")
