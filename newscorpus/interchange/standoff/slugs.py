"""Words and labels of a document as ids."""

import re
import unicodedata
from typing import Final

_LONGEST: Final = 40


def slug(words: str, otherwise: str) -> str:
    """Return words as an id; of `otherwise`, the id of their annotation, if they have no letters of ASCII."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].lstrip("0123456789-").rstrip("-")
    base = base or re.sub(r"[^a-z0-9]+", "-", otherwise.lower()).strip("-")
    return base if base[:1].isalpha() else f"x-{base}".rstrip("-")
