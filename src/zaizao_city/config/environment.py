"""What the environment says, read once, checked, and never changed afterwards.

Every variable begins with ``ZAIZAO_``. Nothing else in the application reads the environment. What is wrong is told all at
once, variable by variable; a name that is nearly one of ours is taken for a slip, not passed over.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from attrs import frozen
from django.core.exceptions import ImproperlyConfigured
from msgspec import Meta, Struct
from msgspec.inspect import type_info
from msgspec.structs import FieldInfo, fields

PREFIX = "ZAIZAO_"
ELSEWHERE = frozenset({"ZAIZAO_LANG", "ZAIZAO_DATA", "ZAIZAO_PROOF", "ZAIZAO_BPMN_TOOLS"})
"""Variables of the command ``zaizao`` and of the tests."""
_SLIP = 0.85
"""How alike a name must be to one of ours to be taken for a slip (`difflib`); two letters of ten exchanged are."""


class Secret(str):
    """A text that no page and no log shows."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'" if self else "''"


class Environment(Struct, frozen=True, kw_only=True):
    """The settings of one installation; each field is the variable ``ZAIZAO_<NAME>``. What is empty is not set."""

    mode: Annotated[
        Literal["demo", "production", "test"],
        Meta(description="demo: one machine, made-up people; production: refuses to start half configured."),
    ] = "demo"
    home: Annotated[
        Path, Meta(description="The folder of everything that is written: database, files, keys, mail.")
    ] = Path("out/city")
    database_url: Annotated[
        Secret, Meta(description="postgresql://user:password@host:port/name; empty: SQLite in the home folder.")
    ] = Secret()
    secret_key: Annotated[
        Secret,
        Meta(description="At least 50 random characters; in demo and test one is made and kept in the home."),
    ] = Secret()
    oidc_issuer: Annotated[
        str, Meta(description="The address of the city's single sign-on (OpenID Connect); empty: passwords only.")
    ] = ""
    oidc_client_id: Annotated[
        str, Meta(description="The name under which the single sign-on knows this application.")
    ] = ""
    oidc_client_secret: Annotated[Secret, Meta(description="The secret shared with the single sign-on.")] = Secret()
    hosts: Annotated[str, Meta(description="Names under which the pages are asked for, by commas.")] = (
        "127.0.0.1,localhost"
    )
    secure: Annotated[
        bool, Meta(description="true or false: whether everything is asked for by HTTPS (behind a proxy).")
    ] = False
    debug: Annotated[
        bool, Meta(description="true or false: whether a bug shows its details on the page; never in production.")
    ] = False
    mail_url: Annotated[
        Secret,
        Meta(description="smtp://user:password@host:port; empty: messages are written to files in the home."),
    ] = Secret()
    mail_sender: Annotated[str, Meta(description="From whom messages come.")] = "zaizao@localhost"
    sms_gateway: Annotated[
        str,
        Meta(description="The class of the gateway for short messages; the default writes them to files in the home."),
    ] = "zaizao_city.foundation.notices.gateways.to_file.FileGateway"
    public_address: Annotated[
        str, Meta(description="Where people reach the pages; links in messages begin with it.")
    ] = "http://127.0.0.1:8000"
    clamav: Annotated[str, Meta(description="host:port or path of clamd's socket; empty: uploads are not scanned.")] = (
        ""
    )
    largest_file: Annotated[int, Meta(gt=0, description="The largest upload, in bytes.")] = 20_971_520
    numbers_ahead: Annotated[
        int,
        Meta(
            ge=1,
            description="Numbers of results that a process takes at once on PostgreSQL; 1: none is left out, one waits for all.",
        ),
    ] = 32
    site_name: Annotated[
        str, Meta(description="What the pages call the place; empty: the general name, in both languages.")
    ] = ""
    hotline: Annotated[str, Meta(description="Whom people call when a page cannot help.")] = "12345"


@frozen
class Setting:
    """A variable, as it is shown to whoever sets it."""

    name: str
    meaning: str
    default: Any


def list_settings() -> list[Setting]:
    """Every variable there is."""
    return [Setting(_name(one), _describe(one), one.default) for one in fields(Environment)]


def _name(field: FieldInfo) -> str:
    return PREFIX + field.name.upper()


def _describe(field: FieldInfo) -> str:
    told = type_info(field.type).extra_json_schema or {}  # type: ignore[attr-defined] - a described type has it
    return str(told["description"])


@functools.cache
def read_environment() -> Environment:
    """The environment of this process.

    Raises:
        ImproperlyConfigured: as `convert_environment` says.
    """
    return convert_environment(os.environ)


def convert_environment(variables: Mapping[str, str]) -> Environment:
    """The settings that variables give.

    Raises:
        ImproperlyConfigured: with everything that is wrong: values that a variable does not take, names that are nearly
            those of a variable.
    """
    read, wrong = {}, list(_list_slips(variables))
    for field in fields(Environment):
        text = variables.get(_name(field), "").strip()
        if not text:
            continue
        try:
            read[field.name] = msgspec.convert(text, field.type, strict=False, dec_hook=_make)
        except msgspec.ValidationError as error:
            wrong.append(f"{_name(field)}: {error}. {_describe(field)}")
    if wrong:
        raise ImproperlyConfigured("\n".join(wrong))
    return Environment(**read)


def _make(kind: type, text: object) -> Any:
    return kind(text)


def _list_slips(variables: Mapping[str, str]) -> Iterator[str]:
    ours = [_name(field) for field in fields(Environment)]
    for name in sorted(variables):
        if name.startswith(PREFIX) and name not in ours and name not in ELSEWHERE:
            for meant in get_close_matches(name, ours, n=1, cutoff=_SLIP):
                yield f"{name}: there is no such setting. Is {meant} meant?"
