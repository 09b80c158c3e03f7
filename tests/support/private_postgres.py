"""Run a command beside a PostgreSQL of its own: a fresh cluster in a temporary folder, on a free port, gone afterwards.

    python tests/support/private_postgres.py COMMAND [ARGUMENT...]

The command finds its address in ZAIZAO_DATABASE_URL. Where no PostgreSQL server is installed, that is said, and the exit
code is 0: the tests have run on SQLite; with ZAIZAO_REQUIRE_POSTGRESQL=1 it is an error.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WAIT_SECONDS = 60


def find_server() -> Path | None:
    """The folder of ``initdb`` and ``postgres`` of the newest version installed."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(folders, key=lambda path: int(re.sub(r"\D", "", path.parts[-3]) or 0), default=None)
    return newest.parent if newest else None


def find_free_port() -> int:
    """A port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def choose_user() -> dict[str, int]:
    """PostgreSQL refuses to run as root: then as the user its package made, or as nobody."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid}


def start_server(programs: Path, folder: Path, *, durable: bool = False) -> tuple[subprocess.Popen[bytes], str]:
    """A running server and its address; everything it writes is in ``folder``.

    Nothing in it outlives a crash, for the sake of speed; unless it is to be ``durable``, as a measurement wants it.
    """
    owner = choose_user()
    if owner:
        os.chown(folder, owner["user"], owner["group"])
    cluster, port = folder / "cluster", find_free_port()
    subprocess.run(
        [programs / "initdb", "-D", cluster, "-U", "zaizao", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8", "-N"],
        check=True, stdout=subprocess.DEVNULL, cwd=folder, extra_groups=[] if owner else None, **owner,
    )  # fmt: skip
    options = [f"-cport={port}", "-clisten_addresses=127.0.0.1", f"-cunix_socket_directories={folder}"]
    options += ["-cmax_connections=200"]
    if not durable:
        options += ["-cfsync=off", "-csynchronous_commit=off", "-cfull_page_writes=off"]
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        [programs / "postgres", "-D", cluster, *options],
        stdout=log, stderr=log, cwd=folder, extra_groups=[] if owner else None, **owner,
    )  # fmt: skip
    wait_for(port, server)
    return server, f"postgresql://zaizao@127.0.0.1:{port}/postgres"


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Until it accepts connections."""
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the private PostgreSQL did not start")


def main(command: list[str]) -> int:
    programs = find_server()
    if programs is None:
        print("PostgreSQL is not installed: the application was tested on SQLite alone.", flush=True)
        return int(os.environ.get("ZAIZAO_REQUIRE_POSTGRESQL") == "1")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        server, address = start_server(programs, Path(folder))
        try:
            return subprocess.run(command, env={**os.environ, "ZAIZAO_DATABASE_URL": address}, check=False).returncode
        finally:
            server.terminate()
            server.wait(WAIT_SECONDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
