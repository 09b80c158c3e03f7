"""A small mail server (RFC 5321) that keeps what it is given; a test may let it refuse, delay or hang up."""

from __future__ import annotations

import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage


class Conversation(socketserver.StreamRequestHandler):
    """One client, one line after another."""

    def handle(self) -> None:
        self.say("220 sink")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ", 1)[0].split(":")[0].upper()
            if verb == "QUIT":
                self.say("221 bye")
                return
            if verb == "DATA":
                self.take_message()
            else:
                self.say(self.server.answers.get(verb, "250 ok"))

    def take_message(self) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b"..") else line)
        if "DATA" not in self.server.answers:
            self.server.kept.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))
        self.say(self.server.answers.get("DATA", "250 taken"))

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


class Sink(socketserver.ThreadingTCPServer):
    """``kept`` holds the messages, ``answers`` what is said to a verb instead of yes, ``address`` is for the settings."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.kept: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.address = f"smtp://127.0.0.1:{self.server_address[1]}"


@contextmanager
def open_sink() -> Iterator[Sink]:
    """A sink that listens within the block."""
    with Sink() as sink:
        threading.Thread(target=sink.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield sink
        sink.shutdown()
