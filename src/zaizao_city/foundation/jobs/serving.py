"""The whole city in one command: web processes and workers, each started again when it dies, all stopped together.

The listening socket is opened here and handed to gunicorn: while its processes are replaced, callers wait instead of being
refused. Nothing is kept in memory that a killed process could lose.
"""

from __future__ import annotations

import ctypes
import logging
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

logger = logging.getLogger("zaizao.serve")

STOP_SECONDS = 30.0
LONGEST_WAIT = 5.0
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, kw_only=True)
class Crew:
    """How many of what: web processes with threads each, and workers."""

    web_processes: int = 2
    threads: int = 4
    workers: int = 1


@dataclass(kw_only=True)
class Child:
    """One process that is to be there: how it is started, and how soon again when it died young."""

    name: str
    command: Sequence[str]
    descriptors: Sequence[int] = ()
    wait: float = 0.0
    not_before: float = 0.0
    started: float = 0.0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def keep(self, now: float) -> None:
        """Start the process if it is not there; a second death within ten seconds makes the next start wait longer."""
        if self.process is not None and self.process.poll() is not None:
            logger.warning("%s ended (%s) and is started again", self.name, self.process.returncode)
            self.wait = min(LONGEST_WAIT, self.wait * 2 + 0.1) if now - self.started < 10 else 0.0
            self.not_before, self.process = now + self.wait, None
        if self.process is None and now >= self.not_before:
            self.started = now
            self.process = subprocess.Popen(  # noqa: S603 - a command of ours
                self.command,
                pass_fds=tuple(self.descriptors),
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - the keeper has one thread
            )

    def tell(self, number: signal.Signals) -> None:
        """Send a signal, if there is somebody to hear it."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)


def open_socket(address: str) -> socket.socket:
    """A listening socket at ``host:port``.

    Raises:
        OSError: the port is taken, or the host is not this machine's.
    """
    host, _, port = address.rpartition(":")
    listening = socket.create_server(
        (host.strip("[]") or "127.0.0.1", int(port)), backlog=2048, family=_find_family(host)
    )
    listening.set_inheritable(True)
    return listening


def plan_crew(crew: Crew, listening: socket.socket) -> list[Child]:
    """The processes of the city."""
    gunicorn = [
        sys.executable, "-m", "gunicorn", "zaizao_city.config.wsgi:application", "--bind", f"fd://{listening.fileno()}",
        "--worker-class", "gthread", "--workers", str(crew.web_processes), "--threads", str(crew.threads),
        "--graceful-timeout", "20", "--timeout", "60", "--no-control-socket", "--log-level", "warning",
        "--preload",  # the master reads everything once: who is killed is replaced within milliseconds, and memory is shared
    ]  # fmt: skip
    worker = [sys.executable, "-c", "from zaizao_city.command import main; main()", "worker", "--with-parent"]
    web = [Child(name="web", command=gunicorn, descriptors=[listening.fileno()])]
    return web + [Child(name=f"worker {number}", command=worker) for number in range(1, crew.workers + 1)]


def keep_serving(children: Sequence[Child], *, stop: threading.Event, tell: Callable[[str], None]) -> None:
    """Keep all children there until ``stop`` is set, then end them: first by asking, after half a minute by force."""
    try:
        while not stop.is_set():
            for child in children:
                child.keep(time.monotonic())
            stop.wait(0.2)
    finally:
        tell("stopping")
        stop_children(children)


def stop_children(children: Sequence[Child]) -> None:
    """Ask all to finish what they have in hand; none is left behind."""
    for child in children:
        child.tell(signal.SIGTERM)
    until = time.monotonic() + STOP_SECONDS
    for child in children:
        if child.process is None:
            continue
        try:
            child.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            logger.warning("%s did not stop and is killed", child.name)
            child.process.kill()
            child.process.wait()


def _find_family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _die_with_parent() -> None:
    """On Linux a child is told to stop when whoever keeps it was killed: no city without a keeper."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
