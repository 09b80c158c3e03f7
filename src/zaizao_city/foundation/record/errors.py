"""What the record refuses, each with its reason and a way forward."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.errors import Refusal


class StreamMovedError(Refusal):
    """Somebody else appended to the stream since the caller looked. Fields: stream, expected, length."""

    code = "stream-moved"
    reason = _("别人刚刚先一步处理了这一事项（{stream}：您看到的是第 {expected} 步，现在是第 {length} 步）。")
    way_forward = _("请刷新页面，看看最新情况，再决定是否继续。")


class SubjectErasedError(Refusal):
    """The person an event would be about has been erased from the record. Fields: subject."""

    code = "subject-erased"
    status = 410
    reason = _("此人的个人信息已依法抹除，不能再记录关于此人的新内容。")
    way_forward = _("如果此人又来办事，请先为其登记新的人员代号。")


class RequestChangedError(Refusal):
    """The idempotency key was used before, with another request. Fields: key."""

    code = "request-changed"
    reason = _("这次提交沿用了之前另一次提交的编号，而内容不同。")
    way_forward = _("请重新打开页面再提交；之前的提交不受影响。")


class RecordKeyLostError(Refusal):
    """The key of the installation does not open the keys of the people. Fields: file."""

    code = "record-key-lost"
    status = 503
    reason = _("记录的安装密钥与数据库不符，个人内容无法读写（{file}）。")
    way_forward = _("请系统管理员从备份中恢复这一密钥文件，然后重试；数据本身没有损坏。")


class SealsInTheWayError(Refusal):
    """A seal file that this database did not write is where the next one belongs. Fields: file, number."""

    code = "seals-in-the-way"
    status = 503
    reason = _("封存目录里已有第 {number} 批的文件，但不是这个数据库写的（{file}）。数据库可能比封存文件旧。")
    way_forward = _("请系统管理员核对数据库与封存文件是否出自同一备份；核对之前不再封存。")
