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
    way_forward = _("请系统管理员在“管理”的“谁来办”里落实单位后再提交，已填内容不会丢失。")


class SeatElsewhereError(Refusal):
    """An organisation of another place was to be an organ here. Fields: organisation, territory."""

    code = "seat-elsewhere"
    reason = _("“{organisation}”不是“{territory}”的单位，也不是它下级或上级区域的单位，不能在这里承办。")
    way_forward = _("请选本区域、下级或上级区域的单位；确要由别处的单位来办，请在两地共同的上级区域里落实。")


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


class MaterialsMissingError(Refusal):
    """Materials are neither handed in nor tolerated nor pledged for. Fields: materials (names), codes."""

    code = "materials-missing"
    reason = _("还缺：{materials}。既没有提交，也没有列为容缺或承诺，不能受理。")
    way_forward = _("请一次告知申请人补正全部缺件；允许容缺的写明补交期限，允许承诺的请申请人签署承诺书。")


class PledgeNotSignedError(Refusal):
    """A pledge was to be taken that nobody signed. Fields: materials."""

    code = "pledge-not-signed"
    reason = _("{materials}：承诺书还没有签署，不能按告知承诺受理。")
    way_forward = _("请申请人阅读并签署承诺书；不愿承诺的，请提交材料。")


class NotNamedError(Refusal):
    """A material was asked for that the published notice does not name for this applicant (LC4). Fields: materials."""

    code = "not-named"
    reason = _("办事指南没有要求这位申请人提交：{materials}。指南以外的材料一律不得索要。")
    way_forward = _("如确需增加材料，请先按程序修改事项并重新公布；本办件按现行指南办理。")


class NoticeIncompleteError(Refusal):
    """A notice leaves out gaps that could be seen. Fields: materials."""

    code = "notice-incomplete"
    reason = _("补正告知必须一次说全，还漏了：{materials}。")
    way_forward = _("请把漏列的材料加入同一份告知再发出；申请人只应被要求补正一次。")


class SecondNoticeError(Refusal):
    """A second notice names what could have been seen the first time. Fields: materials."""

    code = "second-notice"
    reason = _("{materials}：第一次补正告知时就能发现，不得再次要求补正。")
    way_forward = _("请按现有材料继续办理；确属首次补交后才出现的问题，由督查人员批准后可再告知一次。")


class NoSuchOrganError(Refusal):
    """Work was to go to an organ that is nobody here. Fields: organ."""

    code = "no-such-organ"
    status = 400
    reason = _("“{organ}”不是本办件的承办单位。")
    way_forward = _("请从本办件的承办单位中选择；缺少的单位请系统管理员在“管理”的“谁来办”里落实。")


class NotOfThatOrganError(Refusal):
    """People were to be given work of an organisation in which they hold no role. Fields: people."""

    code = "not-of-that-organ"
    status = 400
    reason = _("{people}不在承办单位的岗位上，不能指派。")
    way_forward = _("请选择该单位在岗人员，或先由安全管理员授予角色。")


class PledgeTextChangedError(Refusal):
    """What was signed is not the text that is shown now. Fields: none."""

    code = "pledge-text-changed"
    reason = _("承诺书内容已更新，您签署的不是现在的内容。")
    way_forward = _("请重新阅读现在的承诺书，再签署。")


class PledgeStateError(Refusal):
    """The pledge does not stand where this could be done. Fields: why."""

    code = "pledge-state"
    reason = _("这项承诺现在不能这样处理：{why}。")
    way_forward = _("请先完成核查并如实记录结果；撤销和信用记录只针对核查为不实的承诺，由人决定。")


class NoSuchPledgeError(Refusal):
    """There is no such pledge that was taken, or it is none of this actor's business; the two are not told apart."""

    code = "no-such-pledge"
    status = 404
    reason = _("没有找到这份承诺。")
    way_forward = _("采用了的承诺都在“承诺核查”里，由依据它作决定的单位核查。")


class NoSuchResultError(Refusal):
    """There is no such valid result of this holder for this material. Fields: number."""

    code = "no-such-result"
    status = 404
    reason = _("没有可用的结果{number}：不存在、已撤销，或不属于本申请人、不能用作这份材料。")
    way_forward = _("请在“我的结果”中核对；没有可用的，请上传材料。")


class ResultRevokedError(NoSuchResultError):
    """A result of this holder was to be used that has been revoked. Fields: name, number, day."""

    code = "result-revoked"
    status = 409
    reason = _("您的“{name}”（{number}）已于{day}撤销，不能再用来办事。")
    way_forward = _("撤销的理由和依据在“我的结果”里。请改为上传材料，或者重新申请；不服撤销的，可以依法申请行政复议。")


class OwnRefusalError(Refusal):
    """Whoever refused would review the refusal. Fields: none."""

    code = "own-refusal"
    status = 403
    reason = _("这项不予许可是您作出的，复核必须由别人承担。")
    way_forward = _("请转给“办不成事”窗口的其他人员，或由督查人员复核。")


class OwnHandlingError(Refusal):
    """Whoever handled a case would review what its applicant says about it. Fields: none."""

    code = "own-handling"
    status = 403
    reason = _("这件事您经办过，复核必须由别人承担。")
    way_forward = _("请转给“办不成事”窗口的其他人员，或由督查人员复核。")


class NotStuckError(Refusal):
    """A review was asked for while the case goes on in its time. Fields: case."""

    code = "not-stuck"
    reason = _("办件 {case} 正在期限内办理，还不需要请别人复核。")
    way_forward = _("有话可以直接跟办理的人说；被拒、被退、超期或者一直没有动静时，再来反映。")


class ReviewOpenError(Refusal):
    """The case is being reviewed already. Fields: case, review."""

    code = "review-open"
    reason = _("办件 {case} 正在复核，编号是 {review}。")
    way_forward = _("结果会发给您；要补充情况，可以在复核那件里留言。")


class ReasonMissingError(Refusal):
    """Something that must be accounted for was asked without words. Fields: what."""

    code = "reason-missing"
    status = 400
    reason = _("没有写明{what}。")
    way_forward = _("请写明后再提交；已填写的其他内容不会丢失。")
