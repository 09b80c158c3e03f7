"""Which language a reader gets."""

from __future__ import annotations

import pytest

from zaizao.wording import LanguageError, choose_language, describe


@pytest.mark.parametrize(
    ("option", "environ", "chosen"),
    [
        (None, {}, "zh"),
        (None, {"LANG": "C.UTF-8"}, "zh"),
        (None, {"LANG": "de_DE.UTF-8"}, "zh"),
        (None, {"LANG": "en_GB.UTF-8"}, "en"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN"}, "zh"),
        (None, {"LANG": "en_GB.UTF-8", "LC_ALL": "C"}, "en"),
        (None, {"LANG": "en_GB.UTF-8", "ZAIZAO_LANG": "zh"}, "zh"),
        (None, {"LANG": "zh_CN", "ZAIZAO_LANG": "nonsense"}, "zh"),
        ("en", {"ZAIZAO_LANG": "zh"}, "en"),
        ("zh-Hans", {"LANG": "en"}, "zh"),
        ("EN", {}, "en"),
    ],
)
def test_the_option_wins_then_our_variable_then_the_locale_then_chinese(
    option: str | None, environ: dict[str, str], chosen: str
) -> None:
    assert choose_language(option, environ) == chosen


def test_an_option_that_names_another_language_is_refused_in_words() -> None:
    with pytest.raises(LanguageError) as caught:
        choose_language("fr", {})

    assert "“fr”" in describe(caught.value)
