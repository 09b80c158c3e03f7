"""What is refused of a file that should be a table, with the reason and the way forward."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.errors import Refusal


class TableUnreadableError(Refusal):
    """A file that was handed in is not a table, or is damaged; fields: detail."""

    code = "table-unreadable"
    status = 400
    reason = _("这个文件读不出来（{detail}）。")
    way_forward = _("请换一个完好的文件，如 Excel（xlsx）或 CSV；可以先在表格软件里打开检查，另存一份再试。")


class TableTooLargeError(Refusal):
    """A file that was handed in is larger than what is read at once; fields: what, most."""

    code = "table-too-large"
    status = 413
    reason = _("这个文件太大：{what}，最多 {most}。")
    way_forward = _("请分成几个文件导入，并删去空白的行和列。")
