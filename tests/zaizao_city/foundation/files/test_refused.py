"""What is not taken: each refusal has its code, says what to do, and leaves nothing behind."""

from __future__ import annotations

import struct
import zlib
from datetime import datetime
from pathlib import Path

import pytest

from uploads import DOCX_PARTS, HTML, OFD_PARTS, PDF, XLSX_PARTS, draw_picture, upload, zip_parts
from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.files.models import StoredFile
from zaizao_city.foundation.files.storing import store_file

NOW = datetime(2026, 3, 2, 9, 30)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def refuse(name: str, content: bytes, folder: Path) -> Refusal:
    with pytest.raises(Refusal) as caught:
        store_file(upload(name, content), owner="test.matter:1", by="account-1", now=NOW)
    assert all(caught.value.tell())
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert not StoredFile.objects.exists()
    return caught.value


def with_encrypted_part() -> bytes:
    content = bytearray(zip_parts(OFD_PARTS))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.rfind(sign)
        content[start + offset] |= 1
    return bytes(content)


def with_lying_size() -> bytes:
    """A part of 30 MB that says it has 10 bytes."""
    content = bytearray(zip_parts({**DOCX_PARTS, "word/long.bin": b"\0" * 30_000_000}))
    for sign, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.rfind(sign)
        content[start + offset : start + offset + 4] = struct.pack("<I", 10)
    return bytes(content)


def with_double_name() -> bytes:
    """Two parts of which only the last is seen by most programs."""
    content = zip_parts({**DOCX_PARTS, "word/document_xml": "<other/>"})
    return content.replace(b"word/document_xml", b"word/document.xml")


def draw_huge_png() -> bytes:
    """A header that promises 100,000 times 100,000 pixels, and nearly none of them."""
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0),
        b"IDAT": zlib.compress(b"\0"),
        b"IEND": b"",
    }
    chunks = [
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts.items()
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


HIDDEN_SCRIPT = (
    b"4 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n"
    + zlib.compress(b"5 0 << /S /JavaScript /JS (app.alert(1)) >>")
    + b"\nendstream\nendobj\ntrailer"
)
ENTITIES = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'

HOSTILE = [
    ("合同.pdf", HTML, "file-kind-refused"),
    ("合同.html", HTML, "file-kind-refused"),
    ("合同.txt", HTML, "file-kind-refused"),
    ("图.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "file-kind-refused"),
    ("安装.pdf", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff", "file-kind-refused"),
    ("脚本.txt", b"#!/bin/sh\nrm -rf /\n", "file-kind-refused"),
    ("随机.pdf", bytes(range(256)), "file-kind-refused"),
    ("压缩.zip", zip_parts({"a.txt": "a"}), "file-kind-refused"),
    ("假.ofd", zip_parts({"OFD.xml": "<a/>"}), "file-kind-refused"),
    ("照片.jpg", PDF, "file-disguised"),
    ("表.xlsx", zip_parts(DOCX_PARTS), "file-disguised"),
    ("说明.pdf", "只是文字".encode(), "file-disguised"),
    ("没有结尾", PDF, "file-disguised"),
    ("合同.pdf.exe", PDF, "file-disguised"),
    ("合同.pdf", PDF + zip_parts({"a.class": "x"}), "file-double"),
    ("合同.pdf", PDF + HTML, "file-double"),
    ("照片.jpg", draw_picture("JPEG") + zip_parts({"a.class": "x"}), "file-double"),
    ("照片.png", draw_picture("PNG") + zip_parts({"a.class": "x"}), "file-double"),
    ("申请.docx", zip_parts(DOCX_PARTS) + HTML, "file-double"),
    (
        "合同.pdf",
        PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
        "file-dangerous",
    ),
    ("合同.pdf", PDF.replace(b"/Catalog", b"/Catalog /A << /S /Java#53cript >>"), "file-dangerous"),
    ("合同.pdf", PDF.replace(b"trailer", HIDDEN_SCRIPT), "file-dangerous"),
    ("合同.pdf", PDF.replace(b"/Catalog", b"/Catalog /Names << /EmbeddedFiles 3 0 R >>"), "file-dangerous"),
    ("宏.docx", zip_parts({**DOCX_PARTS, "word/vbaProject.bin": b"x"}), "file-dangerous"),
    ("内嵌.xlsx", zip_parts({**XLSX_PARTS, "xl/embeddings/oleObject1.bin": b"x"}), "file-dangerous"),
    ("炸弹.docx", zip_parts({**DOCX_PARTS, "word/long.bin": b"\0" * 30_000_000}), "file-dangerous"),
    ("出走.docx", zip_parts({**DOCX_PARTS, "../../etc/cron.d/a": b"x"}), "file-dangerous"),
    ("实体.xlsx", zip_parts({**XLSX_PARTS, "xl/styles.xml": ENTITIES}), "file-dangerous"),
    ("加密.ofd", with_encrypted_part(), "file-dangerous"),
    ("像素.png", draw_huge_png(), "file-dangerous"),
    ("断.png", draw_picture("PNG", size=(400, 400))[:-60], "file-damaged"),
    ("断.jpg", draw_picture("JPEG", size=(400, 400))[:300], "file-damaged"),
    ("断.pdf", PDF[:40], "file-damaged"),
    ("空.pdf", b"", "file-empty"),
    (f"{'长' * 200}.pdf", PDF, "file-name-refused"),
    ("gpj.\u202e合同.pdf", PDF, "file-name-refused"),
    ("合同\0.pdf", PDF, "file-name-refused"),
    ("合同\u200b.pdf", PDF, "file-name-refused"),
    ("合同\ud800.pdf", PDF, "file-name-refused"),
    ("合同\r\nSet-Cookie: a=b.pdf", PDF, "file-name-refused"),
    ("../..", PDF, "file-name-refused"),
    ("", PDF, "file-name-refused"),
]


@pytest.mark.parametrize(("name", "content", "code"), HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_upload_is_refused_and_leaves_nothing(name: str, content: bytes, code: str, folder: Path):
    assert refuse(name, content, folder).code == code


def test_an_archive_that_lies_about_its_sizes_is_refused(folder: Path):
    assert refuse("谎.docx", with_lying_size(), folder).code in {"file-dangerous", "file-damaged"}


def test_an_archive_with_two_parts_of_one_name_is_refused(folder: Path):
    assert refuse("双.docx", with_double_name(), folder).code == "file-dangerous"


def test_a_file_over_the_limit_is_refused_with_both_sizes(folder: Path, settings):
    settings.FILES_LARGEST = 1000

    refusal = refuse("大.txt", b"a" * 1500, folder)

    assert (refusal.code, refusal.status) == ("file-too-large", 413)
    assert refusal.fields == {"name": "大.txt", "size": "1.5\xa0KB", "largest": "1000\xa0字节"}


def test_what_an_upload_says_of_its_size_is_not_believed(folder: Path, settings):
    settings.FILES_LARGEST = 1000
    lying = upload("大.txt", b"a" * 1500)
    lying.size = 10

    with pytest.raises(Refusal) as caught:
        store_file(lying, owner="test.matter:1", by="account-1", now=NOW)

    assert caught.value.code == "file-too-large"


def test_a_name_in_a_message_shows_nothing_unseen(folder: Path):
    refusal = refuse("a\u202eb\n.pdf", PDF, folder)

    assert refusal.tell()[0] == "文件名“a□b□.pdf”不能使用：含有看不见的字符。"
