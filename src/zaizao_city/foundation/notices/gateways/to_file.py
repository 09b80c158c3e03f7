"""The gateway of a city that has none yet: each message is a file in the home, named by its reference."""

from __future__ import annotations

import json

from zaizao_city.foundation.notices.conf import find_folder


class FileGateway:
    """Writes ``<home>/sms/<reference>.json``; the same reference is the same file."""

    def send(self, phone: str, text: str, *, reference: str) -> str:
        folder = find_folder("sms")
        folder.mkdir(parents=True, exist_ok=True)
        content = json.dumps({"to": phone, "text": text, "reference": reference}, ensure_ascii=False)
        half = folder / f".{reference}"
        half.write_text(content + "\n", encoding="utf-8")
        half.rename(folder / f"{reference}.json")
        return "file"
