"""Names in the order of their codes: their text in one file, where each ends in another, and the way back from name to code."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_ERRORS = "surrogatepass"  # a name that is no proper Unicode is kept as it was read


class Names:
    """The names of one column. What is not yet published is what `intern` found since `take_new`."""

    def __init__(self, names: tuple[str, ...] = ()) -> None:
        self._names = list(names)
        self._codes = {name: code for code, name in enumerate(names)}
        self._published = len(names)

    def __len__(self) -> int:
        return len(self._names)

    def intern(self, names: Iterable[str | None]) -> NDArray[np.int32]:
        """The code of each name, new ones at the end, and -1 once more: what a code of -1 is looked up as."""
        codes, found = self._codes, []
        for name in names:
            code = -1 if name is None else codes.get(name)
            if code is None:
                code = codes[name] = len(codes)  # type: ignore[index]
                self._names.append(name)  # type: ignore[arg-type]
            found.append(code)
        return np.array([*found, -1], dtype=np.int32)

    def take_new(self) -> tuple[bytes, NDArray[np.int64]]:
        """The text of the names found since the last call, and the length of each."""
        texts = [name.encode("utf-8", _ERRORS) for name in self._names[self._published :]]
        self._published = len(self._names)
        return b"".join(texts), np.array([len(text) for text in texts], dtype=np.int64)


def read_names(texts: Path, ends: Path, count: int, size: int) -> tuple[str, ...]:
    """The first ``count`` names."""
    with texts.open("rb") as file:
        content = file.read(size)
    bounds = np.fromfile(ends, dtype="<i8", count=count).tolist()
    return tuple(content[begin:end].decode("utf-8", _ERRORS) for begin, end in zip([0, *bounds], bounds, strict=False))
