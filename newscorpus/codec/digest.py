"""The digest of an article: what a review was about."""

import hashlib
import json
from operator import itemgetter

from newscorpus.codec import default_codec
from newscorpus.models import Article, text_of


def review_digest(article: Article) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 hash of an article, to recognize what was reviewed.

    It does not depend on the format of the file, on the order of the actors or of the events in it, on who annotated
    it, on notes, open points and waivers, or on whether the text is withheld and its hash given.

    Args:
        article: The article, anchored, with the actors of the registry.
    """
    data = default_codec().canonical(article)
    if article.text is not None:
        data["sha256"] = text_of(article.text).sha256
    for name in ("text", "text_withheld", "annotation", "todo", "waive"):
        data.pop(name, None)
    for one in (data, *data.get("actors", ()), *data.get("events", ()), *data.get("claims", ())):
        one.pop("note", None)
    for table in ("actors", "events"):  # lists in canonical JSON, and mappings in the model
        data.get(table, []).sort(key=itemgetter("id"))
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode("ascii")).hexdigest()[:16]
