"""The rights in an export: in the annotations, which corpus.yaml licenses, and in the texts, which others may hold."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from newscorpus.models import Article, Manifest
from newscorpus.models.article import text_of
from newscorpus.text.nouns import counted

_NOTICES: Final = ("source_copyrightNotice", "source_copyrightHolder")
"""Attributes in which imports from news formats keep who holds the rights in a text; the first is taken."""
_MOST_NOTICES: Final = 5


@attrs.define
class Rights:
    """The licences of what is exported, collected while the articles are written."""

    manifest: Manifest
    text_licenses: Counter[str] = attrs.field(factory=Counter)
    """Licence → the number of texts that have it, whether they are included or only quoted."""
    notices: set[str] = attrs.field(factory=set)
    """What articles say of who holds the rights in their texts."""
    actors: set[str] = attrs.field(factory=set)
    """The ids of all actors of the articles."""
    texts: int = 0
    """The number of texts that are included."""
    quoted: int = 0
    """The number of other texts: the annotations quote words of them, which can be most of a text."""
    unstated: int = 0
    """The number of included texts of which neither the article nor corpus.yaml states the rights."""
    unstated_quoted: int = 0
    """The number of such texts that are only quoted."""

    def collect(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Yield the articles, and keep what is said of the rights in their texts."""
        for article in articles:
            self.actors.update(article.actors)
            is_included = article.text is not None
            self.texts += is_included
            self.quoted += not is_included
            if license_ := article.text_license or self.manifest.text_license:
                self.text_licenses[license_] += 1
            notice = next((one for name in _NOTICES if (one := article.attributes.get(name))), None)
            if isinstance(notice, str):
                self.notices.add(notice)
            elif not license_ and self.manifest.text_rights is None:
                self.unstated += is_included
                self.unstated_quoted += not is_included
            yield article

    @property
    def named(self) -> list[tuple[str, str]]:
        """Return what each licence covers, and the licence: "annotations" first, then "texts"."""
        annotations = [("annotations", self.manifest.license)] if self.manifest.license else []
        covers = "texts" if self.texts else "quoted words"
        return annotations + [(covers, license_) for license_ in sorted(self.text_licenses)]

    def statement(self) -> str:
        """Return in a sentence each who may do what with the annotations and the texts."""
        licenses = sorted(self.text_licenses.items())
        several = len(licenses) > 1
        texts = [f"{name} ({counted(number, 'text')})" if several else name for name, number in licenses]
        texts += filter(None, [self.manifest.text_rights])
        texts += sorted(self.notices)[:_MOST_NOTICES]
        if len(self.notices) > _MOST_NOTICES:
            texts.append(f"{len(self.notices) - _MOST_NOTICES} more notices, in the articles")
        if unstated := self.unstated + self.unstated_quoted:
            texts.append(f"of {unstated} no rights are stated")
        said = [f"Annotations: {self.manifest.license or 'no licence is stated'}."]
        if self.quoted and not self.texts:
            said.append("The texts of the articles are not included, but the annotations quote words of them.")
        if texts:
            said.append(f"Texts: {'; '.join(texts).rstrip('.')}.")
        return " ".join(said)


def without_text(article: Article) -> Article:
    """Return the article with its text withheld: the hash of the text stays, and so do all offsets of quotes."""
    if article.text is None:
        return article
    return attrs.evolve(article, text=None, text_file=None, sha256=text_of(article.text).sha256)
