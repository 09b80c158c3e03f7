"""A line of an export read with care: every fault of it told with its place, in the language in force.

Slower than `loading_quick` by an order, and asked only where that one finds something doubtful.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import evolve, frozen
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from msgspec.structs import replace

from zaizao.errors import ZaizaoError
from zaizao.net import commands as asked
from zaizao.net.scripts.forms import COMMANDS, expected_form, fit_facts, list_keys, list_required
from zaizao.net.scripts.plain_reading import At, PlainReader
from zaizao.units.yaml import dotted
from zaizao.wording import say
from zaizao_city.casework.enums import Channel
from zaizao_city.casework.mapping.times import to_official
from zaizao_city.casework.services.loading_cases import PastCase, PastStep
from zaizao_city.casework.services.loading_lookup import Lookup
from zaizao_city.casework.services.loading_people import People
from zaizao_city.casework.services.loading_quick import LONGEST, NEVER, Line
from zaizao_city.casework.services.opening import Opening
from zaizao_city.foundation.errors import Refusal

TOP = frozenset(Line.__struct_fields__)
_NO_PLACE = gettext_lazy("没有这个地方。")
_NO_APPLICANT = gettext_lazy("没有登记这位申请人，请先登记。")
_NO_ENTERPRISE = gettext_lazy("没有登记这家企业，请先登记。")
_CHANNELS = tuple(Channel.values)
_NOWHERE = Path()
_NOT_HERE = frozenset({"case", "note", "refused", "expect", "times", "calendar"})


@frozen
class Fault:
    """Something wrong with a line: the number of the line, the place in it, and what, in the language in force."""

    line: int
    place: str
    words: str

    def tell(self) -> str:
        """In one sentence."""
        where = _("第 {line} 行").format(line=self.line)
        return f"{where} {self.place}：{self.words}" if self.place else f"{where}：{self.words}"


def read_json(line: str) -> dict[str, Any] | str | None:
    """The line's values, what is wrong with it, or None where there is nothing."""
    if not line.strip():
        return None
    if len(line) > LONGEST:
        return _("这一行太长，不是一个办件。")
    try:
        value = json.loads(line, parse_float=Decimal, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        return _("不是有效的 JSON：{error}").format(error=error)
    if "\\u" in line and not all(_can_be_kept(text) for text in _list_texts(value)):
        return _("含有不能保存的字符（U+0000，或不成对的代理字符）。")
    return value if isinstance(value, dict) else _("一行应当是一个办件，写成 JSON 对象。")


def _list_texts(value: object) -> Iterator[str]:
    """Every text in a value, names too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from _list_texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _list_texts(each)


def _can_be_kept(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def _refuse_constant(text: str) -> object:
    raise ValueError(text)


@functools.cache
def _list_keys(do: str) -> frozenset[str]:
    return list_keys(do) - _NOT_HERE


@functools.cache
def _list_required(do: str) -> tuple[str, ...]:
    return ("at", "do", *list_required(do))


_find_form = functools.cache(expected_form)


class CarefulLine:
    """One line being read."""

    def __init__(self, number: int, people: People, lookup: Lookup) -> None:
        self.number, self.people, self.lookup = number, people, lookup
        self.reader = PlainReader(_NOWHERE, "")
        self.faults: list[Fault] = []

    def read(self, plain: Mapping[str, Any], faults: list[Fault]) -> PastCase | None:
        """The case, or nothing and the faults."""
        reader = self.reader
        reader.check_keys(plain, (), allowed=TOP, required=("process", "territory", "opened"))
        opened = reader.moment({"at": plain.get("opened")}, ("opened",)) if "opened" in plain else None
        opening = self._read_opening(plain)
        by, actor = self._find_actor(plain.get("by"), ("by",))
        steps = [
            self._read_step(one, ("steps", nr))
            for nr, one in enumerate(reader.sequence(plain.get("steps"), ("steps",)))
        ]
        if not self._is_faulty() and opening is not None and opened is not None:
            begun = to_official(opened)
            assert begun is not None
            case = self._fit(PastCase(opening, begun, [one for one in steps if one is not None], by, actor))
            if case is not None:
                return case
        faults += sorted(self._tell(), key=lambda fault: fault.place)
        return None

    def _read_opening(self, plain: Mapping[str, Any]) -> Opening | None:
        reader, people = self.reader, self.people
        territory = self._find(people.territories, plain, "territory", _NO_PLACE)
        applicant = self._find(people.persons, plain, "applicant", _NO_APPLICANT)
        enterprise = self._find(people.enterprises, plain, "enterprise", _NO_ENTERPRISE)
        channel = plain.get("channel", Channel.IMPORT.value)
        if channel not in _CHANNELS:
            self._note(("channel",), _("没有这种来源；有：{known}").format(known="、".join(_CHANNELS)))
            channel = Channel.IMPORT.value
        process = reader.text_at(plain, "process", ())
        items = None if plain.get("items") is None else reader.texts(plain["items"], ("items",))
        materials = reader.texts(plain.get("materials"), ("materials",))
        facts = reader.mapping(plain.get("facts"), ("facts",))
        for key in ("territory", "process"):
            if key in plain and plain[key] is None:
                reader.report("script-key-missing", (), name=key)
        if territory is None or process is None:
            return None
        return Opening(
            process=process, territory=territory, facts=facts, items=items, materials=materials,
            applicant_id=applicant and applicant.id, enterprise_id=enterprise and enterprise.id, channel=Channel(channel),
        )  # fmt: skip

    def _find(self, known: Mapping[str, Any], plain: Mapping[str, Any], key: str, unknown: Promise) -> Any:
        named = self.reader.text_at(plain, key, ())
        if named is not None and named not in known:
            self._note((key,), str(unknown))
        return None if named is None else known.get(named)

    def _find_actor(self, named: object, at: At) -> tuple[str | None, str]:
        """The key of a person and of their account; nobody is the system."""
        if named is None:
            return None, "system"
        found = self.people.accounts.get(named) if isinstance(named, str) else None
        if found is None:
            self._note(at, _("没有这个账号。"))
            return None, "system"
        return found

    def _read_step(self, raw: object, at: At) -> PastStep | None:
        reader = self.reader
        plain = reader.mapping(raw, at)
        do = plain.get("do")
        if not isinstance(do, str) or do not in COMMANDS or do in NEVER:
            reader.report("script-do", at, do=do, known=tuple(name for name in COMMANDS if name not in NEVER))
            return None
        before = len(reader.faults) + len(self.faults)
        reader.check_keys(plain, at, allowed=_list_keys(do), required=_list_required(do))
        moment = to_official(reader.moment(plain, at))
        by, actor = self._find_actor(plain.get("by"), (*at, "by"))
        values = {
            name: self._fit_form(do, name, value, (*at, name)) for name, value in plain.items() if name not in _SAID
        }
        if moment is None or len(reader.faults) + len(self.faults) > before:
            return None
        if isinstance(values.get("work"), str) and "#" not in values["work"]:
            values["work"] += "#1"
        said = {} if do == "tick" else {"by": by, "acting_for": plain.get("for")}
        return PastStep(moment, COMMANDS[do](**values, **said), actor)

    def _fit_form(self, do: str, name: str, value: object, at: At) -> Any:
        """A command's attribute in the form it takes."""
        form = _find_form(do, name)
        if form == "texts":
            return self.reader.texts(value, at)
        if form == "mapping":
            return self.reader.mapping(value, at)
        if form == "text" and value is not None and not isinstance(value, str):
            self.reader.report("script-form", at, expected="text")
        return value

    def _fit(self, case: PastCase) -> PastCase | None:
        """The case with facts of the types of their fields; nothing where no version serves or somebody has no seat."""
        try:
            opening = case.opening
            known = self.lookup.find_known(opening.process, on=case.opened_at.date(), territory=opening.territory)
        except Refusal as refusal:
            self._note((), " ".join(refusal.tell()))
            return None
        if not case.opening.facts and not any(getattr(one.command, "facts", None) for one in case.steps):
            return case
        definition = known.definition
        opening = evolve(case.opening, facts=fit_facts(definition, case.opening.facts))
        steps = [
            evolve(one, command=replace(one.command, facts=fit_facts(definition, one.command.facts)))
            if isinstance(one.command, (asked.Complete, asked.StateFacts)) and one.command.facts
            else one
            for one in case.steps
        ]
        return evolve(case, opening=opening, steps=steps)

    # -- faults

    def _note(self, at: At, words: str) -> None:
        self.faults.append(Fault(self.number, dotted(at), words))

    def _is_faulty(self) -> bool:
        return bool(self.reader.faults or self.faults)

    def _tell(self) -> list[Fault]:
        language = "en" if (get_language() or "").startswith("en") else "zh"
        read = [
            Fault(self.number, dotted(at), say(problem.code, problem.fields, language))
            for problem, at, _by_key in self.reader.faults
        ]
        return read + self.faults


_SAID = frozenset({"at", "do", "by", "for"})


def tell_refused(error: Exception, line: int) -> Fault:
    """Why the engine, or the city, refuses a case that could be read."""
    if isinstance(error, Refusal):
        return Fault(line, "", " ".join(error.tell()))
    assert isinstance(error, ZaizaoError)
    language = "en" if (get_language() or "").startswith("en") else "zh"
    return Fault(line, "", say(error.code, error.fields, language))
