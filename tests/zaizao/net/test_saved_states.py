"""Saved states load for ever: the files of tests/golden/states are never to change.

Each state stands with its definition and the commands that bring the case to its end. When the saved form changes, a
folder v3 is added beside v2 and `zaizao.net.saving` learns to read the old form.
"""

from __future__ import annotations

import json
from datetime import UTC
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest
from msgspec.json import encode
from msgspec.structs import replace

from cases import Case, give
from web_page import shipped_stories
from zaizao.definition import read_definition
from zaizao.net import events as happened
from zaizao.net import saving
from zaizao.net.saving import (
    VERSION,
    SavedStateError,
    event_from_plain,
    event_to_text,
    state_from_json,
    state_to_json,
)
from zaizao.net.saving.decoding import decode_state
from zaizao.net.saving.loosening import loosen
from zaizao.net.shelf import Shelf
from zaizao.net.state import NULL, Act, More
from zaizao.units.yaml import read_yaml_file
from zaizao.worktime import china

STATES = Path(__file__).resolve().parents[2] / "golden" / "states"
SAVED = sorted(STATES.glob("v*/*.json"))
NOW = sorted(STATES.glob(f"v{VERSION}/*.json"))


def load(path: Path) -> Case:
    """The saved case with its definition."""
    state = state_from_json(path.read_text(encoding="utf-8"))
    return Case(read_definition(path.with_suffix(".yaml")), state, state.last, calendar=china())


@pytest.mark.parametrize("path", NOW, ids=lambda path: path.stem)
def test_a_saved_state_is_written_again_with_the_same_bytes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert state_to_json(state_from_json(text)) + "\n" == text


@pytest.mark.parametrize("path", SAVED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_state_saved_by_any_version_is_the_same_state(path: Path) -> None:
    now = NOW[0].with_name(path.name)

    assert load(path).state == load(now).state


@pytest.mark.parametrize("path", SAVED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_saved_state_belongs_to_its_definition_and_goes_on_to_its_end(path: Path) -> None:
    case = load(path)
    steps = read_yaml_file(path.with_name(f"{path.stem}.finish.yaml"))
    assert isinstance(steps, dict)

    assert case.state.digest == case.definition.digest
    case.recorded = False
    for step in steps["steps"]:
        give(case, dict(step))
    assert case.state.status == "closed"
    assert len(case.state.work) == len(case.state.timers) == 0


class Words(str):
    """Words as a web form may hand them over: marked as safe, or translated late."""

    __slots__ = ()


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ('\u0000\u001f\u007f\u2028"\\/é再𠀀', '"\\u0000\\u001f\u007f\u2028\\"\\\\/é再𠀀"'),
        (Words("再造"), '"再造"'),
        ("\ud800", '"\ud800"'),
        (2**70, "1180591620717411303424"),
    ],
)
def test_odd_words_and_numbers_are_written_as_ever(words: object, written: str) -> None:
    state = load(SAVED[0]).state

    text = state_to_json(replace(state, facts=Shelf({"odd": words})))

    assert f'"facts":{{"odd":{written}}}' in text


def test_equal_moments_of_two_zones_are_two_texts() -> None:
    state = load(SAVED[0]).state
    here = state.last
    there = here.astimezone(UTC)

    texts = [state_to_json(replace(state, last=moment)) for moment in (here, there)]

    assert here == there
    assert [f'"last":"{here.isoformat()}"' in texts[0], texts[0] == texts[1]] == [True, False]
    assert [state_from_json(text).last.utcoffset() for text in texts] == [here.utcoffset(), there.utcoffset()]


def test_free_values_keep_their_kinds_and_half_a_character_does_not_keep_the_rest_from_being_written() -> None:
    state = load(NOW[0]).state
    odd = {"when": state.last, "day": state.last.date(), "sum": Decimal("1.50"), "words": "\ud800", "none": NULL}
    act = Act("done", more=More(reason="说明", results=({"day": state.last.date()},)))

    kept = replace(state, facts=Shelf(odd), acts=Shelf({"a": act}), before=replace(state, facts=Shelf(odd)))

    assert state_from_json(state_to_json(kept)) == kept


def test_what_an_event_holds_is_written_alike_whether_or_not_it_had_to_be_made_plain() -> None:
    told = [event for story in shipped_stories() for case in story.cases.values() for event in case.events]
    empty, free = MappingProxyType({}), {"day": told[0].at.date(), "sum": Decimal("1.50"), "$map": "x"}
    done = next(event for event in told if isinstance(event, happened.ActivityDone))
    told += [replace(done, facts=one, said=other) for one in (empty, free, {}) for other in (empty, free)]

    written = [event_to_text(event) for event in told]

    assert written == [encode(loosen(event)) for event in told]
    assert [event_from_plain({"event": type(event).__name__, **json.loads(text)}) for event, text in
            zip(told, written, strict=True)] == told  # fmt: skip


def test_what_equals_a_default_is_left_out_however_it_came_about() -> None:
    state = load(NOW[0]).state

    texts = [state_to_json(replace(state, acts=Shelf({"a": act}))) for act in (Act(), Act(more=More()))]

    assert texts[0] == texts[1]
    assert state_from_json(texts[0].replace('"a":{}', '"a":{"status":"waiting"}')).acts.get("a") == Act()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "saved-state-json"),
        ("[]", "saved-state-json"),
        ("{", "saved-state-json"),
        ("{}", "saved-state-version"),
        ('{"zaizao_state": 99}', "saved-state-version"),
        ('{"zaizao_state": "1"}', "saved-state-version"),
        ('{"zaizao_state": 1}', "saved-state-form"),
        ('{"zaizao_state": 1, "colour": "red"}', "saved-state-form"),
    ],
)
def test_what_is_not_a_saved_state_is_refused_with_the_reason(text: str, code: str) -> None:
    with pytest.raises(SavedStateError) as error:
        state_from_json(text)

    assert [problem.code for problem in error.value.problems] == [code]


def test_the_decoder_reads_of_a_state_what_is_read_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    states = [load(path).state for path in SAVED]
    states += [case.state for story in shipped_stories() for case in story.cases.values()]
    texts = [state_to_json(state) for state in states]

    decoded = [decode_state(text, version=VERSION) for text in texts]
    monkeypatch.setattr(saving, "decode_state", lambda text, version: None)
    by_hand = [state_from_json(text) for text in texts]

    assert decoded == by_hand == states
    assert [repr(one) for one in decoded] == [repr(one) for one in by_hand]


@pytest.mark.parametrize(
    ("written", "now"),
    [
        ('"zaizao_state":2', '"zaizao_state":1'),
        ('"status":"done"', '"status":"done","odd":0'),
        ('"seq":', '"odd":0,"seq":'),
        ('"opened":"20', '"opened":"x'),
        ('"acts":{', '"acts":{"a":{"round":"one"},'),
    ],
)
def test_what_the_decoder_does_not_understand_it_leaves_alone(written: str, now: str) -> None:
    text = NOW[0].read_text(encoding="utf-8")

    assert decode_state(text, version=VERSION) is not None
    assert written in text
    assert decode_state(text.replace(written, now), version=VERSION) is None
