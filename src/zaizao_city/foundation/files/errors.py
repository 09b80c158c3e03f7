"""Why a file is not taken, or not shown. Each says what the sender can do instead."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.errors import Refusal


class FileNameRefusedError(Refusal):
    """The name is too long, or holds signs that are not seen or lead elsewhere."""

    code = "file-name-refused"
    status = 400
    reason = _("文件名“{name}”不能使用：{why}。")
    way_forward = _("请改一个不超过 {longest} 个字的普通文件名后重新上传。")


class EmptyFileError(Refusal):
    """No bytes."""

    code = "file-empty"
    status = 400
    reason = _("文件“{name}”是空的（0 字节）。")
    way_forward = _("请打开原件确认内容后重新上传。")


class FileTooLargeError(Refusal):
    """More bytes than accepted."""

    code = "file-too-large"
    status = 413
    reason = _("文件“{name}”有 {size}，超过 {largest} 的上限。")
    way_forward = _("请压缩图片或分成几个文件后上传；也可以把原件带到窗口，由工作人员代为扫描。")


class FileKindRefusedError(Refusal):
    """The content is of no accepted kind."""

    code = "file-kind-refused"
    status = 415
    reason = _("文件“{name}”的内容不是可以接收的格式。")
    way_forward = _("请另存为 PDF、JPG、PNG、DOCX、XLSX、OFD 或 TXT 后重新上传。")


class DisguisedFileError(Refusal):
    """The content is another kind than the name says."""

    code = "file-disguised"
    status = 415
    reason = _("文件“{name}”的内容是 {kind}，与名称的结尾不一致。")
    way_forward = _("请用原来的程序打开文件，重新另存为正确的格式后上传。")


class DoubleFileError(Refusal):
    """The content is of its kind, and something else is hidden before, behind or in it."""

    code = "file-double"
    status = 415
    reason = _("文件“{name}”里还藏有 {kind} 以外的内容。")
    way_forward = _("请用原来的程序打开文件，重新另存后上传。")


class DangerousFileError(Refusal):
    """The content would do something when opened, or grow beyond measure."""

    code = "file-dangerous"
    status = 415
    reason = _("文件“{name}”不能接收：{why}。")
    way_forward = _("请去掉该内容，或打印成 PDF 后重新上传；也可以把原件带到窗口。")


class FileClosedError(Refusal):
    """A part of the content cannot be looked into: nothing is taken unseen."""

    code = "file-closed"
    status = 415
    reason = _("文件“{name}”无法检查：{why}。")
    way_forward = _("请用阅读器打开，重新“打印”为 PDF（不设密码）后上传；也可以把原件带到窗口。")


class DamagedFileError(Refusal):
    """The content begins like its kind but cannot be read to its end."""

    code = "file-damaged"
    status = 415
    reason = _("文件“{name}”已损坏或没有传完，无法打开。")
    way_forward = _("请确认原件可以打开后重新上传。")


class InfectedFileError(Refusal):
    """The virus scanner knows it."""

    code = "file-infected"
    status = 415
    reason = _("文件“{name}”含有病毒（{virus}），没有保存。")
    way_forward = _("请先为电脑杀毒，再从干净的原件重新上传；也可以把原件带到窗口。")


class ScannerSilentError(Refusal):
    """The virus scanner is set but does not answer: nothing is taken unseen."""

    code = "file-scanner-silent"
    status = 503
    reason = _("文件安全检查暂时无法进行，文件“{name}”没有保存。")
    way_forward = _("请稍后再传；已经填写的内容不会丢失。")


class FileNotFoundForYouError(Refusal):
    """There is no such file, or not for this person: the answer is the same, so that nothing can be guessed."""

    code = "file-not-found"
    status = 404
    reason = _("没有这个文件，或者您无权查看。")
    way_forward = _("请从您的办件页面重新打开；如果认为应当能看到，请联系受理窗口。")


class FileErasedError(Refusal):
    """Its bytes were erased; that it was there is still known."""

    code = "file-erased"
    status = 410
    reason = _("这个文件的内容已于 {on} 依规删除。")
    way_forward = _("如需再次使用，请重新上传。")
