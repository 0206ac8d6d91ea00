"""Plain data <-> models.

`structure` and `unstructure` have the hooks of a cattrs converter; `compiled` is a fast path for data without errors.
Only `structure` and `Codec.converter` import cattrs, which takes 25 ms: to check a valid file needs neither.
"""

import hashlib
import json
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from newscorpus import limits
from newscorpus.codec.compiled import CompiledStructure
from newscorpus.codec.errors import StructureError, StructureErrors, described
from newscorpus.codec.vocabularies import CorpusTerms, at_most_suggestions
from newscorpus.models import Article, Manifest, text_of
from newscorpus.models.fields import Type
from newscorpus.models.frozen import cached_by_identity

if TYPE_CHECKING:
    import cattrs


def make_converter(manifest: Manifest | None = None) -> "cattrs.Converter":
    """Return a cattrs converter for articles, their parts, and the contents of `corpus.yaml`.

    Its `structure` accepts short and long forms, and nothing else; an actor or event by itself has its `id`, as in a
    list. Its `unstructure` returns canonical data: long forms, tables as lists.

    Args:
        manifest: The contents of the `corpus.yaml` whose terms and attributes are accepted; by default
            those of the format.

    Returns:
        A converter, to which you can add hooks for classes of your own.

    Raises:
        StructureErrors: By its `structure`, if the data has errors: a ValueError that contains all of them.

    Example::

        converter = nc.make_converter()
        place = converter.structure({"Oslo": "NO"}, nc.Place)
        assert converter.unstructure(place) == {"name": {"exact": "Oslo"}, "country": "NO"}
    """
    return Codec(manifest).converter


class Codec:
    """Structures and unstructures the models of one corpus. Threads can share one."""

    def __init__(self, manifest: Manifest | None = None) -> None:
        self._terms = CorpusTerms(manifest)
        self._compiled = CompiledStructure(self._terms)

    @cached_property
    def converter(self) -> "cattrs.Converter":
        """The cattrs converter that structures all models, and unstructures them in long forms."""
        import cattrs  # noqa: PLC0415 - takes 25 ms

        from newscorpus.codec.structure import add_structure_hooks  # noqa: PLC0415 - imports cattrs
        from newscorpus.codec.unstructure import add_unstructure_hooks  # noqa: PLC0415 - as above

        converter = cattrs.Converter()
        add_structure_hooks(converter, self._terms, self._compiled)
        for cls in (Article, Manifest):
            converter.register_structure_hook(cls, self._structure)
        add_unstructure_hooks(converter, long=True)
        return converter

    @cached_property
    def _short_converter(self) -> "cattrs.Converter":
        from newscorpus.codec.unstructure import add_unstructure_hooks  # noqa: PLC0415 - imports cattrs

        converter = self.converter.copy()
        add_unstructure_hooks(converter, long=False)
        return converter

    def structure(self, data: Any, cls: type[Any] = Article) -> tuple[Any, list[StructureError]]:
        """Make a model of plain data.

        Args:
            data: What a file contains: mappings, lists and scalars.
            cls: Article or Manifest.

        Returns:
            The model, with defaults or placeholders for what is malformed, or None if `data` is not a mapping; and all
            errors, of which a limited number (`limits.MAX_SUGGESTIONS`) suggest what was meant.
        """
        if type(data) is not dict:
            hint = f"begin the {'corpus.yaml' if cls is Manifest else 'annotation'} with `format: newscorpus/1`"
            return None, [StructureError((), "NC103", f"file must be a mapping, not {described(data)}", hint)]
        with at_most_suggestions(limits.MAX_SUGGESTIONS):
            try:
                return self._structure(data, cls), []
            except StructureErrors as e:
                return e.value, e.errors

    def _structure(self, data: Any, cls: type[Any]) -> Any:
        model = self._compiled.structure(data, cls)
        return self.converter.get_structure_hook(Type(cls))(data, cls) if model is None else model

    def canonical(self, model: Any) -> dict[str, Any]:
        """Return a model as plain data in long forms, tables as lists of `{id, …}`: for data tools."""
        out: dict[str, Any] = self.converter.unstructure(model)
        return out

    def short(self, model: Any) -> dict[str, Any]:
        """Return a model as plain data in short forms, tables as mappings: for people."""
        out: dict[str, Any] = self._short_converter.unstructure(model)
        return out

    def plain(self, kind: Type, value: Any, *, long: bool) -> Any:
        """Return a value of a field of that type as plain data, in its long or its short form."""
        return (self.converter if long else self._short_converter).get_unstructure_hook(kind)(value)


@lru_cache(maxsize=1)
def default_codec() -> Codec:
    """Return the codec of a corpus without terms and attributes of its own."""
    return Codec()


_codec_of = cached_by_identity(Codec)


def codec_of(manifest: Manifest | None) -> Codec:
    """Return the codec of a corpus, which takes 7 ms to make: for the same manifest mostly the same codec."""
    return _codec_of(manifest) if manifest else default_codec()


def structure_manifest(data: Any) -> tuple[Manifest | None, list[StructureError]]:
    """Make a manifest of the data of a `corpus.yaml`, whose actors may use the terms and attributes that it declares.

    Returns:
        The manifest, or None if `data` is not a mapping; and all errors.
    """
    if type(data) is not dict or "actors" not in data:
        return default_codec().structure(data, Manifest)
    without_actors, _ = default_codec().structure(
        {key: value for key, value in data.items() if key != "actors"}, Manifest
    )
    return Codec(without_actors).structure(data, Manifest)


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
    for item in (data, *data.get("actors", ()), *data.get("events", ()), *data.get("claims", ())):
        item.pop("note", None)
    for table in ("actors", "events"):  # lists in canonical JSON, and mappings in the model
        data.get(table, []).sort(key=itemgetter("id"))
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode("ascii")).hexdigest()[:16]


__all__ = [
    "Codec",
    "StructureError",
    "StructureErrors",
    "codec_of",
    "default_codec",
    "make_converter",
    "review_digest",
    "structure_manifest",
]
