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


class TableUnreadableError(Refusal):
    """A file that was handed in is not a table, or is damaged."""

    code = "table-unreadable"
    status = 400
    reason = _("这个文件读不出来（{detail}）。")
    way_forward = _("请上传 Excel（xlsx）、CSV 或 YAML 文件；可以先导出一份，在里面改好再传。")


class TableTooLargeError(Refusal):
    """A file that was handed in is larger than a list of items can be."""

    code = "table-too-large"
    status = 413
    reason = _("这个文件太大：{what}，最多 {most}。")
    way_forward = _("请分成几个文件导入，并删去空白的行和列。")


class ImportRefusedError(Refusal):
    """Rows that were handed in have problems that keep them from being taken over."""

    code = "import-refused"
    status = 422
    reason = _("{count} 行有问题，一行都没有导入。")
    way_forward = _("请按行改正后重新导入，或选择只导入没有问题的行。")
