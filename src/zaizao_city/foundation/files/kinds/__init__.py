"""The kinds of files that are accepted, one a file; a kind that is not listed is refused."""

from __future__ import annotations

from zaizao_city.foundation.files.kinds import docx, jpeg, ofd, pdf, png, txt, xlsx
from zaizao_city.foundation.files.kinds.kind import Kind

KINDS: tuple[Kind, ...] = (pdf.KIND, jpeg.KIND, png.KIND, docx.KIND, xlsx.KIND, ofd.KIND, txt.KIND)
