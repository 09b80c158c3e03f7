"""What zipped documents share: nothing before or behind the archive, no part that leads out of it, no bomb in it.

Lengths in the directory of an archive may lie: every part is unpacked and counted, and stopped when it is too much.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.files.conf import HIGHEST_RATIO, MOST_ENTRIES, MOST_UNPACKED
from zaizao_city.foundation.files.errors import DamagedFileError, DangerousFileError, DoubleFileError

END_OF_DIRECTORY = b"PK\x05\x06"
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
PORTION = 256 * 1024
SMALL = 1024 * 1024
ENTITY = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
PROGRAM = re.compile(
    r"(vbaProject|vbaData|activeX|macrosheets|/embeddings/|\.(exe|dll|js|vbs|bat|cmd|ps1|jar|zip)$)", re.IGNORECASE
)
XML_ENDINGS = (".xml", ".rels")


def list_parts(content: bytes) -> set[str]:
    """The names of the parts; empty if the content is no archive."""
    if not content.startswith(b"PK\x03\x04"):
        return set()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return set()


def read_part(content: bytes, part: str, *, most: int = SMALL) -> bytes:
    """The beginning of one part, at most so many bytes; empty if it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(part) as opened:
            return opened.read(most)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, zlib.error, EOFError):
        return b""


def check_archive(content: bytes, name: str, *, kind: str) -> None:
    """Refuse an archive that is anything but a quiet document.

    Raises:
        DoubleFileError: something stands before, behind or between.
        DangerousFileError: a bomb, a way out, a program, a locked part, XML entities.
        DamagedFileError: a part cannot be unpacked.
    """
    if not _is_alone(content):
        raise DoubleFileError(name=name, kind=kind)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_directory(entries, name)
            total = 0
            for entry in entries:
                total += _unpack(archive, entry, name, left=MOST_UNPACKED - total)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise DamagedFileError(name=name) from error


def _is_alone(content: bytes) -> bool:
    """Whether the archive begins at the first byte and its directory, without comment, ends at the last."""
    return content.startswith(b"PK\x03\x04") and content[-22:-18] == END_OF_DIRECTORY and content[-2:] == b"\0\0"


def _check_directory(entries: list[zipfile.ZipInfo], name: str) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES or len(set(names)) != len(names):
        raise DangerousFileError(name=name, why=_("压缩内容的结构不正常"))
    if any(part.startswith("/") or "\\" in part or ".." in part.split("/") for part in names):
        raise DangerousFileError(name=name, why=_("压缩内容指向文件以外的位置"))
    if any(entry.flag_bits & 1 or entry.compress_type not in METHODS for entry in entries):
        raise DangerousFileError(name=name, why=_("内容已加密，无法检查"))
    if any(PROGRAM.search(part) for part in names):
        raise DangerousFileError(name=name, why=_("文档中带有宏、程序或内嵌文件"))


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, *, left: int) -> int:
    """How many bytes the part really has; refused as soon as it is too many, or when it holds entities."""
    size, tail, is_xml = 0, b"", entry.filename.lower().endswith(XML_ENDINGS)
    with archive.open(entry) as opened:
        while portion := opened.read(PORTION):
            size += len(portion)
            if size > left or (size > SMALL and size > HIGHEST_RATIO * max(entry.compress_size, 1)):
                raise DangerousFileError(name=name, why=_("解压后过大"))
            if is_xml and ENTITY.search(tail + portion):
                raise DangerousFileError(name=name, why=_("文档中带有外部实体"))
            tail = portion[-16:]
    return size
