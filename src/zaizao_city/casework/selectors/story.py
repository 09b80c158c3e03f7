"""The record of a case told in sentences, with people's names for their keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from attrs import evolve, frozen
from django.utils.translation import gettext as _
from django.utils.translation import override

from zaizao.net.telling import tell_event
from zaizao_city.casework import events as own
from zaizao_city.casework.mapping.records import is_engine, stream_of, to_events
from zaizao_city.casework.selectors.authority import Matter
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import Recorded
from zaizao_city.foundation.statements import list_rows_of_many
from zaizao_city.identity.models import Person

KEY = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


@frozen
class Told:
    """One entry of the record as people read it; ``who`` is empty where time or the system did it."""

    number: int
    name: str
    at: datetime
    who: str
    sentence: str
    details: tuple[str, ...]
    readable: bool = True


def tell_case(matter: Matter, *, language: str = "zh", after: int = 0) -> list[Told]:
    """The record of a case from its beginning, or from entry ``after + 1``; two queries.

    An entry about somebody who was erased says so instead.
    """
    entries = read_stream(stream_of(matter.case.reference), after=after)
    told = [_tell(entry, matter, language) for entry in entries]
    return _name_people(told)


def _tell(entry: Recorded, matter: Matter, language: str) -> Told:
    if entry.body is None:
        with override(_code(language)):
            return Told(entry.number, entry.name, entry.at, "", _("当事人信息已删除"), (), readable=False)
    if not is_engine(entry):
        with override(_code(language)):
            sentence = _SENTENCES[entry.name](entry.body) if entry.name in _SENTENCES else entry.name
        return Told(entry.number, entry.name, entry.at, str(entry.body.get("by") or ""), sentence, ())
    (event,) = to_events([entry])
    words = tell_event(event, matter.definition, language=language, added=matter.state.added)
    return Told(entry.number, entry.name, entry.at, event.by or "", words.sentence, words.details)


def _code(language: str) -> str:
    return "en" if language == "en" else "zh-hans"


def _name_people(told: Iterable[Told]) -> list[Told]:
    rows = list(told)
    keys = {key for row in rows for text in (row.who, row.sentence, *row.details) for key in KEY.findall(text)}
    people = list_rows_of_many(Person, "key", sorted(keys))
    known = {str(person.key): person.name for person in people}
    return [
        evolve(
            row,
            who=_put_names(row.who, known),
            sentence=_put_names(row.sentence, known),
            details=tuple(_put_names(text, known) for text in row.details),
        )
        for row in rows
    ]


def _put_names(text: str, names: Mapping[str, str]) -> str:
    return KEY.sub(lambda found: names.get(found.group(), "—"), text) if text else text


_SENTENCES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    own.CASE_TAKEN_IN: lambda body: (
        _("在{counter}收件").format(counter=name) if (name := body.get("counter_name")) else _("收件")
    ),
    own.HELPER_NAMED: lambda body: (
        _("由{helper}全程帮办").format(helper=body["helper"]) if body["helper"] else _("不再由帮办员代办")
    ),
    own.VISIT_COUNTED: lambda body: _("申请人到现场一次：{reason}").format(reason=body["reason"]),
    own.PLEDGE_SIGNED: lambda body: _("签署告知承诺"),
    own.PLEDGE_CHECKED: lambda body: _("承诺核查：{finding}").format(finding=body["finding"]),
    own.CREDIT_RECORDED: lambda body: _("不实承诺记入信用记录：{reason}").format(reason=body["reason"]),
    own.CREDIT_MENDED: lambda body: _("信用修复：{reason}").format(reason=body["reason"]),
    own.RESULT_ISSUED: lambda body: _("签发{name}（{number}）").format(**body),
    own.RESULT_REVOKED: lambda body: _("撤销{name}（{number}）：{reason}").format(**body),
    own.REVIEW_OPENED: lambda body: _("不予许可，转“办不成事”窗口复核（{review}）").format(**body),
    own.REVIEW_ASKED: lambda body: _("申请人反映办不成，转“办不成事”窗口复核（{review}）").format(**body),
    own.FILE_ADDED: lambda body: _("上传材料"),
}
