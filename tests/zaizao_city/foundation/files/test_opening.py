"""A file is read by whom the owning app lets, through an address that a browser cannot be tricked by."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import RequestFactory

from uploads import PDF, XLSX_PARTS, draw_picture, upload, zip_parts
from zaizao_city.foundation.files import gates
from zaizao_city.foundation.files.errors import FileErasedError, FileNotFoundForYouError
from zaizao_city.foundation.files.models import StoredFile
from zaizao_city.foundation.files.opening import Fault, find_file, list_kept, open_file, verify_files
from zaizao_city.foundation.files.storing import erase_file, store_file
from zaizao_city.foundation.files.views import download_file

NOW = datetime(2026, 3, 2, 9, 30)
OWNER = SimpleNamespace(account_key="account-1")
OTHER = SimpleNamespace(account_key="account-2")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def gate() -> Iterator[None]:
    gates.register("test.matter", lambda owner, actor: owner == "1" and actor is OWNER)
    yield
    del gates._GATES["test.matter"]


def keep(name: str, content: bytes, owner: str = "test.matter:1") -> StoredFile:
    return store_file(upload(name, content), owner=owner, by="account-1", now=NOW)


def test_the_owner_reads_the_bytes():
    row = keep("合同.pdf", PDF)

    with open_file(row.key, actor=OWNER) as file:
        assert file.read() == PDF


@pytest.mark.parametrize("owner", ["test.matter:1", "test.matter:2", "nobody.registered:1", "test.matter"])
def test_nobody_else_learns_whether_there_is_a_file(owner: str):
    row = keep("合同.pdf", PDF, owner)

    for key in (row.key, uuid.uuid4()):
        with pytest.raises(FileNotFoundForYouError) as caught:
            open_file(key, actor=OTHER)
        assert caught.value.status == 404


def test_a_gate_belongs_to_who_registered_it_first():
    with pytest.raises(ValueError, match="cannot be registered"):
        gates.register("test.matter", lambda owner, actor: True)


def ask(row: StoredFile, query: str = "") -> dict[str, str]:
    request = RequestFactory().get(f"/files/{row.key}/{query}")
    request.actor = OWNER
    response = download_file(request, key=row.key)
    assert b"".join(response.streaming_content) == row.path.read_bytes()
    response.file_to_stream.close()  # response.close() would end the connection of the test too
    return dict(response.headers)


def test_a_download_is_saved_and_can_run_nothing():
    row = keep("租赁合同.pdf", PDF)

    assert ask(row) == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(PDF)),
        "Content-Disposition": "attachment; filename*=utf-8''%E7%A7%9F%E8%B5%81%E5%90%88%E5%90%8C.pdf",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }


def test_a_pdf_is_shown_where_it_can_reach_no_page():
    row = keep("租赁合同.pdf", PDF)

    told = ask(row, "?show")

    assert told["Content-Disposition"].startswith("inline;")
    assert told["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
    )
    assert told["X-Content-Type-Options"] == "nosniff"


def test_what_a_browser_cannot_show_is_saved_whatever_is_asked():
    row = keep("表.xlsx", zip_parts(XLSX_PARTS))

    assert ask(row, "?show")["Content-Disposition"].startswith("attachment;")


def test_a_view_is_noted_by_the_app_whose_file_it_is():
    seen = []
    gates.register("test.noted", lambda owner, actor: True, note=lambda owner, viewings: seen.append((owner, viewings)))
    row, request = keep("a.pdf", PDF, "test.noted:7"), RequestFactory().get("/")
    request.actor, request.viewings = OWNER, "the batch"

    download_file(request, key=row.key).file_to_stream.close()

    assert seen == [("7", "the batch")]
    del gates._GATES["test.noted"], gates._NOTES["test.noted"]


def test_files_that_were_erased_are_not_listed():
    rows = [keep(f"{number}.pdf", PDF) for number in range(2)]
    erase_file(rows[0].key, now=NOW)

    assert list(list_kept([rows[0].key, rows[1].key, None])) == [rows[1].key]
    assert list_kept([None]) == {}


def test_a_picture_may_be_shown_in_the_page():
    row = keep("a.png", draw_picture("PNG"))

    assert ask(row, "?show")["Content-Disposition"] == 'inline; filename="a.png"'
    assert ask(row)["Content-Disposition"] == 'attachment; filename="a.png"'


def test_a_request_without_an_actor_gets_nothing():
    row = keep("合同.pdf", PDF)

    with pytest.raises(FileNotFoundForYouError):
        download_file(RequestFactory().get("/"), key=row.key)


@pytest.mark.django_db(transaction=True)
def test_an_erased_file_is_gone_but_known():
    row = keep("合同.pdf", PDF)

    with transaction.atomic():
        erase_file(row.key, now=NOW)
        assert row.path.exists()

    assert not row.path.exists()
    with pytest.raises(FileErasedError) as caught:
        find_file(row.key, actor=OWNER)
    assert caught.value.fields == {"on": NOW.date()}
    assert StoredFile.objects.get().name == ""
    assert list(verify_files()) == []


def test_a_missing_and_a_changed_file_are_found():
    rows = [keep(f"{number}.txt", f"text {number}".encode()) for number in range(3)]
    rows[0].path.unlink()
    rows[1].path.write_bytes(b"text X")

    assert sorted(verify_files(), key=lambda fault: fault.what) == [
        Fault(key=rows[1].key, what="changed"),
        Fault(key=rows[0].key, what="missing"),
    ]
