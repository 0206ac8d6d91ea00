"""Baselines: known findings that are accepted for now, so that a later check shows the new ones.

A baseline is a file of lines, sorted, each a JSON object by itself: the fingerprint of a finding, its code, file, path
and message for people who read its differences, and `count` if several findings are equal. Lines do not depend on each
other: some can be deleted, or those of two files put together in any order, as git does with `merge=union`.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import attrs

from newscorpus import limits
from newscorpus.codec.addresses import place_of
from newscorpus.diagnostics.report import Diagnostic, Severity
from newscorpus.errors import UsageError
from newscorpus.formats.source_text import Lines, SourceText
from newscorpus.fs import atomic, reading
from newscorpus.models.frozen import EMPTY
from newscorpus.rules.configuration import stale_baseline

_SURROGATE = re.compile("[\ud800-\udfff]")


@attrs.frozen
class Entry:
    """A line of a baseline."""

    fingerprint: str
    code: str
    file: str
    """Relative to the baseline, so it does not depend on the current folder."""
    path: str = ""
    message: str = ""
    count: int = 1

    @property
    def line(self) -> str:
        """The line, in UTF-8 but for lone surrogates in the names of files."""
        fields = attrs.asdict(self, filter=lambda field, value: field.name != "count" or value != 1)
        text = json.dumps(fields, ensure_ascii=False)
        return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


@attrs.frozen
class Scope:
    """What a check looked for: an entry of it whose finding was not found is stale."""

    judges: Callable[[Entry, Path], bool]
    """Whether the check reports all findings of a file, given an entry and the absolute path of its file."""
    active: Collection[str]
    """The codes of the rules that were applied."""
    elsewhere: Collection[str]
    """Fingerprints of findings in files that were read, but not reported."""
    errors: Mapping[Path, Collection[str | None]] = EMPTY
    """By absolute path of a file: fingerprints of its errors beside which other rules may not judge."""

    def contains(self, baseline: Path, known: Collection[str], entry: Entry) -> bool:
        """Report whether the finding of an entry of a baseline would have been found, wherever its file is now.

        `known` are the fingerprints of the baseline: rules were not applied beside new errors alone.
        """
        file = Path(os.path.abspath(baseline.parent / entry.file))
        if entry.code not in self.active or entry.fingerprint in self.elsewhere or not self.judges(entry, file):
            return False
        return all(error in known for error in self.errors.get(file, ()))


@attrs.frozen
class Update:
    """The change of a baseline."""

    entries: Sequence[Entry]
    removed: int
    """How many findings it does not contain any more."""
    added: int
    """How many findings it contains from now on."""

    @property
    def total(self) -> int:
        """How many findings it contains."""
        return sum(entry.count for entry in self.entries)

    @property
    def text(self) -> str:
        """The contents of its file."""
        return "".join(f"{line}\n" for line in sorted(entry.line for entry in self.entries))

    def write(self, path: Path) -> None:
        """Write the baseline. Raises OSError."""
        atomic.write_text(path, self.text)


@attrs.frozen(slots=False)
class Baseline:
    """The content of a baseline file, and how many findings of each entry it still covers."""

    path: Path
    root: Path | None = None
    """The folder whose findings it covers; None if it covers all."""
    severity: Severity = stale_baseline.severity
    """That of its stale entries."""
    reported: frozenset[str] = frozenset()
    """The codes of rules whose findings it never covers. Their messages name its entries."""
    _text: str = ""
    _entries: Sequence[Entry] = ()
    _left: Mapping[str, Counter[str]] = attrs.field(init=False)
    """By fingerprint: how many findings are left to cover, by the file of the entry."""

    @_left.default
    def _all(self) -> Mapping[str, Counter[str]]:
        left: dict[str, Counter[str]] = {}
        for entry in self._entries:
            left.setdefault(entry.fingerprint, Counter())[entry.file] = entry.count
        return left

    @classmethod
    def read(
        cls,
        path: Path,
        root: Path | None = None,
        severity: Severity = stale_baseline.severity,
        reported: frozenset[str] = frozenset(),
        data: bytes | None = None,
    ) -> "Baseline":
        """Read a baseline file, or `data` in place of it. Raises UsageError if it is not one."""
        try:
            text = (reading.read_bytes(path) if data is None else data).decode("utf-8")
        except (reading.Unreadable, UnicodeDecodeError) as e:
            raise UsageError(f"{path}: no baseline can be read: {e}") from None
        return cls(path, root, severity, reported, text, _parsed(path, text))

    def subtract(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the findings that it does not cover, and use up the entries of the others."""
        left = []
        for diagnostic in diagnostics:
            if not self._covers(diagnostic):
                left.append(diagnostic)
            elif diagnostic.code in self.reported:
                entry = f"in the baseline {self.path.as_posix()} as {diagnostic.fingerprint}"
                note = f"{entry}, but no article is complete with it; `--no-baseline` reports it"
                left.append(attrs.evolve(diagnostic, message=f"{diagnostic.message} ({note})"))
        return left

    @property
    def fingerprints(self) -> Collection[str]:
        """The fingerprints of its entries."""
        return self._left.keys()

    @property
    def files(self) -> Collection[str]:
        """The files of its entries, relative to its folder."""
        return {entry.file for entry in self._entries}

    def _covers(self, diagnostic: Diagnostic) -> bool:
        left = self._left.get(diagnostic.fingerprint)
        if not left or not self._is_about(diagnostic.primary.file):
            return False
        own = self._named(diagnostic.primary.file)
        # Without an entry for its own file, the file was moved.
        file = own if left[own] > 0 else next((file for file, count in left.items() if count > 0), None)
        if file is None:
            return False
        left[file] -= 1
        return True

    def _is_about(self, file: str) -> bool:
        return self.root is None or Path(os.path.abspath(file)).is_relative_to(self.root)

    def known_in(self, shown: str) -> Mapping[str, int] | None:
        """Return how often it has each finding of a file, by fingerprint; None if it has none.

        Of a file that was moved, it has none: its findings are still covered.
        """
        return self._by_file.get(self._named(shown)) if self._by_file and self._is_about(shown) else None

    @cached_property
    def _by_file(self) -> dict[str, dict[str, int]]:
        by_file: dict[str, dict[str, int]] = {}
        for entry in self._entries:
            if entry.code not in self.reported:
                by_file.setdefault(entry.file, {})[entry.fingerprint] = entry.count
        return by_file

    def _named(self, shown: str) -> str:
        return Path(os.path.relpath(shown, self.path.parent)).as_posix()

    def use_up(self, shown: str, fingerprints: Iterable[str]) -> None:
        """Use up the entries of findings in a file that it covers, and of which no diagnostics were built."""
        file = self._named(shown)
        for fingerprint in fingerprints:
            self._left[fingerprint][file] -= 1

    def stale(self, scope: Scope) -> list[Diagnostic]:
        """Return NC804 for each entry that is not used up, once all findings are subtracted."""
        unused = [entry for entry in self._unused() if scope.contains(self.path, self.fingerprints, entry)]
        if stale_baseline.code not in scope.active or not unused:
            return []
        here = SourceText(self.path.as_posix(), Lines(self._text))
        places = self._places
        most = limits.MAX_FINDINGS
        diagnostics = [
            Diagnostic.from_rule(
                stale_baseline,
                f"stale entry: {entry.code} in {entry.file} is no longer found",
                here.span(*places[entry.fingerprint, entry.file]),
                severity=self.severity,
                help=f"run `newscorpus check --update-baseline {self.path.as_posix()}`",
                arguments=(entry.fingerprint,),
            )
            for entry in unused[:most]
        ]
        if unused[most:]:
            message = f"{len(unused):,} stale entries: the first {most:,} are reported"
            diagnostics.append(Diagnostic.from_rule(stale_baseline, message, here.span(0, 0), severity=self.severity))
        return diagnostics

    @property
    def _places(self) -> dict[tuple[str, str], tuple[int, int]]:
        """The span of the fingerprint of each entry, by fingerprint and file; of several equal ones the last."""
        spans: dict[tuple[str, str], tuple[int, int]] = {}
        start = 0
        for line in self._text.split("\n"):
            if entry := parse_entry(line):
                at = start + max(line.find(entry.fingerprint), 0)
                spans[entry.fingerprint, entry.file] = at, at + len(entry.fingerprint)
            start += len(line) + 1
        return spans

    def update(self, diagnostics: Iterable[Diagnostic], scope: Scope | None = None, *, grow: bool = True) -> Update:
        """Return the change that makes it contain these findings, and no stale entries.

        Args:
            diagnostics: The findings of a check, of which none are subtracted yet. Those without a fingerprint cannot
                be in a baseline.
            scope: What the check looked for; None for everything. Other entries stay.
            grow: Whether to add findings.
        """
        kept, added = list[Entry](), 0
        for diagnostic in diagnostics:
            new = self.subtract([diagnostic]) if diagnostic.fingerprint else []
            added += len(new)
            if diagnostic.fingerprint and (grow or not any(one is diagnostic for one in new)):
                kept.append(self._entry_of(diagnostic))
        unused = list(self._unused())
        known = {*self.fingerprints, *(entry.fingerprint for entry in kept)}
        stale = [entry for entry in unused if scope is None or scope.contains(self.path, known, entry)]
        gone = {(entry.fingerprint, entry.file) for entry in stale}
        entries: dict[tuple[str, str], Entry] = {}
        for entry in (*kept, *(entry for entry in unused if (entry.fingerprint, entry.file) not in gone)):
            key = entry.fingerprint, entry.file
            entries[key] = attrs.evolve(entry, count=entry.count + (entries[key].count if key in entries else 0))
        return Update(list(entries.values()), sum(entry.count for entry in stale), added if grow else 0)

    def _entry_of(self, diagnostic: Diagnostic) -> Entry:
        return Entry(
            diagnostic.fingerprint,
            diagnostic.code,
            self._named(diagnostic.primary.file),
            place_of(diagnostic.path),
            diagnostic.message,
        )

    def _unused(self) -> Iterator[Entry]:
        """The entries that are not used up, each with the count that is left."""
        for entry in self._entries:
            left = self._left[entry.fingerprint][entry.file]
            if left > 0:
                yield attrs.evolve(entry, count=left)


def _parsed(path: Path, text: str) -> list[Entry]:
    """The entries. A merge may leave several lines for one: the highest count is the right one."""
    entries: dict[tuple[str, str], Entry] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            entry = parse_entry(line)
            if entry is None:
                raise UsageError(f"{path}:{number}: not an entry of a baseline; correct or delete the line")
            known = entries.get((entry.fingerprint, entry.file))
            if known is None or known.count < entry.count:
                entries[entry.fingerprint, entry.file] = entry
    return list(entries.values())


def parse_entry(line: str) -> Entry | None:
    """The entry of a line; None if it is not one."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if type(data) is not dict or not data.keys() <= _TYPES.keys():
        return None
    if not all(type(value) is _TYPES[name] for name, value in data.items()) or not data.keys() >= _REQUIRED:
        return None
    return Entry(**data) if data.get("count", 1) > 0 and "\0" not in data["file"] and data["fingerprint"] else None


def is_baseline(*texts: str) -> bool:
    """Report whether all texts are baselines, at least one of which has entries."""
    lines = [line for text in texts for line in text.split("\n") if line.strip()]
    return bool(lines) and all(parse_entry(line) is not None for line in lines)


def merged_baselines(base: str, ours: str, theirs: str) -> str | None:
    """Return two baselines that began with the same one as one, without conflicts; None if a line is no entry.

    Of two counts, it has the higher one. An entry that one side deletes and the other changes is not deleted.
    """
    base_entries, our_entries, their_entries = (_entries(text) for text in (base, ours, theirs))
    if base_entries is None or our_entries is None or their_entries is None:
        return None
    lines = list[str]()
    for key in {**base_entries, **our_entries, **their_entries}:
        old, mine, new = base_entries.get(key), our_entries.get(key), their_entries.get(key)
        if mine == old or new in (mine, old):
            kept = new if mine == old else mine
        else:
            kept = max(filter(None, (mine, new)), key=lambda entry: entry.count)
        lines += [kept.line] if kept else []
    return "".join(f"{line}\n" for line in sorted(lines))


def _entries(text: str) -> Mapping[tuple[str, str], Entry] | None:
    """The entries of a baseline; None if a line is none."""
    entries = dict[tuple[str, str], Entry]()
    for line in filter(str.strip, text.split("\n")):
        entry = parse_entry(line)
        if entry is None:
            return None
        entries[entry.fingerprint, entry.file] = entry
    return entries


_TYPES = {field.name: field.type for field in attrs.fields(Entry)}
_REQUIRED = {"fingerprint", "code", "file"}
