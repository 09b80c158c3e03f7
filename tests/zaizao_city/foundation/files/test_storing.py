"""Bytes and row appear together; what is left over is swept, what is needed stays; the scanner is asked."""

from __future__ import annotations

import os
import socketserver
import struct
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import transaction

from uploads import PDF, upload
from zaizao_city.foundation.files.errors import InfectedFileError, ScannerSilentError
from zaizao_city.foundation.files.models import StoredFile
from zaizao_city.foundation.files.storing import store_file, sweep_files

NOW = datetime(2026, 3, 2, 9, 30)
VIRUS = b"X5O!P%@AP[4 a sign that the scanner of this test knows"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def keep(name: str = "合同.pdf", content: bytes = PDF) -> StoredFile:
    return store_file(upload(name, content), owner="test.matter:1", by="account-1", now=NOW)


def list_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def grow_old(path: Path, *, hours: float) -> None:
    at = (NOW - timedelta(hours=hours)).timestamp()
    os.utime(path, (at, at))


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_file_has_no_row_and_is_swept_after_a_day(folder: Path):
    with transaction.atomic():
        keep()
        transaction.set_rollback(True)
    (orphan,) = list_files(folder)
    assert not StoredFile.objects.exists()

    grow_old(orphan, hours=23)
    assert sweep_files(now=NOW) == 0
    grow_old(orphan, hours=25)
    assert sweep_files(now=NOW) == 1
    assert list_files(folder) == []


@pytest.mark.django_db
def test_sweeping_keeps_files_with_a_row_and_what_is_not_ours(folder: Path):
    row = keep()
    (folder / "README").write_text("by hand")
    half_written = folder / "incoming" / "0123"
    half_written.write_text("half")
    for path in list_files(folder):
        grow_old(path, hours=100)

    assert sweep_files(now=NOW) == 1
    assert set(list_files(folder)) == {row.path, folder / "README"}


class Clamd(socketserver.StreamRequestHandler):
    """Speaks clamd's INSTREAM (clamd(8)): portions with their lengths, then a verdict."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        verdict = b"Test-Sign FOUND" if VIRUS in content else b"OK"
        self.wfile.write(b"stream: " + (self.server.answer or verdict) + b"\0")


@pytest.fixture
def clamd(settings) -> Iterator[socketserver.TCPServer]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        server.answer = b""
        settings.FILES_SCANNER = f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.django_db
def test_a_file_the_scanner_knows_is_refused(clamd, folder: Path):
    with pytest.raises(InfectedFileError) as caught:
        keep("说明.txt", VIRUS)

    assert caught.value.fields == {"name": "说明.txt", "virus": "Test-Sign"}
    assert list_files(folder) == []


@pytest.mark.django_db
def test_a_file_the_scanner_does_not_know_is_kept(clamd):
    content = b"long " * 100_000

    assert keep("长文.txt", content).path.read_bytes() == content


@pytest.mark.django_db
def test_nothing_is_taken_while_the_scanner_answers_nonsense(clamd, folder: Path):
    clamd.answer = b"INSTREAM size limit exceeded. ERROR"

    with pytest.raises(ScannerSilentError):
        keep()

    assert list_files(folder) == []


@pytest.mark.django_db
def test_nothing_is_taken_while_the_scanner_is_away(settings, folder: Path):
    settings.FILES_SCANNER = str(folder / "no-such.sock")

    with pytest.raises(ScannerSilentError) as caught:
        keep()

    assert caught.value.status == 503


def test_the_check_says_that_nothing_is_scanned(settings):
    said = [message for message in run_checks() if message.id == "files.W001"]
    settings.FILES_SCANNER = "127.0.0.1:3310"
    silent = [message for message in run_checks() if message.id == "files.W001"]

    assert [message.msg for message in said] == ["Uploads are not scanned for viruses."]
    assert silent == []
