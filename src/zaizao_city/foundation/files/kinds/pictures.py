"""What JPEG and PNG share: a picture is decoded and written anew.

Only the picture itself survives: no place and time of the camera (EXIF, GPS), no comment, nothing hidden behind it.
The way it is to be held is applied before it is forgotten. Of an animation the first picture remains.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import Any

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from zaizao_city.foundation.files.conf import MOST_PIXELS
from zaizao_city.foundation.files.errors import DamagedFileError, DangerousFileError, DoubleFileError
from zaizao_city.foundation.files.kinds.kind import Sound


def write_anew(content: bytes, name: str, *, form: str, modes: tuple[str, ...], options: dict[str, Any]) -> Sound:
    """The picture as a new file of the same form; in mode RGB (RGBA where it is seen through) if not in ``modes``.

    Raises:
        DoubleFileError: a zip archive is hidden behind it.
        DangerousFileError: it has too many pixels to be unpacked.
        DamagedFileError: it cannot be decoded to its end.
    """
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise DoubleFileError(name=name, kind=form)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is below, before decoding
            picture = Image.open(io.BytesIO(content), formats=[form])
        if picture.width * picture.height > MOST_PIXELS:
            raise DangerousFileError(name=name, why=_("图片的像素过多"))
        upright = ImageOps.exif_transpose(picture)
        return Sound(content=_encode(upright, form=form, modes=modes, options=options), media_type=Image.MIME[form])
    except Image.DecompressionBombError as error:
        raise DangerousFileError(name=name, why=_("图片的像素过多")) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise DamagedFileError(name=name) from error


def _encode(picture: Image.Image, *, form: str, modes: tuple[str, ...], options: dict[str, Any]) -> bytes:
    if picture.mode not in modes:
        picture = picture.convert("RGBA" if form == "PNG" and picture.has_transparency_data else "RGB")
    kept = {"transparency": picture.info["transparency"]} if "transparency" in picture.info and form == "PNG" else {}
    bare = picture.copy()
    bare.info = kept
    written = io.BytesIO()
    bare.save(written, format=form, exif=b"", **options)
    return written.getvalue()
