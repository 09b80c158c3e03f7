"""What verifying can find, in words: which stream, which number, what about it."""

from __future__ import annotations

from attrs import field, frozen
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "payload-changed": _("{stream} 第 {number} 个事件的内容被改动过。"),
    "event-changed": _("{stream} 第 {number} 个事件被改动过，或其前一个事件被改写过（链条在此断开）。"),
    "event-missing": _("{stream} 第 {number} 个事件缺失。"),
    "event-too-many": _("{stream} 第 {number} 个事件不在链头所记的长度之内，或重复出现。"),
    "tail-cut": _("{stream} 从第 {number} 个事件起的链尾被截去（应有 {length} 个事件）。"),
    "head-changed": _("{stream} 的链头与第 {number} 个事件不符。"),
    "stream-unknown": _("有 {number} 个事件所属的记录流（内部号 {stream}）已不存在。"),
    "sealed-stream-missing": _("{stream} 整个被删除：第 {seal} 批封存时它有 {number} 个事件。"),
    "sealed-tail-cut": _("{stream} 从第 {number} 个事件起的链尾被截去：第 {seal} 批封存时有 {length} 个事件。"),
    "sealed-event-rewritten": _(
        "{stream} 第 {first} 至 {number} 个事件之中有被改写的，此后的摘要也重新算过：与第 {seal} 批封存不符。"
    ),
    "seal-file-missing": _("第 {seal} 批封存的文件缺失。"),
    "seal-file-changed": _("第 {seal} 批封存的文件被改动过，或不是本机签名的。"),
    "seal-chain-broken": _("第 {seal} 批封存没有接在前一批之后。"),
    "seal-row-missing": _("第 {seal} 批封存有文件，数据库里却没有：数据库可能被换成了旧的，或记录被删。"),
    "seal-row-changed": _("第 {seal} 批封存在数据库里与文件里说的不一样。"),
    "seals-cut": _("封存本应到位置 {number}，最后一批只到 {length}：最后的封存被删。"),
}


@frozen
class Finding:
    """One thing that is not as it was recorded. ``code`` is a key of `WORDS`; the fields are named in its sentence."""

    code: str
    fields: dict[str, object] = field(factory=dict)

    def tell(self) -> str:
        """The finding as a sentence, in the language in force."""
        return str(WORDS[self.code]).format(**self.fields)


def find(code: str, **fields: object) -> Finding:
    """A finding with its fields."""
    return Finding(code, fields)
