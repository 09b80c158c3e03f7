"""The operators of mutation stand beside the tests, in a folder of their own."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
