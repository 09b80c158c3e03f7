"""A PostgreSQL server of its own for a measurement, with fsync as a city would run it; started before Django is set up."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support"))

from private_postgres import WAIT_SECONDS, find_server, start_server


def begin_again_beside_server() -> None:
    """Returns only in a process that has ZAIZAO_DATABASE_URL; in any other, the program is run again beside a server."""
    if os.environ.get("ZAIZAO_BENCH_SERVER"):
        return
    programs = find_server()
    if programs is None:
        print("PostgreSQL is not installed: nothing was measured on it.", file=sys.stderr)
        raise SystemExit(0)
    with tempfile.TemporaryDirectory(prefix="zaizao-bench-") as folder:
        Path(folder).chmod(0o755)
        server, address = start_server(programs, Path(folder), durable=True)
        environment = {**os.environ, "ZAIZAO_DATABASE_URL": address, "ZAIZAO_BENCH_SERVER": "1"}
        try:
            raise SystemExit(subprocess.run([sys.executable, *sys.argv], env=environment, check=False).returncode)
        finally:
            server.terminate()
            server.wait(WAIT_SECONDS)
