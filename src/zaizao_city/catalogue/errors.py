"""What the catalogue refuses, with the reason and the way forward."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.errors import Refusal


class UnknownDefinitionError(Refusal):
    """No definition has this digest."""

    code = "definition-unknown"
    status = 404
    reason = _("目录里没有摘要为 {digest} 的流程。")
    way_forward = _("请从事项目录重新打开；如果这个流程刚从另一套系统迁来，请先导入它的定义。")


class NoVersionInForceError(Refusal):
    """No published version of the process serves new cases on the day."""

    code = "definition-not-in-force"
    reason = _("{on} 没有生效的“{process}”流程，不能新开办件。")
    way_forward = _("请选择其他日期，或请目录编制人员发布一个在这一天生效的版本。")


class DefinitionAlteredError(Refusal):
    """The text of a definition no longer is what its digest says."""

    code = "definition-altered"
    status = 500
    reason = _("摘要为 {digest} 的流程定义被改动过，已停止使用。")
    way_forward = _("请联系系统管理员从备份恢复这个定义，并运行 zaizao-city verify。")


class CourseNotThenError(Refusal):
    """The statutory course is wanted from a day that is still to come, or whose law is not at hand; fields: day."""

    code = "course-not-then"
    status = 422
    reason = _("法定流程不能从 {day} 起算：这一天还没有到，或者当时的法律条文不在系统里。")
    way_forward = _("请写今天或以前、现行法律已经施行的日子。")


class ImportRefusedError(Refusal):
    """Rows that were handed in have problems that keep them from being taken over."""

    code = "import-refused"
    status = 422
    reason = _("{count} 行有问题，一行都没有导入。")
    way_forward = _("请按行改正后重新导入，或选择只导入没有问题的行。")


class DefinitionFaultyError(Refusal):
    """A definition that was handed in does not load or cannot run; fields: problems, all of them in words."""

    code = "definition-faulty"
    status = 422
    reason = _("这个流程定义有问题：{problems}")
    way_forward = _("请按所指的行列逐处改正，再保存一次；原来的内容没有丢。")


class DefinitionExistsError(Refusal):
    """The very same definition is there already; fields: name, version."""

    code = "definition-exists"
    reason = _("内容完全一样的版本已经存在（{name} {version}）。")
    way_forward = _("请直接使用那个版本；要修改，请先改动内容。")


class VersionStatusError(Refusal):
    """The version is not where this step begins; fields: status, needed."""

    code = "version-status"
    reason = _("这个版本现在是“{status}”，这一步只能从“{needed}”开始。")
    way_forward = _("请刷新页面看它到了哪一步；已生效的内容不能改，请建立新版本。")


class ReviewerNotApartError(Refusal):
    """A reviewer wrote the version or has reviewed it already; fields: why."""

    code = "reviewer-not-apart"
    status = 403
    reason = _("编制、编办审核、合法性审核必须是三个不同的人：{why}。")
    way_forward = _("请由另一位有该审核岗位的同志审核。")


class OpinionMissingError(Refusal):
    """A version is returned without a word of why."""

    code = "opinion-missing"
    status = 422
    reason = _("退回必须写明理由。")
    way_forward = _("请写明哪里需要改、依据是什么，再退回。")


class DateTooEarlyError(Refusal):
    """Something is to take effect on a day that has passed; fields: on, today."""

    code = "date-too-early"
    status = 422
    reason = _("生效日{on}早于今天{today}，不能追溯。")
    way_forward = _("请选择今天或以后的日期；在办的件仍按原版本办完。")


class BasisMissingError(Refusal):
    """A power is to be cancelled, delegated or transferred without a basis."""

    code = "basis-missing"
    status = 422
    reason = _("取消、下放、划转事项必须有依据，这一条没有写，或写得不清楚。")
    way_forward = _("请写明依据的法律条款，如《行政许可法》第二十四条，或文件的名称和文号，如 国发〔2024〕3号。")


class BasisUnknownError(Refusal):
    """A law that is cited is not in force on the day; fields: basis."""

    code = "basis-unknown"
    status = 422
    reason = _("依据{basis}在生效日不是现行有效的。")
    way_forward = _("请核对条款号和现行有效的版本。")


class ReceiverWrongError(Refusal):
    """The organ that is to take a power cannot; fields: why."""

    code = "receiver-wrong"
    status = 422
    reason = _("承接机关不对：{why}。")
    way_forward = _("下放要选下级机关，划转要选另一个机关，取消不选承接机关。")


class TransferClashError(Refusal):
    """The item already has an entry for the day, or is cancelled by then; fields: item, on."""

    code = "transfer-clash"
    reason = _("“{item}”在{on}已有一条取消、下放或划转，或那时已经取消。")
    way_forward = _("请换一个日期，或先核对台账上的那一条。")


class ItemNotOpenError(Refusal):
    """The item cannot be applied for on the day; fields: item, on."""

    code = "item-not-open"
    reason = _("“{item}”在{on}不再受理。")
    way_forward = _("在办的件不受影响。请在办事搜索里找替代的事项，或到综合窗口咨询。")


class ItemUnknownError(Refusal):
    """There is no such item; fields: key."""

    code = "item-unknown"
    status = 404
    reason = _("目录里没有这个事项（{key}）。")
    way_forward = _("请从办事搜索重新打开。")


class VersionUnknownError(Refusal):
    """There is no such version; fields: version."""

    code = "version-unknown"
    status = 404
    reason = _("目录里没有这个流程版本（{version}）。")
    way_forward = _("请从流程版本列表重新打开。")
