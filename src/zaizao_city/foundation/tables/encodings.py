"""In which encoding a text was written: UTF-8 with or without its mark, or GB18030, as Chinese spreadsheets save it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from zaizao_city.foundation.tables.errors import TableUnreadableError

ENCODINGS = ("utf-8-sig", "gb18030")
_REPLACED = "\N{REPLACEMENT CHARACTER}"
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


def find_encoding(pieces: Iterable[bytes]) -> str:
    """The encoding in which all the pieces are one text, looked at a piece at a time.

    UTF-8 with a byte broken here and there often is GB18030 as well, only with other signs in it: it is damaged.

    Raises:
        TableUnreadableError: neither of them, or damaged.
    """
    strict = {name: codecs.getincrementaldecoder(name)() for name in ENCODINGS}
    lenient = codecs.getincrementaldecoder("utf-8-sig")("replace")
    whole = broken = 0
    for piece in pieces:
        strict = {name: decoder for name, decoder in strict.items() if _goes_on(decoder, piece)}
        text = lenient.decode(piece)
        whole += sum(map(len, _CHINESE.findall(text)))
        broken += text.count(_REPLACED)
    strict = {name: decoder for name, decoder in strict.items() if _goes_on(decoder, b"", final=True)}
    if ENCODINGS[0] in strict:
        return ENCODINGS[0]
    if not strict or whole > broken:
        raise TableUnreadableError(detail="UTF-8, GB18030")
    return ENCODINGS[1]


def decode_text(content: bytes) -> str:
    """The text of a file.

    Raises:
        TableUnreadableError: it is in none of the encodings, or damaged.
    """
    return content.decode(find_encoding([content]))


def _goes_on(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True
