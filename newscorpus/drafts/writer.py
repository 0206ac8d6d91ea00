"""An article -> its draft, which is what a language model should have written."""

from collections.abc import Mapping
from typing import Any

import attrs

from newscorpus.anchoring import anchor, strip_offsets
from newscorpus.api.dump import without_registry
from newscorpus.codec.short_forms import is_table
from newscorpus.codec.vocabularies import CorpusTerms
from newscorpus.drafts.quotes import marked
from newscorpus.errors import UsageError
from newscorpus.json_schema.draft import NONE, PAIRS, drafted_fields
from newscorpus.models import Article, Corpus, Event, manifest_of
from newscorpus.models.fields import Field, Type
from newscorpus.models.metadata import Attributes, Vocabulary
from newscorpus.models.values import Participant, Quote


def to_draft(article: Article, *, corpus: Corpus | None = None) -> dict[str, Any]:
    """Return the draft of an article: what a language model should have written, such as for an example in a prompt.

    It lacks what a model should not write: the text, its parts and its hash, and the id; of the publication, all but
    headline, date and language; identifiers, notes, waivers, open points, who annotated, the dates of roles and of
    relations of actors, and the words that name participants. A quote that only its offsets place gets a context, if
    one distinguishes it.

    Args:
        article: The article.
        corpus: The corpus whose attributes the draft has. What its registry says of an actor is left out.

    Returns:
        Plain data, as the schema of `newscorpus schema draft` describes it.

    Raises:
        UsageError: If it is not an article.

    Example::

        draft = nc.to_draft(nc.load_article("seeds/000_acf5269c8d9a5d96.yaml"))
        print(draft["events"][0]["evidence"])
    """
    if not isinstance(article, Article):
        raise UsageError(f"`article` is {type(article).__name__}; an article is expected")
    bare = strip_offsets(anchor(article))
    manifest = manifest_of(corpus)
    if manifest and manifest.actors:
        bare = without_registry(bare, manifest.actors)
    return _Writer(bare.text, CorpusTerms(manifest)).object(bare)


class _Writer:
    def __init__(self, text: str | None, terms: CorpusTerms) -> None:
        self._text, self._terms = text, terms

    def object(self, model: Any) -> dict[str, Any]:
        """Return an object with all fields that a draft of it has."""
        out: dict[str, Any] = {"kind": model.kind} if isinstance(model, Event) else {}
        for field in drafted_fields(type(model)):
            mark, value = field.type.mark(Attributes), getattr(model, field.name)
            if not mark:
                out[field.name] = self._field(field, value)
            elif declared := self._terms.attributes(mark.owner):
                out[field.name] = {name: value.get(name) for name in declared}
        return out

    def _field(self, field: Field, value: Any) -> Any:
        kind = field.type
        if kind.base is Mapping and not is_table(kind):
            key, values = PAIRS[field.name]
            return [{key: term, values: [self._value(item) for item in items]} for term, items in value.items()]
        return self._absent(kind) if value is None else self._value(value)

    def _value(self, value: Any) -> Any:
        if isinstance(value, Quote):
            return marked(value, self._text)
        if isinstance(value, tuple):
            return [self._value(item) for item in value]
        if isinstance(value, Mapping):
            return [self.object(item) for item in value.values()]
        if attrs.has(type(value)) and not isinstance(value, Participant):
            return self.object(value)
        return value if isinstance(value, bool) else str(value)

    def _absent(self, kind: Type) -> Any:
        """Return what a draft has where an article has nothing."""
        if attrs.has(kind.base) and kind.base is not Quote:
            return {field.name: "" for field in drafted_fields(kind.base) if not field.type.mark(Attributes)}
        return NONE if kind.mark(Vocabulary) else ""
