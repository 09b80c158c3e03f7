"""Every code that the law room and the YAML door can raise has words in both languages."""

import re
from pathlib import Path

import zaizao.law
from zaizao.units import yaml
from zaizao.wording.texts.law import TEXTS as LAW
from zaizao.wording.texts.yaml import TEXTS as YAML

_CODE = re.compile(r"\"((?:yaml|law|rule|article|citation)(?:-[a-z0-9]+)+|yaml)\"")


def list_codes(folder: Path, pattern: str) -> set[str]:
    return {code for path in folder.glob(pattern) for code in _CODE.findall(path.read_text(encoding="utf-8"))}


def test_every_code_of_the_law_room_has_words_and_no_words_are_idle() -> None:
    assert list_codes(Path(zaizao.law.__file__).parent, "*.py") == set(LAW)


def test_every_code_of_the_yaml_door_has_words_and_no_words_are_idle() -> None:
    assert list_codes(Path(yaml.__file__).parent, "yaml*.py") == set(YAML) - {"packs-missing"}


def test_both_languages_name_the_same_fields() -> None:
    for code, (chinese, english) in (LAW | YAML).items():
        assert set(re.findall(r"\{(\w+)\}", chinese)) >= set(re.findall(r"\{(\w+)\}", english)), code
