"""Fingerprints: names for findings that stay when a file is edited elsewhere, moved or renamed.

A fingerprint is a hash of the code, the id of the article, and the address of the value: its names without indices, and
its words. Equal findings have equal fingerprints; whoever needs to tell them apart counts them.
"""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import attrs

from newscorpus.checking.guard import FAILED
from newscorpus.codec.addresses import address
from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.report import Path
from newscorpus.formats.document import Document
from newscorpus.models import MANIFEST
from newscorpus.rules import BY_CODE


@attrs.frozen(slots=False)
class Fingerprints:
    """The fingerprints of the findings in one document."""

    data: bytes
    document: Document
    locator: SourceMap

    def of(self, code: str, path: Path = (), arguments: Sequence[str] = (), *, at_key: bool = False) -> str:
        """Return the fingerprint of a finding; "" if there is none.

        One about the file as such (NC0) is bound to its bytes. Errors of a `corpus.yaml` that cannot be waived have
        none, since all articles depend on that file, and neither has a rule that raised: nobody knows what it hides.
        """
        if code == FAILED or (self.locator.is_manifest and not BY_CODE[code].configurable):
            return ""
        if code.startswith("NC0"):
            return digest(code, self._bytes)
        return digest(code, self._owner, *address(self.locator, path, at_key=at_key), "", *arguments)

    def of_several(self, code: str, alike: Sequence[str], *, across: bool) -> str:
        """Return the fingerprint of a finding about several values of the document, or `across` documents."""
        return digest(code, "" if across else self._owner, *alike)

    @cached_property
    def _owner(self) -> str:
        """The document whose findings these are: its id, or what identifies an article without one."""
        data = self.document.data if type(self.document.data) is dict else {}
        if self.locator.is_manifest:
            return f"{MANIFEST} {data.get('name')}"
        named = (("id", data.get("id")), ("text", data.get("text")), ("text_file", data.get("text_file")))
        name, value = next(((name, one) for name, one in named if type(one) is str and one.strip()), ("", ""))
        return f"{name} {value}" if value else f"bytes {self._bytes}"

    @cached_property
    def _bytes(self) -> str:
        return hashlib.blake2b(self.data.rstrip(b"\r\n"), digest_size=16).hexdigest()


def digest(*parts: Any) -> str:
    """Return a hash of strings."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
