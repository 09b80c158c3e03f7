"""What a PDF packs away is looked into as far as it goes, or the PDF is refused; what usual programs write is taken."""

from __future__ import annotations

import tracemalloc
import zlib

import pytest

from uploads import PDF
from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.files.conf import MOST_UNPACKED
from zaizao_city.foundation.files.kinds import pdf

QUIET = b"5 0 << /Type /Page /Note (no more than a page) >>"
SCRIPT = b"5 0 << /S /JavaScript /JS (app.alert(1)) >>"


def pack(said: bytes, content: bytes, *, rest: bytes = b"") -> bytes:
    """The PDF of the other tests with one more stream, which says this of itself."""
    made = b"4 0 obj\n%b\nstream\n%b\nendstream\nendobj\n%btrailer" % (said, content, rest)
    return PDF.replace(b"trailer", made)


def ask(content: bytes) -> str:
    """The code of the refusal, or what is said of a PDF that is taken."""
    try:
        return pdf.clean(content, "合同.pdf").media_type
    except Refusal as refusal:
        return refusal.code if all(refusal.tell()) else "nothing"


def squeeze(content: bytes) -> bytes:
    return zlib.compress(content)


PLAIN = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>"
PREDICTED = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 4 >> >>"
CHAINED = b"<< /Type /ObjStm /N 1 /First 4 /Filter [ /ASCIIHexDecode /FlateDecode ] >>"
HEXED = b"<< /Type /ObjStm /N 1 /First 4 /Filter /ASCIIHexDecode >>"

CLOSED = {
    "another filter": pack(HEXED, SCRIPT.hex().encode() + b">"),
    "a chain of filters": pack(CHAINED, squeeze(SCRIPT).hex().encode() + b">"),
    "a filter that stands elsewhere": pack(PLAIN.replace(b"/FlateDecode", b"9 0 R"), SCRIPT.hex().encode()),
    "a predictor": pack(PREDICTED, squeeze(SCRIPT)),
    "the filter spelt in numbers": pack(HEXED.replace(b"/Filter", b"/F#69lter"), SCRIPT.hex().encode()),
    "the type spelt in numbers": pack(HEXED.replace(b"/ObjStm", b"/Obj#53tm"), SCRIPT.hex().encode()),
    "no type, as readers allow": pack(HEXED.replace(b"/Type /ObjStm", b""), SCRIPT.hex().encode()),
    "no type, and the first elsewhere": pack(b"<< /N 1 /First 9 0 R /Filter /LZWDecode >> % a\n", b"\x80"),
    "an object within a string": pack(HEXED.replace(b"/N", b"/X (1 0 obj) /N"), SCRIPT.hex().encode()),
    "a long way from its type to its content": pack(HEXED.replace(b"/N", b" " * 5000 + b"/N"), SCRIPT.hex().encode()),
    "no length of what is not packed": pack(b"<< /Type /ObjStm /N 1 /First 4 >>", QUIET),
    "a wrong length of what is not packed": pack(b"<< /Type /ObjStm /N 1 /First 4 /Length 3 >>", QUIET),
    "content that does not end": pack(PLAIN, squeeze(QUIET)[:-9]),
    "content that is no such thing": pack(PLAIN, b"\xff" + QUIET),
    "a lock": pack(PLAIN, squeeze(QUIET), rest=b"").replace(b"/Root", b"/Encrypt 8 0 R /Root"),
    "a lock spelt in numbers": pack(PLAIN, squeeze(QUIET)).replace(b"/Root", b"/Encr#79pt 8 0 R /Root"),
}


@pytest.mark.parametrize("content", CLOSED.values(), ids=CLOSED)
def test_what_cannot_be_looked_into_is_refused(content: bytes):
    assert ask(content) == "file-closed"


DANGEROUS = {
    "packed": pack(PLAIN, squeeze(SCRIPT)),
    "packed at another strength": pack(PLAIN, zlib.compress(SCRIPT, 9)),
    "not packed": pack(b"<< /Type /ObjStm /N 1 /First 4 /Length %d >>" % len(SCRIPT), SCRIPT),
    "across two portions": pack(PLAIN, squeeze(b" " * (256 * 1024 - 14) + SCRIPT)),
    "spelt in numbers": pack(
        PLAIN, squeeze(SCRIPT.replace(b"JavaScript", b"J#61v#61Script").replace(b"/JS", b"/#4aS"))
    ),
    "in an object within a picture": pack(b"<< /Subtype /Image >>", b"\xff\xd8 7 0 obj " + SCRIPT + b" endobj"),
    "behind a word in a title": PDF.replace(b"/Catalog", b"/Catalog /Title (>> stream\n) /A << /S /JavaScript >>"),
}


@pytest.mark.parametrize("content", DANGEROUS.values(), ids=DANGEROUS)
def test_what_acts_is_found_wherever_it_lies(content: bytes):
    assert ask(content) == "file-dangerous"


def test_an_end_within_what_is_packed_ends_nothing():
    unpacked = b"endstream " + SCRIPT
    stored = zlib.compress(unpacked, 0)
    assert b"endstream" in stored

    assert ask(pack(PLAIN, stored)) == "file-dangerous"


CROSS_REFERENCES = (
    b"6 0 obj\n<< /Type /XRef /W [1 2 1] /Size 7 /Root 1 0 R /DecodeParms << /Predictor 12 /Columns 4 >>"
    b" /Filter /FlateDecode /Length 20 >>\nstream\n" + squeeze(b"\0\1\2\3") + b"\nendstream\nendobj\n"
)
WRITTEN = {
    "as office programs do": b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length 52>>\r\n",
    "as TeX does": b"<<\n/Type /ObjStm\n/N 1\n/First 4\n/Length 52        \n/Filter /FlateDecode\n>>\n",
    "as cairo does": b"<< /Type /ObjStm\n   /Length 7 0 R\n   /N 1\n   /First 4\n   /Filter /FlateDecode\n>>\n",
    "as a reader that saves changes does": b"<</Extends 3 0 R/Filter[/FlateDecode]/First 4/Length 52/N 1/Type/ObjStm>>",
}


@pytest.mark.parametrize("said", WRITTEN.values(), ids=WRITTEN)
def test_objects_packed_as_usual_programs_do_are_taken(said: bytes):
    assert ask(pack(said, squeeze(QUIET), rest=CROSS_REFERENCES)) == "application/pdf"


HARMLESS = {
    "a lock, and nothing packed away": PDF.replace(b"/Root", b"/Encrypt 8 0 R /Root"),
    "chapters before a table of colours": pack(
        b"<< /First 5 0 R /Last 6 0 R /Title (A stream) >>\nendobj\n5 0 obj\n<< /N 3 /Filter /FlateDecode >>",
        squeeze(b"colours"),
    ),
    "short names that came about by chance in a picture": pack(b"<< /Subtype /Image >>", b"\xff\x80/JS /XFA\x07"),
    "objects that are not packed": pack(b"<< /Type /ObjStm /N 1 /First 4 /Length %d >>" % len(QUIET), QUIET),
}


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS)
def test_what_looks_like_it_and_is_harmless_is_taken(content: bytes):
    assert ask(content) == "application/pdf"


def squeeze_blanks(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * 1024 * 1024) for _ in range(megabytes)) + packer.flush()


@pytest.mark.parametrize(("streams", "code"), [(1, "application/pdf"), (2, "file-closed")])
def test_all_that_is_packed_is_looked_through_in_little_memory_up_to_a_limit(streams: int, code: str):
    large = squeeze_blanks(MOST_UNPACKED // (2 * 1024 * 1024) + 1)
    content = pack(PLAIN, large)
    for _ in range(streams - 1):
        content = content.replace(b"trailer", b"7 0 obj\n%b\nstream\n%b\nendstream\nendobj\ntrailer" % (PLAIN, large))

    tracemalloc.start()
    try:
        assert ask(content) == code
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert most < 4 * 1024 * 1024


def test_a_pdf_full_of_unended_streams_is_read_once():
    word = b"<< /First 1 0 R >> stream\n"

    assert ask(PDF.replace(b"trailer", word * 100_000 + b"trailer")) == "file-closed"
    assert ask(PDF.replace(b"trailer", word[19:] * 100_000 + b"trailer")) == "application/pdf"


def test_a_page_printed_by_a_browser_is_taken(browser):
    page = browser.new_page()
    page.set_content("<title>合同</title><h1>餐饮店</h1><p>JavaScript 不在其中</p>")

    printed = page.pdf()
    page.close()

    assert ask(printed) == "application/pdf"
