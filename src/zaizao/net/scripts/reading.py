"""Reading a script from YAML: its keys, moments and definitions; every fault at once, located."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import field
from msgspec.structs import replace

from zaizao.definition import ProcessDefinition, load_pack, read_definition
from zaizao.errors import InputError, Location
from zaizao.net.scripts.forms import (
    COMMANDS,
    EXTRA_KEYS,
    STEP_KEYS,
    expected_form,
    list_keys,
    list_required,
    read_moment,
)
from zaizao.net.scripts.model import Script, ScriptStep
from zaizao.net.scripts.plain_reading import At, PlainReader
from zaizao.units import Text
from zaizao.units.yaml import MAX_BYTES, dotted, locate_all, read_yaml
from zaizao.worktime import WorkCalendar, china, load_calendar

_TOP = (
    "process",
    "pack",
    "case",
    "name",
    "says",
    "demo",
    "calendar",
    "roster",
    "shared",
    "opened",
    "steps",
    "now",
    "expect",
)
_OPENED = frozenset({"at", "by", "for", "facts", "items", "materials", "note", "expect", "refused"})
_NEVER = datetime(1, 1, 1, tzinfo=UTC)
MAX_TIMES = 10_000
"""How often one step may be repeated."""


def read_script(path: str | Path) -> Script:
    """The script in a file.

    Raises ScriptError, YamlError, DefinitionError and CalendarFileError with every fault located, OSError when a file
    cannot be opened.
    """
    path = Path(path)
    with path.open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    value = read_yaml(content, file=str(path))
    reader = _Reader(path, content.decode("utf-8-sig"))
    script = reader.read(value)
    reader.close()
    return script


class _Reader(PlainReader):
    """One script being read."""

    definitions: dict[tuple[str, str | None], ProcessDefinition | None] = field(default_factory=dict)
    places: list[tuple[ScriptStep, At]] = field(default_factory=list)

    def read(self, value: object) -> Script:
        """The script; a hollow one after a fault, which `close` then raises."""
        top = self.mapping(value, ())
        self.check_keys(top, (), allowed=frozenset(_TOP), required=("process", "case", "opened"))
        case = self.text_at(top, "case", ())
        first = self.read_opening(top, case or "?")
        steps = [first, *self.read_steps(top.get("steps"), case or "?")]
        return Script(
            path=self.path,
            name=self.words(top, "name", ()) or Text(case or self.path.stem),
            says=self.words(top, "says", ()),
            steps=tuple(replace(step, where=where) for step, where in zip(steps, self.place(steps), strict=True)),
            calendar=self.calendar(top.get("calendar"), ("calendar",)) or china(),
            roster=self.roster(top.get("roster")),
            shared=self.mapping(top.get("shared"), ("shared",)),
            expect=self.expectations(top.get("expect"), case or "?"),
            where=Location(str(self.path), 1, 1),
            demo=self.demo(top.get("demo")),
            now=read_moment(top["now"]) if "now" in top and self.moment(top, ()) else None,
        )

    # -- steps

    def read_opening(self, top: Mapping[str, object], case: str) -> ScriptStep:
        """`opened:`, as the first step."""
        opened = self.mapping(top.get("opened"), ("opened",))
        self.check_keys(opened, ("opened",), allowed=_OPENED, required=("at",))
        named = {key: top[key] for key in ("process", "pack") if key in top}
        return self.build_step(
            {**opened, **named, "do": "open", "case": case}, case, ("opened",), hollow="process" not in top
        )

    def read_steps(self, value: object, case: str) -> list[ScriptStep]:
        """`steps:`, those with `times:` as often as they say."""
        steps: list[ScriptStep] = []
        known = {case}
        for index, raw in enumerate(self.sequence(value, ("steps",))):
            at: At = ("steps", index)
            plain = self.mapping(raw, at)
            do = plain.get("do")
            if not isinstance(do, str) or do not in COMMANDS:
                self.report("script-do", (*at, "do") if "do" in plain else at, do=do, known=tuple(COMMANDS))
                continue
            self.check_keys(plain, at, allowed=list_keys(do), required=("at", "do", *list_required(do)))
            named = plain.get("case", case)
            if do == "open":
                known.add(str(named))
            elif named not in known:
                self.report("script-case", (*at, "case"), case=named, known=tuple(sorted(known)))
            steps += [self.build_step(each, str(named), at) for each in self.repeated(plain, at)]
        return steps

    def repeated(self, plain: Mapping[str, object], at: At) -> list[dict[str, object]]:
        """The step once for each of `times`, with ``{n}`` written out."""
        times = plain.get("times", 1)
        if not isinstance(times, int) or isinstance(times, bool) or not 1 <= times <= MAX_TIMES:
            self.report("script-times", (*at, "times"), value=times, most=MAX_TIMES)
            times = 1
        if "times" not in plain:
            return [dict(plain)]
        return [{key: _number(value, n) for key, value in plain.items()} for n in range(1, times + 1)]

    def build_step(self, plain: Mapping[str, object], case: str, at: At, *, hollow: bool = False) -> ScriptStep:
        """One step from its plain values."""
        do = str(plain["do"])
        moment = self.moment(plain, at)
        own = {
            key: self.fit(do, key, value, (*at, key))
            for key, value in plain.items()
            if (key not in STEP_KEYS or (do == "open" and key == "case")) and key not in EXTRA_KEYS.get(do, ())
        }
        if do == "open":
            own["case"] = case
        step = ScriptStep(
            at=moment or _NEVER,
            case=case,
            do=do,
            values=own,
            where=Location(),
            definition=None if hollow else self.definition(do, plain, at),
            calendar=self.calendar(plain.get("calendar"), (*at, "calendar")),
            refused=self.text_at(plain, "refused", at),
            note=self.words(plain, "note", at),
            expect=self.mapping(plain.get("expect"), (*at, "expect")),
        )
        self.places.append((step, at))
        return step

    def place(self, steps: Sequence[ScriptStep]) -> list[Location]:
        """Where each step stands in the file."""
        paths = [at for _, at in self.places]
        found = locate_all(self.text, paths) if paths else {}
        return [Location(str(self.path), *found[at], dotted(at)) for at in paths]

    def fit(self, do: str, key: str, value: object, at: At) -> object:
        """A command's attribute in the form it takes."""
        form = expected_form(do, key)
        if form == "texts":
            return self.texts(value, at)
        if form == "mapping":
            return self.mapping(value, at)
        if form == "text" and value is not None and not isinstance(value, str):
            if isinstance(value, int) and not isinstance(value, bool):
                return str(value)
            self.report("script-form", at, expected="text")
        return value

    # -- what a script names

    def definition(self, do: str, plain: Mapping[str, object], at: At) -> ProcessDefinition | None:
        """The definition that a step names, read once for a file."""
        if do not in EXTRA_KEYS:
            return None
        key = "process" if do == "open" else "to"
        name, pack = plain.get(key), plain.get("pack")
        if name is None and do == "revert_migration":
            return None
        where: At = (key,) if at == ("opened",) else (*at, key)
        if not isinstance(name, str) or not (pack is None or isinstance(pack, str)):
            self.report("script-form", where if name is not None else at, expected="text")
            return None
        if (name, pack) not in self.definitions:
            self.definitions[name, pack] = self.load(name, pack, where)
        return self.definitions[name, pack]

    def load(self, name: str, pack: str | None, at: At) -> ProcessDefinition | None:
        """Read a definition file, or take a process from a pack; faults of those files are theirs."""
        folder = self.path.parent
        try:
            if pack is None:
                return read_definition(folder / name)
            found = load_pack(folder / pack).definitions
        except InputError as error:
            self.problems += error.problems
            return None
        except (OSError, ValueError):
            self.report("script-process-unreadable", at, file=str(folder / (pack or name)))
            return None
        if name not in found:
            self.report("script-process-unknown", at, process=name, known=tuple(found))
        return found.get(name)

    def calendar(self, value: object, at: At) -> WorkCalendar | None:
        """``cn``, or a calendar file beside the script."""
        if value is None or value == "cn":
            return None if value is None else china()
        if not isinstance(value, str):
            self.report("script-form", at, expected="text")
            return None
        try:
            return load_calendar(self.path.parent / value)
        except InputError as error:
            self.problems += error.problems
        except (OSError, ValueError):
            self.report("script-calendar-unreadable", at, file=str(self.path.parent / value))
        return None

    def roster(self, value: object) -> dict[str, tuple[str, ...]]:
        """Who works for which organ."""
        return {
            organ: self.texts(people, ("roster", organ)) for organ, people in self.mapping(value, ("roster",)).items()
        }

    def expectations(self, value: object, case: str) -> dict[str, Mapping[str, object]]:
        """What each case must have come to; without `cases:` it is the first case."""
        plain = dict(self.mapping(value, ("expect",)))
        cases = self.mapping(plain.pop("cases", None), ("expect", "cases"))
        expected = {name: self.mapping(each, ("expect", "cases", name)) for name, each in cases.items()}
        return {**expected, case: {**expected.get(case, {}), **plain}}

    def demo(self, value: object) -> int | None:
        """The place among the demonstrations; ``true`` stands after those with a number."""
        if value is None or value is False:
            return None
        if isinstance(value, int):
            return 999 if value is True else value
        self.report("script-form", ("demo",), expected="number")
        return None


def _number(value: object, n: int) -> object:
    """``{n}`` in every text of a value becomes the number."""
    if isinstance(value, str):
        return value.replace("{n}", str(n))
    if isinstance(value, dict):
        return {key: _number(each, n) for key, each in value.items()}
    return [_number(each, n) for each in value] if isinstance(value, list) else value
