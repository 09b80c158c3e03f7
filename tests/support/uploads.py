"""Uploads for the tests: one honest file of each kind, and what hostile ones are made of."""

from __future__ import annotations

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
HTML = b"<!DOCTYPE html><html><script>alert(document.cookie)</script></html>"
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
DOCX_PARTS = {"[Content_Types].xml": TYPES, "word/document.xml": "<w:document/>"}
XLSX_PARTS = {"[Content_Types].xml": TYPES, "xl/workbook.xml": "<workbook/>"}
OFD_PARTS = {"OFD.xml": '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>', "Doc_0/Document.xml": "<ofd:Document/>"}


def zip_parts(parts: dict[str, str | bytes]) -> bytes:
    """An archive of these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def draw_picture(form: str, *, mode: str = "RGB", size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    """A picture whose left half is dark."""
    picture = Image.new(mode, size, "white")
    picture.paste("black", (0, 0, size[0] // 2, size[1]))
    written = io.BytesIO()
    picture.save(written, format=form, **options)
    return written.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """An upload as a form hands it over; the name as sent, not as Django would trim it."""
    made = SimpleUploadedFile("x", content)
    made._name = name
    return made
