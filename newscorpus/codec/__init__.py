"""Plain data <-> models. The only file that imports cattrs; `reading` and `writing` make the hooks."""

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import attrs

from newscorpus import limits
from newscorpus.codec.mistakes import Malformed, Mistake
from newscorpus.codec.quick import QuickReader
from newscorpus.codec.reading import Hook, Reader
from newscorpus.codec.writing import writer
from newscorpus.models import (
    KINDS,
    Actor,
    Annotation,
    Article,
    Checks,
    Claim,
    Count,
    Event,
    Manifest,
    Place,
    Quote,
    Role,
    Waiver,
    When,
)
from newscorpus.models.fields import fields_of
from newscorpus.models.frozen import EMPTY, evolve_unchecked
from newscorpus.models.manifest import Attribute, AttributeDeclarations, KindWords, Vocabularies

if TYPE_CHECKING:
    import cattrs

_WITH_IDS: dict[type, str] = {Actor: "actors", **dict.fromkeys(KINDS.values(), "events")}
"""What stands in a table of an article, and which: its id is the key there."""
_MODELS = (
    *(Article, Annotation, Waiver, Claim, Quote, When, Place, Role, Count),
    *(Manifest, Vocabularies, KindWords, AttributeDeclarations, Attribute, Checks),
    *_WITH_IDS,
)


def make_converter(manifest: Manifest | None = None) -> "cattrs.Converter":
    """A cattrs converter for all models: `structure` reads either dress strictly, `unstructure` writes canonical data.

    `manifest` brings a corpus's own words and fields. `structure` raises `Malformed`, a ValueError with every mistake.
    An actor or event by itself says its `id`, as one in a list of them does.
    """
    import cattrs  # noqa: PLC0415 - for those who bring it: the hooks need it not

    converter, codec = cattrs.Converter(), Codec(manifest)
    for model in _MODELS:
        hook = codec.hook_with_id(model) if model in _WITH_IDS else codec.hook(model)
        converter.register_structure_hook(model, _ignoring_type(hook))
        converter.register_unstructure_hook(model, codec.canonical)
    return converter


def _ignoring_type(hook: Hook) -> Callable[[Any, Any], Any]:
    return lambda data, _: hook(data)


class Codec:
    """Reads and writes the models of one corpus."""

    def __init__(self, manifest: Manifest | None = None) -> None:
        self._reader = Reader(manifest)

    @cached_property
    def _quick(self) -> QuickReader:
        """Made with the first article: it is code, which takes a while."""
        return QuickReader(self._reader)

    def hook(self, cls: type) -> Hook:
        """What structures plain data as a `cls`; raises Malformed."""
        thorough = self._reader.hook(cls)
        if cls is not Article:
            return thorough

        def article(data: Any) -> Any:
            quick = self._quick.article(data)
            return thorough(data) if quick is None else quick

        return article

    @cached_property
    def _article(self) -> Hook:
        return self.hook(Article)

    def hook_with_id(self, cls: type) -> Hook:
        """What structures an actor or an event by itself, which says its id as one in a list of them does."""
        field = next(f for f in fields_of(Article) if f.name == _WITH_IDS[cls])
        table = self._reader.hook_of(field.type, Article)

        def single(data: Any) -> Any:
            try:
                (made,) = table([data]).values()
            except Malformed as e:
                value = next(iter(e.value.values()), None)
                raise Malformed(value, [attrs.evolve(m, path=m.path[1:]) for m in e.mistakes]) from None
            if not isinstance(made, cls):
                wanted = getattr(cls, "kind", "")
                raise Malformed(made, [Mistake(("kind",), "NC104", f"`{made.kind}`: expected {wanted}")])
            return made

        return single

    def structure(self, data: Any, cls: type[Any] = Article) -> tuple[Any, list[Mistake]]:
        """The model that `data` means, as far as it can be made, and every malformed field.

        The model is None if `data` is no mapping at all.
        """
        if type(data) is not dict:
            name = "a corpus.yaml" if cls is Manifest else "an article's annotation"
            return None, [Mistake((), "NC103", f"expected a mapping: {name} begins with `format: newscorpus/1`")]
        self._reader.guesses = limits.MAX_SUGGESTIONS
        try:
            return (self._article if cls is Article else self.hook(cls))(data), []
        except Malformed as e:
            return e.value, e.mistakes

    def canonical(self, model: Any) -> dict[str, Any]:
        """Plain data in long forms, tables as lists of `{id, …}`: what data tools read."""
        out: dict[str, Any] = writer(type(model), long=True)(model)
        return out

    def short(self, model: Any) -> dict[str, Any]:
        """Plain data in short forms, tables as mappings: what people read and write."""
        out: dict[str, Any] = writer(type(model), long=False)(model)
        return out


@lru_cache(maxsize=1)
def default_codec() -> Codec:
    """The codec of a corpus with all defaults."""
    return Codec()


def structure_manifest(data: Any) -> tuple[Manifest | None, list[Mistake]]:
    """What `corpus.yaml` says. Its registry may use the words and fields that it declares, so it is read twice."""
    first, mistakes = default_codec().structure(data, Manifest)
    if first is None:
        return None, mistakes
    return Codec(evolve_unchecked(first, actors=EMPTY)).structure(data, Manifest)


__all__ = ["Codec", "Event", "Malformed", "Mistake", "default_codec", "make_converter", "structure_manifest"]
