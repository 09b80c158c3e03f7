"""What the environment says, read once, checked, and never changed afterwards.

Every variable begins with ``ZAIZAO_``. Nothing else in the application reads the environment.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(BaseSettings):
    """The settings of one installation; each field is the variable ``ZAIZAO_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="ZAIZAO_", frozen=True, extra="ignore")

    mode: Literal["demo", "production", "test"] = Field(
        default="demo", description="demo: one machine, made-up people; production: refuses to start half configured."
    )
    home: Path = Field(
        default=Path("out/city"), description="The folder of everything that is written: database, files, keys, mail."
    )
    database_url: str = Field(
        default="", description="postgresql://user:password@host:port/name; empty: SQLite in the home folder."
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="At least 50 random characters; in demo and test one is made and kept in the home.",
    )
    oidc_issuer: str = Field(
        default="", description="The address of the city's single sign-on (OpenID Connect); empty: passwords only."
    )
    oidc_client_id: str = Field(
        default="", description="The name under which the single sign-on knows this application."
    )
    oidc_client_secret: SecretStr = Field(
        default=SecretStr(""), description="The secret shared with the single sign-on."
    )
    hosts: str = Field(
        default="127.0.0.1,localhost", description="Names under which the pages are asked for, by commas."
    )
    secure: bool = Field(default=False, description="Whether everything is asked for by HTTPS (behind a proxy).")
    debug: bool = Field(default=False, description="Whether a bug shows its details on the page; never in production.")
    mail_url: str = Field(
        default="", description="smtp://user:password@host:port; empty: messages are written to files in the home."
    )
    mail_sender: str = Field(default="zaizao@localhost", description="From whom messages come.")
    sms_gateway: str = Field(
        default="zaizao_city.foundation.notices.gateways.to_file.FileGateway",
        description="The class of the gateway for short messages; the default writes them to files in the home.",
    )
    public_address: str = Field(
        default="http://127.0.0.1:8000", description="Where people reach the pages; links in messages begin with it."
    )
    clamav: str = Field(default="", description="host:port or path of clamd's socket; empty: uploads are not scanned.")
    largest_file: int = Field(default=20_971_520, gt=0, description="The largest upload, in bytes.")
    numbers_ahead: int = Field(
        default=32,
        ge=1,
        description="Numbers of results that a process takes at once on PostgreSQL; 1: none is left out, one waits for all.",
    )
    site_name: str = Field(
        default="", description="What the pages call the place; empty: the general name, in both languages."
    )
    hotline: str = Field(default="12345", description="Whom people call when a page cannot help.")


@functools.cache
def read_environment() -> Environment:
    """The environment of this process."""
    return Environment()
