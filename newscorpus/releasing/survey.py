"""Survey: the articles of a corpus, one at a time -> what a release says of them, and why they cannot be published."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from newscorpus._version import __version__
from newscorpus.api.agreement import Agreement
from newscorpus.api.stats import Statistics
from newscorpus.api.vocabulary import codebook
from newscorpus.diagnostics.report import Report
from newscorpus.errors import UsageError
from newscorpus.interchange.engine.output import Rights, without_text
from newscorpus.models import MANIFEST, Article, Manifest, Publication
from newscorpus.releasing.withheld import letters_of, repeats, runs, strings_of
from newscorpus.text.words import counted

ASKED: Final = (
    *("creators", "published", "url", "sources", "limitations", "biases"),
    *("personal_information", "use_cases", "social_impact", "synthetic"),
)
"""The fields of `publication` that Croissant requires, or that NeurIPS 2026 wants in it."""
_NAMED: Final = 5


@attrs.define
class Survey:
    """What a release says of its articles. Call `add` for each article."""

    manifest: Manifest
    """The `corpus.yaml` of the release."""
    rights: Rights
    """The rights in all texts, in those that are withheld, too."""
    included: Rights
    """The rights in the texts that are published."""
    statistics: Statistics = attrs.field(factory=Statistics)
    report: Report = attrs.field(factory=Report)
    """The report of the check."""
    agreement: Agreement | None = None
    """How far annotators agree, if there are several annotations."""
    version: str = __version__
    """The version of newscorpus that checked the corpus."""
    languages: Counter[str] = attrs.field(factory=Counter)
    annotators: Counter[str] = attrs.field(factory=Counter)
    programs: Counter[str] = attrs.field(factory=Counter)
    """Programs and language models → the number of drafts by each."""
    reviewers: Counter[str] = attrs.field(factory=Counter)
    states: Counter[str] = attrs.field(factory=Counter)
    publishers: Counter[str] = attrs.field(factory=Counter)
    reviewed: int = 0
    most_annotators: int = 0
    withheld: list[str] = attrs.field(factory=list)
    """The ids of the articles whose texts are withheld."""
    runs: set[int] = attrs.field(factory=set)
    """The five words in a row of the withheld texts that a release could repeat, as numbers."""
    open_ids: set[str] = attrs.field(factory=set)
    """The ids of five words or more in articles whose texts are published."""
    repeated: list[str] = attrs.field(factory=list)
    """What articles whose texts are published repeat of withheld texts, such as `note` of an article."""
    _said: set[int] = attrs.field(factory=set)
    """All five words in a row that a release could say, but for texts and quotes."""
    _unstated: list[str] = attrs.field(factory=list)
    _unknown: list[str] = attrs.field(factory=list)

    @classmethod
    def of(cls, manifest: Manifest) -> "Survey":
        """Begin the survey of a corpus with this `corpus.yaml`."""
        return cls(manifest, Rights(manifest), Rights(manifest))

    @property
    def publication(self) -> Publication:
        """What `corpus.yaml` says of the release."""
        return self.manifest.publication or Publication()

    @property
    def title(self) -> str:
        """The title of the corpus, or its name."""
        return self.manifest.title or self.manifest.name

    def not_stated(self) -> tuple[str, ...]:
        """Return what Croissant or conferences ask for, and `corpus.yaml` does not say."""
        values: dict[str, object] = {"description": self.manifest.description}
        values |= {name: getattr(self.publication, name) for name in ASKED}
        return tuple(name for name, value in values.items() if value is None or value == ())

    def add(self, article: Article, *, withhold: bool) -> None:
        """Count an article; `withhold` its text or not."""
        self.statistics.add(without_text(article) if withhold else article)
        self.languages[article.language or "und"] += 1
        if article.publisher is not None:
            self.publishers[article.publisher] += 1
        self._add_people(article)
        list(self.rights.collect([article]))
        if withhold:
            self._withhold(article)
            return
        ids = (article.id, *article.actors, *article.events)
        self.open_ids.update(id_ for id_ in ids if any(runs(id_)))
        known = self.included.unstated + self.included.unstated_quoted
        list(self.included.collect([article]))
        if self.included.unstated + self.included.unstated_quoted > known:
            self._unstated.append(article.id)

    def expect(self, articles: Iterable[Article]) -> None:
        """Look through all articles before texts are withheld: all runs of all texts would need much memory."""
        for model in (self.manifest, codebook(), *articles):
            for _, value in strings_of(model):
                self._said.update(runs(value))

    def note_repeated(self, article: Article) -> None:
        """Note what in an article repeats withheld texts, and is not in its own text."""
        own = letters_of(article.text or "")
        for path, value in strings_of(article):
            if repeats(value, self.runs) and letters_of(value) not in own:
                self.repeated.append(f"`{path}` of `{article.id}`")

    def _withhold(self, article: Article) -> None:
        if article.text is None:
            self._unknown.append(article.id)
            return
        self.withheld.append(article.id)
        self.runs.update(run for run in runs(article.text) if run in self._said)

    def _add_people(self, article: Article) -> None:
        annotation = article.annotation
        if annotation is None:
            return
        self.annotators.update(annotation.by)
        self.reviewers.update(annotation.reviewed_by)
        self.most_annotators = max(self.most_annotators, len(annotation.by))
        self.reviewed += bool(annotation.reviewed_by)
        if annotation.drafted_by is not None:
            self.programs[annotation.drafted_by] += 1
        if annotation.state is not None:
            self.states[annotation.state] += 1

    def require_publishable(self) -> None:
        """Raise UsageError with all reasons why the corpus cannot be published."""
        reasons = list(self._reasons())
        if reasons:
            raise UsageError(f"the corpus cannot be released: {'; '.join(reasons)}")

    def _reasons(self) -> Iterator[str]:
        if self.manifest.license is None:
            yield f"{MANIFEST} states no licence of the annotations: add `license`"
        if self._unknown:
            yield f"words of a text can be withheld only where there is the text: {_some(self._unknown)} lack theirs"
        people = [*self.annotators, *self.programs, *self.reviewers, *self.publishers, *self.rights.notices]
        named = [(f"`{path}` in {MANIFEST}", value) for path, value in strings_of(self.manifest)]
        named += [(f"`{name}`", name) for name in people]
        for name, value in named:
            if repeats(value, self.runs):
                yield f"{name} repeats words of a withheld text"
        if self._unstated:
            texts = counted(len(self._unstated), "text")
            yield (
                f"the rights in {texts} are not stated ({_some(self._unstated)}): add `text_license` or `text_rights`"
                f" to {MANIFEST}, or `text_license` to the articles, or withhold texts with --without-text"
            )


def _some(ids: list[str]) -> str:
    return ", ".join(f"`{id_}`" for id_ in ids[:_NAMED]) + (", …" if len(ids) > _NAMED else "")
