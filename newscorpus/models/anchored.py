"""The anchored form of an article. `newscorpus` sets the function, since models must not import what anchors them."""

from collections.abc import Callable
from typing import Any

from newscorpus.models.frozen import cached_by_identity

anchor: Callable[[Any], Any] | None = None
"""Anchors an article."""


@cached_by_identity
def anchored(article: Any) -> Any:
    """Return an article with the offsets of its quotes; the last few are kept."""
    return anchor(article) if anchor else article
