"""What is refused of a file of people and enterprises, and of its rows, with the reason and the way forward."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.errors import Refusal


class ColumnsMissingError(Refusal):
    """The first row of a table names no columns, or not enough of them; fields: known."""

    code = "people-columns-missing"
    status = 400
    reason = _("第一行不是列名，或者缺少必需的列：人员要有姓名和身份证号码，企业要有企业名称和统一社会信用代码。")
    way_forward = _("请在第一行写明列名，可用的列名是：{known}。")


class ColumnsUnknownError(Refusal):
    """Columns that nobody here knows: they are not left out in silence; fields: names, known."""

    code = "people-columns-unknown"
    status = 400
    reason = _("不认识这些列：{names}。")
    way_forward = _("请删去用不着的列，其余改用这些列名：{known}。")


class ColumnsDoubledError(Refusal):
    """Two columns mean the same; fields: names."""

    code = "people-columns-doubled"
    status = 400
    reason = _("这些列出现了不止一次：{names}。")
    way_forward = _("请每项只留一列。")


class RowUnreadableError(Refusal):
    """A row cannot be taken apart; fields: detail."""

    code = "people-row-unreadable"
    status = 400
    reason = _("这一行读不出来（{detail}）。")
    way_forward = _("请对照原来的数据改正这一行。")


class CellsLeftOverError(Refusal):
    """A row has contents where no column has a name; no fields."""

    code = "people-cells-left-over"
    status = 400
    reason = _("这一行在没有列名的地方还有内容，多半是某一格里有分隔符。")
    way_forward = _("请给含有分隔符的格子加上引号，或删去多出的内容。")


class ValueNoTextError(Refusal):
    """Values of a row are no texts; fields: names."""

    code = "people-value-no-text"
    status = 400
    reason = _("这些内容不是文字：{names}。")
    way_forward = _("请写成加引号的文字。")


class ValueMissingError(Refusal):
    """A row does not say what it must; fields: field."""

    code = "people-value-missing"
    status = 400
    reason = _("缺少{field}。")
    way_forward = _("请对照证照补上：人员要有姓名和身份证号码，企业要有企业名称和统一社会信用代码。")


class TextTooLongError(Refusal):
    """A text is longer than what is kept; fields: field, most."""

    code = "people-text-too-long"
    status = 400
    reason = _("{field}太长，最多 {most} 个字。")
    way_forward = _("请改成证件上的写法。")


class TextOddError(Refusal):
    """A text has signs that nobody writes; fields: field."""

    code = "people-text-odd"
    status = 400
    reason = _("{field}含有换行、控制字符或不成对的代理字符。")
    way_forward = _("请删去看不见的字符，重新输入这一格。")


class EmailWrongError(Refusal):
    """A text is no e-mail address; no fields."""

    code = "people-email-wrong"
    status = 400
    reason = _("电子邮箱不是一个有效的地址。")
    way_forward = _("请改成形如 name@example.cn 的地址，或者留空。")


class NumberLostError(Refusal):
    """A spreadsheet has rounded a number, and its last digits are gone; fields: kind."""

    code = "people-number-lost"
    status = 400
    reason = _("{kind}被表格软件当成数值，末几位已经丢失。")
    way_forward = _("请把这一列设为“文本”，从原来的数据重新取号码。")


class RegisteredOtherwiseError(Refusal):
    """A number or code is registered under another name, here or further up in the file; fields: kind, number."""

    code = "people-registered-otherwise"
    reason = _("{kind}{number}登记的是另一个名称。")
    way_forward = _("请对照证照核对：号码写错的改正号码；只是改了名称的已经登记，不必再导入。")


class RegisteredElsewhereError(Refusal):
    """Others go on registering the same people or enterprises at the same time; no fields."""

    code = "people-registered-elsewhere"
    reason = _("另一个进程正在登记同样的人员或企业。")
    way_forward = _("请等它结束，再重新执行：已登记的不会登记两遍。")
