from __future__ import annotations

import ast
import functools
import gettext
import re
from pathlib import Path

import pytest
from django.conf import settings

import zaizao_city
from zaizao_city.foundation.ui import translation

PACKAGE = Path(zaizao_city.__file__).parent
ROOMS = [name.removeprefix("zaizao_city.").replace(".", "/") for name in (*settings.ROOMS, "zaizao_city.config")]
CHINESE = re.compile(r"[\u3400-\u9fff]")
SPOKEN = re.compile(
    r"\{%\s*(?:blocktranslate|blocktrans)\b.*?\{%\s*end(?:blocktranslate|blocktrans)\s*%\}|\{#.*?#\}"
    r"|\{%\s*comment\s*%\}.*?\{%\s*endcomment\s*%\}|\{%\s*(?:translate|trans)\b.*?%\}|\{\{[^}]*_\([^}]*\}\}",
    re.DOTALL,
)
READ_FROM_OUTSIDE = {  # words that tables of others carry, or names that are the same in every language
    "catalogue/services/transfers.py",
    "identity/templatetags/identity_words.py",
    "portal/selectors/facts.py",
}
NEVER_SHOWN = {"gallery", "invented", "mapping", "migrations", "management", "apps.py", "conf.py", "settings.py"}
SHOWN_AS_THEY_ARE = {  # a language is named in itself; the gallery shows invented people and shops
    "switches.html": {"中文"},
}


@functools.cache
def _list_missing() -> list[translation.Said]:
    return translation.list_missing(PACKAGE)


def _make_room(folder: Path, *, page: str = "", code: str = "", english: str = "") -> Path:
    (folder / "templates").mkdir(parents=True)
    (folder / "templates/page.html").write_text(page, encoding="utf-8")
    (folder / "words.py").write_text(code, encoding="utf-8")
    (folder / "locale/en/LC_MESSAGES").mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (folder / "locale/en/LC_MESSAGES/django.po").write_text(head + english, encoding="utf-8")
    return folder


def _list_bare(tree: ast.Module) -> list[tuple[int, str]]:
    """Chinese in strings that no gettext function is given, docstrings left aside."""
    aside: set[int] = set()
    for node in ast.walk(tree):
        name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
        if name in translation.KEYWORDS:
            aside |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.Expr):
            aside.add(id(node.value))
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CHINESE.search(node.value)
        and id(node) not in aside
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_of_a_room_has_english(room: str) -> None:
    missing = [said for said in _list_missing() if Path(said.file).is_relative_to(PACKAGE / room)]

    # `zaizao-city compile_words --missing ROOM` prints them as entries to fill in.
    assert [f"{Path(said.file).name}:{said.line} {said.text}" for said in missing] == []


def test_no_page_says_chinese_without_gettext() -> None:
    bare = []
    for file in sorted(PACKAGE.rglob("templates/**/*.html")):
        if file.name.startswith("gallery"):
            continue
        rest = SPOKEN.sub(" ", file.read_text(encoding="utf-8"))
        for known in SHOWN_AS_THEY_ARE.get(file.name, ()):
            rest = rest.replace(known, "")
        bare += [
            f"{file.relative_to(PACKAGE)}: {line.strip()[:80]}" for line in rest.splitlines() if CHINESE.search(line)
        ]

    assert bare == []


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "demo"])  # its people and streets are invented
def test_no_code_of_a_room_says_chinese_without_gettext(room: str) -> None:
    bare = []
    for file in sorted((PACKAGE / room).rglob("*.py")):
        name = file.relative_to(PACKAGE)
        if name.as_posix() in READ_FROM_OUTSIDE or NEVER_SHOWN & set(name.parts):
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        bare += [f"{name}:{line} {text[:40]}" for line, text in _list_bare(tree)]

    assert bare == []


def test_no_sentence_has_two_different_translations() -> None:
    known: dict[tuple[str, str], dict[str, str]] = {}
    for path in translation.find_catalogues(PACKAGE):
        for message in translation.read_catalogue(path):
            if message.id:
                key = (message.context or "", str(message.id))
                known.setdefault(key, {})[str(message.string)] = str(path.relative_to(PACKAGE))

    assert {key: said for key, said in known.items() if len(said) > 1} == {}


def test_the_placeholders_of_a_translation_are_those_of_the_sentence() -> None:
    placeholder = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
    wrong = []
    for path in translation.find_catalogues(PACKAGE):
        for message in translation.read_catalogue(path):
            if not message.id:
                continue
            source = message.id[-1] if isinstance(message.id, tuple) else message.id
            target = message.string[-1] if isinstance(message.string, tuple) else message.string
            if sorted(set(placeholder.findall(source))) != sorted(set(placeholder.findall(target))):
                wrong.append((str(path.relative_to(PACKAGE)), source))

    assert wrong == []


def test_sentences_are_found_in_templates_and_in_code(tmp_path: Path) -> None:
    page = (
        '{% load i18n %}\n  {% translate "受理" %}{% translate "表" context "chart" %}\n'
        "    {% blocktranslate with n=a.b %}共 {{ n }} 件{% endblocktranslate %}"
        "{% blocktranslate count n=a %}1 件{% plural %}{{ n }} 件{% endblocktranslate %}"
    )
    code = 'a = _("送达")\nb = ngettext("%(n)d 日", "%(n)d 天", 3)\nc = "没有包起来"\n'

    found = translation.find_said(_make_room(tmp_path / "room", page=page, code=code))

    assert sorted((said.context, said.text, said.plural) for said in found) == [
        ("", "%(n)d 日", "%(n)d 天"),
        ("", "1 件", "%(n)s 件"),
        ("", "共 %(n)s 件", ""),
        ("", "受理", ""),
        ("", "送达", ""),
        ("chart", "表", ""),
    ]


@pytest.mark.parametrize(
    "english",
    [
        "",
        'msgid "受理"\nmsgstr ""\n',
        '#, fuzzy\nmsgid "受理"\nmsgstr "Accept"\n',
        'msgctxt "x"\nmsgid "受理"\nmsgstr "Accept"\n',
    ],
)
def test_an_empty_a_doubtful_and_a_foreign_translation_are_none(tmp_path: Path, english: str) -> None:
    room = _make_room(tmp_path / "room", code='a = _("受理")\n', english=english)

    assert [said.text for said in translation.list_missing(room)] == ["受理"]


def test_a_sentence_with_english_is_not_missing(tmp_path: Path) -> None:
    room = _make_room(tmp_path / "room", code='a = _("受理")\n', english='msgid "受理"\nmsgstr "Accept"\n')

    assert translation.list_missing(room) == []


def test_the_missing_are_written_as_entries_that_can_be_read_back(tmp_path: Path) -> None:
    code = 'a = _("说“\\"好\\"”")\nb = ngettext("%(n)d 日", "%(n)d 日", 3)\nc = pgettext("mark", "享")\n'
    room = _make_room(tmp_path / "room", code=code)
    catalogue = room / "locale/en/LC_MESSAGES/django.po"

    skeleton = translation.write_skeleton(translation.list_missing(room))
    catalogue.write_text(catalogue.read_text(encoding="utf-8") + skeleton, encoding="utf-8")

    ids = [(message.context, message.id) for message in translation.read_catalogue(catalogue) if message.id]
    assert ids == [(None, '说“"好"”'), (None, ("%(n)d 日", "%(n)d 日")), ("mark", "享")]


def test_a_compiled_catalogue_speaks(tmp_path: Path) -> None:
    room = _make_room(tmp_path / "room", english='msgid "受理"\nmsgstr "Accept"\n')

    compiled = translation.compile_catalogue(room / "locale/en/LC_MESSAGES/django.po")

    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("受理") == "Accept"
    assert sorted(path.name for path in compiled.parent.iterdir()) == ["django.mo", "django.po"]


COUNTED = re.compile(
    r"(?:\{\w+\}|%\(\w+\)[sd]) (?:\w+ )?(?:articles|cases|changes|codes|days|decisions|departments|documents|entries|events"
    r"|fields|files|hours|items|lines|materials|minutes|months|officers|orders|organs|people|problems|processes|questions"
    r"|results|rows|seconds|steps|things|times|trips|visits|weeks|years)\b"
)
NEVER_ONE = {
    "这一环节要 {n} 人同行",
    "有 {number} 个事件所属的记录流（内部号 {stream}）已不存在。",
    "{stream} 从第 {number} 个事件起的链尾被截去（应有 {length} 个事件）。",
    "{stream} 从第 {number} 个事件起的链尾被截去：第 {seal} 批封存时有 {length} 个事件。",
    "{stream} 整个被删除：第 {seal} 批封存时它有 {number} 个事件。",
    "{stream} 第 {first} 至 {number} 个事件之中有被改写的，此后的摘要也重新算过：与第 {seal} 批封存不符。",
}
"""A step for two or more; and what the verifier finds, said alike for any number."""


@pytest.mark.parametrize("path", translation.find_catalogues(PACKAGE), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_what_is_counted_in_english_has_a_singular(path: Path) -> None:
    messages = [message for message in translation.read_catalogue(path) if isinstance(message.id, str)]

    wrong = [message.id for message in messages if COUNTED.search(str(message.string)) and message.id not in NEVER_ONE]

    assert wrong == []
