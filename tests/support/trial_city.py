"""A city of its own for one test: a home, a database of the kind the tests run on, and processes that can be killed."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

COMMAND = [sys.executable, "-c", "from zaizao_city.command import main; main()"]
SUPPORT = Path(__file__).resolve().parent
PATIENCE = 60


@dataclass
class TrialCity:
    """``home`` and ``address`` are for the environment; what is started is ended with the city."""

    home: Path
    address: str
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def read_environment(self, **more: str) -> dict[str, str]:
        told = {"ZAIZAO_HOME": str(self.home), "ZAIZAO_DATABASE_URL": self.address, "ZAIZAO_MODE": "demo", **more}
        path = os.pathsep.join(filter(None, [str(SUPPORT), os.environ.get("PYTHONPATH")]))
        return {**os.environ, "DJANGO_SETTINGS_MODULE": "zaizao_city.config.settings", **told, "PYTHONPATH": path}

    def call(self, *words: str, check: bool = True, **environment: str) -> subprocess.CompletedProcess[str]:
        """Carry one command of the application out to its end."""
        done = subprocess.run(
            [*COMMAND, *words], env=self.read_environment(**environment), capture_output=True, text=True, timeout=300,
            check=False,
        )  # fmt: skip
        if check and done.returncode:
            raise AssertionError(f"{words} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
        return done

    def ask(self, script: str) -> str:
        """What a script with Django set up prints."""
        program = f"import django; django.setup()\n{script}"
        done = subprocess.run(
            [sys.executable, "-c", program], env=self.read_environment(), capture_output=True, text=True, timeout=300,
            check=False,
        )  # fmt: skip
        if done.returncode:
            raise AssertionError(f"the script failed:\n{done.stderr}")
        return done.stdout.strip()

    def start(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        """Begin a command and let it go on."""
        log = (self.home.parent / f"log-{len(self.started)}").open("w")
        process = subprocess.Popen(
            [*COMMAND, *words], env=self.read_environment(**environment), stdout=log, stderr=log, text=True
        )
        log.close()
        self.started.append(process)
        return process

    def read_logs(self) -> str:
        return "\n".join(path.read_text() for path in sorted(self.home.parent.glob("log-*")))

    def end(self) -> None:
        for process in self.started:
            process.kill()
            process.wait()


@contextmanager
def open_city(folder: Path, *, like: TrialCity | None = None) -> Iterator[TrialCity]:
    """A city in the folder, empty or ``like`` another that nobody uses now; its database goes with it.

    With ZAIZAO_DATABASE_URL its database is a new one on that server.
    """
    home = folder / "home"
    if like is not None:
        shutil.copytree(like.home, home)
    with _open_database(like.address if like else "") as address:
        city = TrialCity(home=home, address=address)
        try:
            yield city
        finally:
            city.end()


@contextmanager
def open_model(folder: Path, *, shared: Path) -> Iterator[TrialCity]:
    """A city with its tables made, to be copied: made once for all processes of a run where it is a mere folder.

    ``folder`` is for a city on a server, which goes with it; ``shared`` for one on SQLite, made by whoever comes first.
    """
    if os.environ.get("ZAIZAO_DATABASE_URL"):
        with open_city(folder) as city:
            city.call("migrate")
            yield city
        return
    shared.mkdir(exist_ok=True)
    city = TrialCity(home=shared / "home", address="")
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "made").exists():
            city.call("migrate")
            (shared / "made").touch()
    yield city


@contextmanager
def _open_database(model: str) -> Iterator[str]:
    server = os.environ.get("ZAIZAO_DATABASE_URL", "")
    if not server:
        yield ""  # SQLite: a file in the home
        return
    name, template = f"trial_{uuid.uuid4().hex}", urlsplit(model).path[1:] or "template1"
    with psycopg.connect(server, autocommit=True) as line:
        line.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(server, autocommit=True) as line:
            line.execute(f"DROP DATABASE {name} WITH (FORCE)")


def wait_until(happened: Callable[[], bool], what: str) -> None:
    """Wait for a fact, within patience."""
    until = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > until:
            raise AssertionError(f"in vain: {what}")
        time.sleep(0.02)


def serve(city: TrialCity) -> tuple[subprocess.Popen[str], str]:
    """Begin to serve with two web processes and a worker; the keeper of all, and where the city answers."""
    process = city.start("serve", "--bind", "127.0.0.1:0", "--web-processes", "2")
    wait_until(lambda: process.poll() is not None or "Serving at" in city.read_logs(), "the city says where it is")
    assert process.poll() is None, city.read_logs()
    address = re.search(r"http://\S+", city.read_logs())[0]
    wait_until(lambda: ask(address) is not None, "the city answers")
    return process, address


def ask(address: str) -> int | None:
    """The status of the answer; None if nobody is there."""
    try:
        return urllib.request.urlopen(address + "no-such-page/", timeout=PATIENCE).status
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code
    except (urllib.error.URLError, ConnectionError):
        return None


def list_below(process: int) -> list[int]:
    """The processes below a process, at every depth."""
    told = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = dict(map(int, line.split()) for line in told.splitlines())
    found = [process]
    for parent in found:
        found += [child for child, above in parents.items() if above == parent]
    return found[1:]


def is_there(process: int) -> bool:
    """Whether a process lives; one that ended and is not yet counted does not."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
