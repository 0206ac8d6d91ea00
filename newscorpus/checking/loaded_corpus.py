"""A `corpus.yaml` -> its settings, the rules that apply to its articles, and what is wrong with it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path as FilePath
from typing import Final

import attrs

from newscorpus.checking.globs import too_alike, unmatched
from newscorpus.checking.selection import Selection
from newscorpus.codec import Codec, StructureError, default_codec, structure_manifest
from newscorpus.diagnostics.report import Diagnostic, Path, Report, Severity, with_fixes
from newscorpus.errors import InvalidCorpus
from newscorpus.fs.folders import relative
from newscorpus.models import DEFAULT_MANIFEST, MANIFEST, Article, Checks, Manifest
from newscorpus.models.frozen import cached_by_identity, evolve_unchecked
from newscorpus.parsed import AMBIGUOUS, SourceRecord, parse
from newscorpus.places import Coded, Places, finding_of, limited, visible
from newscorpus.rules import RULES, ArticleContext
from newscorpus.rules.configuration import invalid_configuration, removed_in_settings, removed_rule
from newscorpus.rules.dates import no_such_day, reversed_interval
from newscorpus.rules.guard import found_by
from newscorpus.rules.ids import unknown_actor
from newscorpus.rules.registry import hiding
from newscorpus.rules.roles import country_without_code, role_in_person, roles_of_no_person
from newscorpus.rules.summary import qids_of
from newscorpus.text.suggest import Candidates
from newscorpus.text.words import counted

WITHHELD: Final = "withheld.jsonl"
"""The file of a release with the articles whose texts are withheld: its `corpus.yaml` excludes it."""
ATTACHED: Final = "attached.jsonl"
"""The file of a release with those of them that have their texts again."""

_MANIFEST_RULES: Final = tuple(rule for rule in RULES if rule.scope == "manifest")
_REGISTRY_RULES: Final = (
    unknown_actor,
    role_in_person,
    no_such_day,
    reversed_interval,
    country_without_code,
    roles_of_no_person,
)
"""The rules about actors that also apply to those of a registry."""
# Of thousands of actors, they take longer than an article.
_ids_of = cached_by_identity(Candidates)
_qids_of = cached_by_identity(qids_of)


@attrs.frozen
class LoadedCorpus:
    """A folder of articles with its `corpus.yaml`, or without one: then with all defaults."""

    root: FilePath
    """Its folder, which no `text_file` may leave."""
    selection: Selection
    manifest: Manifest = DEFAULT_MANIFEST
    """The content of its `corpus.yaml`, or the defaults."""
    codec: Codec = attrs.field(factory=default_codec)
    shown: str | None = None
    """Name of its `corpus.yaml` in findings; None if it has none."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """The findings about `corpus.yaml` itself."""
    places: Places | None = None
    """Makes further diagnostics with positions in `corpus.yaml`."""
    broken: bool = False
    """Whether `corpus.yaml` has errors that leave its settings in doubt. Then no article is judged by them."""
    today: date | None = None
    """The day on which the check is run; None for the computer's."""
    texts: Callable[[str, str], bytes] | None = None
    """Reads the article text that a file names, where files are not on this machine. Raises Unreadable."""
    severities: Mapping[str, Severity] = attrs.field(init=False, repr=False)
    """The severities of findings that its settings change, by code."""
    registered: Candidates = attrs.field(init=False, repr=False, eq=False)
    """The ids of the registry, to suggest."""
    qids: Mapping[str, str] = attrs.field(init=False, repr=False)
    """QIDs of the registry, each with the first id that has it."""

    def without_texts(self) -> str | None:
        """Say how many articles of a release are skipped, since they lack their texts; None if there are none."""
        if f"/{WITHHELD}" not in self.manifest.exclude:
            return None
        count = _lines(self.root / WITHHELD) - _lines(self.root / ATTACHED)
        folder = relative(self.root).as_posix()
        skipped = f"skipped {counted(count, 'article')} without text in {folder}/{WITHHELD}"
        return f"{skipped}; `newscorpus attach-text {folder} TEXTS` puts texts back" if count > 0 else None

    @severities.default
    def _severities(self) -> Mapping[str, Severity]:
        return dict(self.selection.severities)

    @registered.default
    def _registered(self) -> Candidates:
        return _ids_of(self.manifest.actors)

    @qids.default
    def _qids(self) -> Mapping[str, str]:
        return _qids_of(self.manifest.actors)

    @property
    def name(self) -> str | None:
        """The corpus's name, if it has one."""
        return (self.manifest.name or None) if self.shown else None

    @property
    def fail_on(self) -> Severity:
        """The least severity that makes a check of its articles fail."""
        checks = self.manifest.checks
        return Severity(checks.fail_on) if checks and checks.fail_on else Severity.ERROR

    def with_fixes(self) -> tuple[Diagnostic, ...]:
        """The diagnostics of `corpus.yaml` with their fixes."""
        return with_fixes(self.diagnostics, self.places.fixes(self.diagnostics) if self.places else {})

    def require_valid(self) -> None:
        """Raise InvalidCorpus if its `corpus.yaml` has errors."""
        if self.broken:
            raise InvalidCorpus(Report(self.with_fixes()))

    def unmatched(self, names: Iterable[str], others: Iterable[str]) -> list[tuple[Path, str]]:
        """Return the patterns of its `corpus.yaml` that match none of its files: see `globs.unmatched`."""
        return list(unmatched(self.manifest, names, others)) if self.shown and not self.broken else []

    def with_all_files(self) -> "LoadedCorpus":
        """Return it as a broken one: all files in its folder are its own, so no other corpus judges them."""
        return attrs.evolve(self, broken=True, manifest=evolve_unchecked(self.manifest, articles=("*",), exclude=()))


def _lines(path: FilePath) -> int:
    """The number of lines of a file; 0 if there is none."""
    if not path.is_file():
        return 0
    with path.open("rb") as file:
        return sum(1 for _ in file)


def load_corpus(
    data: bytes, root: FilePath, shown: str, choose: Callable[[Checks | None], Selection], today: date | None = None
) -> LoadedCorpus:
    """Return the corpus in a folder.

    Args:
        data: The bytes of its `corpus.yaml`.
        root: The folder.
        shown: The name of its `corpus.yaml` in findings.
        choose: The rules that apply, given the settings in `checks`.
        today: The day of the check; None for the computer's.
    """
    record = SourceRecord(shown, data, "yaml")
    parsed = parse(record, Manifest, hints=False)
    structured, errors, findings = None, list[StructureError](), list[Coded]()
    if parsed.document.data is not None:
        structured, errors = structure_manifest(parsed.document.data)
    manifest = structured or DEFAULT_MANIFEST
    selection = choose(manifest.checks)
    malformed = [(error.code, finding_of(error)) for error in errors if not error.silent]
    if structured is not None:
        broken = frozenset(error.broken for error in errors)
        with hiding(selection.absent):
            findings += visible(_run_rules(manifest, broken), broken)
        findings += ((invalid_configuration.code, finding) for finding in too_alike(manifest))
    malformed += [coded for coded in findings if coded[0] == invalid_configuration.code]
    active = selection.active(MANIFEST)
    if AMBIGUOUS in active:  # rarely: to find these takes longer
        parsed = parse(record, Manifest)
    places = Places(parsed, dict(selection.severities))
    # These leave the settings in doubt, so they are reported whatever rules are selected.
    doubts = [*places.problems(), *(places.diagnostic(*coded) for coded in limited(malformed))]
    further = [coded for coded in findings if coded[0] != invalid_configuration.code]
    others = [places.diagnostic(*coded) for coded in limited(further)]
    errors_in_doubt = [diagnostic for diagnostic in doubts if diagnostic.severity is Severity.ERROR]
    applied = tuple(
        diagnostic for diagnostic in (*doubts, *others) if diagnostic.code in active or diagnostic in errors_in_doubt
    )
    codec = Codec(manifest)
    corpus = LoadedCorpus(root, selection, manifest, codec, shown, applied, places, today=today)
    return corpus.with_all_files() if errors_in_doubt else corpus


def _run_rules(manifest: Manifest, broken: frozenset[Path]) -> Iterator[Coded]:
    """Yield the findings of the rules about the manifest, and of the rules about actors in its registry."""
    for rule in _MANIFEST_RULES:
        yield from found_by(rule, manifest)
    yield from ((removed_rule.code, finding) for finding in removed_in_settings(manifest))
    article = evolve_unchecked(Article(id="registry", text=""), actors=manifest.actors)  # they may be malformed
    context = ArticleContext(article, manifest.actors, manifest, None, broken=broken)
    for rule in _REGISTRY_RULES:
        yield from found_by(rule, context)
