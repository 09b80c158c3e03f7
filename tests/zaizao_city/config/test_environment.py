"""The environment is read whole: what is wrong in it is told all at once, and nothing is started."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import msgspec
import pytest
from django.core.exceptions import ImproperlyConfigured

from trial_city import COMMAND
from zaizao_city.config.environment import Environment, convert_environment, list_settings


def test_nothing_set_gives_the_defaults() -> None:
    assert convert_environment({}) == Environment()
    assert convert_environment({one.name: " " for one in list_settings()}) == Environment()


def test_every_variable_is_read_as_what_it_is() -> None:
    read = convert_environment(
        {"ZAIZAO_MODE": "production", "ZAIZAO_HOME": "/srv/city", "ZAIZAO_SECURE": "true", "ZAIZAO_LARGEST_FILE": "5"}
    )

    assert read == Environment(mode="production", home=Path("/srv/city"), secure=True, largest_file=5)


def test_everything_wrong_is_told_at_once_by_its_name() -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        convert_environment(
            {"ZAIZAO_MODE": "live", "ZAIZAO_LARGEST_FILE": "0", "ZAIZAO_DATABSE_URL": "x", "ZAIZAO_DEBUG": "perhaps"}
        )

    assert [line.partition(":")[0] for line in str(caught.value).splitlines()] == [
        "ZAIZAO_DATABSE_URL", "ZAIZAO_MODE", "ZAIZAO_DEBUG", "ZAIZAO_LARGEST_FILE",
    ]  # fmt: skip
    assert "Is ZAIZAO_DATABASE_URL meant?" in str(caught.value)


def test_what_others_read_is_no_slip() -> None:
    others = {"ZAIZAO_LANG": "en", "ZAIZAO_DATA": "x", "ZAIZAO_PROOF": "1", "ZAIZAO_BPMN_TOOLS": "x", "OTHER_MODE": "x"}

    assert convert_environment(others) == Environment()


def test_secrets_are_read_and_not_shown() -> None:
    secrets = {"secret_key": "k" * 60, "database_url": "postgresql://me:pass@db/city", "oidc_client_secret": "shared"}

    read = convert_environment({f"ZAIZAO_{name.upper()}": text for name, text in secrets.items()})

    assert {name: str(getattr(read, name)) for name in secrets} == secrets
    assert [text for text in secrets.values() if text in repr(read)] == []
    assert msgspec.structs.asdict(Environment())["secret_key"] == ""


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"ZAIZAO_MODE": "live"}, "ZAIZAO_MODE: "),
        ({"ZAIZAO_MODE": "production", "ZAIZAO_SECRET_KEY": ""}, "ZAIZAO_SECRET_KEY is not set"),
        ({"ZAIZAO_DATABASE_URL": "mysql://db/city"}, "ZAIZAO_DATABASE_URL must read "),
    ],
)
def test_a_command_tells_wrong_settings_without_a_traceback(
    tmp_path: Path, variables: dict[str, str], told: str
) -> None:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("ZAIZAO_")}
    done = subprocess.run(
        [*COMMAND, "check"], env={**kept, "ZAIZAO_HOME": str(tmp_path), **variables}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert "设置有误" in done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr
