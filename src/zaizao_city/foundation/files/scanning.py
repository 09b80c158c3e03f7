"""The port to a virus scanner: ClamAV's INSTREAM, or none.

Off by default, and then `check` says so. Set but silent, nothing is taken: an unseen file is not a clean one.
"""

from __future__ import annotations

import socket
import struct
from typing import Protocol

from zaizao_city.foundation.files.conf import read_scanner_address
from zaizao_city.foundation.files.errors import InfectedFileError, ScannerSilentError

PORTION = 64 * 1024
SECONDS = 30.0


class Scanner(Protocol):
    """Says the name of the virus in the content; None: none known.

    Raises:
        OSError, ValueError: it did not answer, or not in words we know.
    """

    def find_virus(self, content: bytes) -> str | None: ...


class NoScanner:
    """Knows no virus."""

    def find_virus(self, content: bytes) -> str | None:
        return None


class ClamAv:
    """A clamd that listens at ``host:port`` or at the path of a socket."""

    def __init__(self, address: str) -> None:
        self.address = address

    def find_virus(self, content: bytes) -> str | None:
        with self._connect() as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PORTION):
                portion = content[start : start + PORTION]
                line.sendall(struct.pack(">I", len(portion)) + portion)
            line.sendall(struct.pack(">I", 0))
            return read_verdict(_read_all(line))

    def _connect(self) -> socket.socket:
        if "/" in self.address:
            return _connect_by_path(self.address)
        host, _, port = self.address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=SECONDS)


def read_verdict(answer: bytes) -> str | None:
    """The virus that clamd's answer names; None for OK.

    >>> read_verdict(b"stream: Eicar-Signature FOUND\\0")
    'Eicar-Signature'
    """
    words = answer.rstrip(b"\0\n").decode("utf-8", "replace").removeprefix("stream: ")
    if words == "OK":
        return None
    if words.endswith(" FOUND"):
        return words.removesuffix(" FOUND")
    raise ValueError(f"the scanner answered {words!r}")


def choose_scanner() -> Scanner:
    """The scanner the settings name."""
    address = read_scanner_address()
    return ClamAv(address) if address else NoScanner()


def check_viruses(content: bytes, *, name: str) -> None:
    """Refuse what the scanner knows, and everything while it does not answer."""
    try:
        virus = choose_scanner().find_virus(content)
    except (OSError, ValueError) as error:
        raise ScannerSilentError(name=name) from error
    if virus is not None:
        raise InfectedFileError(name=name, virus=virus)


def _connect_by_path(path: str) -> socket.socket:
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(SECONDS)
    try:
        line.connect(path)
    except OSError:
        line.close()
        raise
    return line


def _read_all(line: socket.socket) -> bytes:
    answer = b""
    while portion := line.recv(4096):
        answer += portion
        if answer.endswith(b"\0"):
            break
    return answer
