"""What an honest person uploads is kept, and given back to whom the owning app lets."""

from __future__ import annotations

import hashlib
import io
from datetime import datetime
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from uploads import DOCX_PARTS, OFD_PARTS, PDF, XLSX_PARTS, draw_picture, upload, zip_parts
from zaizao_city.foundation.files.models import StoredFile
from zaizao_city.foundation.files.storing import store_file

NOW = datetime(2026, 3, 2, 9, 30)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def keep(name: str, content: bytes) -> StoredFile:
    return store_file(upload(name, content), owner="test.matter:1", by="account-1", now=NOW)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("租赁合同.pdf", PDF, "application/pdf"),
        ("申请书.docx", zip_parts(DOCX_PARTS), WORD),
        ("名册.XLSX", zip_parts(XLSX_PARTS), SHEET),
        ("电子证照.ofd", zip_parts(OFD_PARTS), "application/ofd"),
        ("说明.txt", "经营场所说明:a < b".encode(), "text/plain; charset=utf-8"),
        ("旧说明.txt", "经营场所说明".encode("gb18030"), "text/plain; charset=gb18030"),
    ],
)
def test_documents_are_kept_byte_for_byte(name: str, content: bytes, media_type: str):
    row = keep(name, content)

    assert row.path.read_bytes() == content
    assert StoredFile.objects.values().get() == {
        "key": row.key,
        "name": name,
        "media_type": media_type,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "owner": "test.matter:1",
        "uploaded_by": "account-1",
        "uploaded_at": NOW,
        "erased_at": None,
    }


def test_bytes_lie_under_the_key_and_not_under_the_name(folder: Path):
    row = keep("合同.pdf", PDF)

    files = [path for path in folder.rglob("*") if path.is_file()]

    assert files == [folder / row.key.hex[:2] / row.key.hex[2:4] / row.key.hex]


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_loses_place_and_time_of_the_camera(form: str):
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "phone of Wang"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (39.0, 54.0, 27.0)
    sent = draw_picture(form, exif=exif)
    assert b"phone of Wang" in sent

    row = keep(f"照片.{form.lower()}", sent)

    kept = row.path.read_bytes()
    assert b"phone of Wang" not in kept
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}


def test_a_picture_held_sideways_is_kept_upright():
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6

    row = keep("门面.jpg", draw_picture("JPEG", size=(40, 20), exif=exif))

    with Image.open(row.path) as kept:
        assert kept.size == (20, 40)
        assert kept.getpixel((10, 5)) < (50, 50, 50)
        assert kept.getpixel((10, 35)) > (200, 200, 200)


@pytest.mark.parametrize(
    ("form", "sent", "kept"),
    [("JPEG", "CMYK", "RGB"), ("JPEG", "L", "L"), ("PNG", "RGBA", "RGBA"), ("PNG", "P", "P"), ("PNG", "I;16", "RGB")],
)
def test_pictures_of_every_colour_mode_are_kept(form: str, sent: str, kept: str):
    picture = Image.new(sent, (8, 8))
    written = io.BytesIO()
    picture.save(written, format=form)

    row = keep(f"a.{form.lower()}", written.getvalue())

    with Image.open(row.path) as opened:
        assert (opened.format, opened.mode, opened.size) == (form, kept, (8, 8))


def test_what_a_phone_hangs_behind_a_picture_is_dropped():
    row = keep("动态照片.jpg", draw_picture("JPEG") + b"\0\0\0\x18ftypmp42 a small film")

    assert b"ftypmp42" not in row.path.read_bytes()


def test_of_a_name_with_a_path_the_last_part_is_kept():
    names = [keep(name, PDF).name for name in ("../../etc/合同.pdf", r"C:\用户\合同.pdf", " 合同.pdf. ", "合同①🏠.pdf")]

    assert names == ["合同.pdf", "合同.pdf", "合同.pdf", "合同①🏠.pdf"]


def test_a_name_in_decomposed_form_is_composed():
    assert keep("re\u0301sume\u0301.pdf", PDF).name == "résumé.pdf"
