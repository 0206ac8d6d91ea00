"""Diff: two paths or git revisions -> their comparison."""

import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from newscorpus.api.compare import Comparison, compare
from newscorpus.diagnostics.report import Report, Span
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.fs import git
from newscorpus.models import MANIFEST


def diff(old: str, new: str = ".", *, skip_invalid: bool = False) -> Comparison:
    """Compare two versions of files or folders.

    Args:
        old: A file or folder; or a git revision: then what `new` names, as it was then.
        new: A file or folder; or a git revision likewise. If both are revisions, of the current folder.
        skip_invalid: Whether to leave out articles with errors, on both sides. The report has the errors.

    Returns:
        The comparison. Places in a revision have its name before the file: `HEAD~1:corpus/court.yaml`.

    Raises:
        InvalidCorpus: If a file has errors.
        UsageError: If one is neither a path nor a revision, or a revision does not have the file.
    """
    paths = [Path(word) if os.path.lexists(word) else None for word in (old, new)]
    default = next((path for path in reversed(paths) if path is not None), Path())
    with _opened(old, paths[0], default) as a, _opened(new, paths[1], default) as b:
        try:
            comparison = compare(a.path, b.path, skip_invalid=skip_invalid)
        except InvalidCorpus as e:
            raise InvalidCorpus(b.report(a.report(e.report))) from None
        except UsageError as e:
            raise UsageError(b.words(a.words(str(e)))) from None
    return attrs.evolve(
        comparison,
        report=b.report(a.report(comparison.report)),
        unmatched=tuple(
            attrs.evolve(lone, place=lone.place and (a if lone.side == "a" else b).named(lone.place))
            for lone in comparison.unmatched
        ),
        differences=tuple(
            attrs.evolve(
                difference,
                place_a=difference.place_a and a.named(difference.place_a),
                place_b=difference.place_b and b.named(difference.place_b),
            )
            for difference in comparison.differences
        ),
    )


@attrs.frozen
class _Version:
    """A path, and the revision and temporary folder that it is from."""

    path: Path
    revision: str = ""
    folder: str = ""

    def named(self, span: Span) -> Span:
        """A place with the name that a user knows."""
        if not self.folder or not span.file.startswith(self.folder):
            return span
        return attrs.evolve(span, file=f"{self.revision}:{Path(span.file).relative_to(self.folder).as_posix()}")

    def words(self, message: str) -> str:
        """A message with such names."""
        if not self.folder:
            return message
        return message.replace(f"{self.folder}/", f"{self.revision}:").replace(self.folder, self.revision)

    def report(self, report: Report) -> Report:
        """A report with such names."""
        renamed = (
            attrs.evolve(
                diagnostic,
                primary=self.named(diagnostic.primary),
                labels=tuple(attrs.evolve(label, span=self.named(label.span)) for label in diagnostic.labels),
                fixes=() if self.folder else diagnostic.fixes,
            )
            for diagnostic in report.diagnostics
        )
        return attrs.evolve(report, diagnostics=tuple(renamed))


@contextmanager
def _opened(word: str, path: Path | None, default: Path) -> Iterator[_Version]:
    if path is not None:
        yield _Version(path)
        return
    with tempfile.TemporaryDirectory(prefix="newscorpus-") as folder:
        yield _Version(_extract(word, default, os.path.realpath(folder)), word, os.path.realpath(folder))


def _extract(revision: str, path: Path, folder: str) -> Path:
    """Write the corpus around a path, as it was in a git revision, to a folder; return the path there."""
    if not hasattr(tarfile, "data_filter"):
        raise UsageError("a git revision needs Python 3.11.4 or later")
    beside = path if path.is_dir() else path.parent
    commit = git.commit_of(beside, revision)
    if commit is None:
        raise UsageError(f"{revision} is neither a file or folder, nor a git revision")
    top = Path(str(git.output(beside, "rev-parse", "--show-toplevel")).strip())
    inside = Path(os.path.realpath(path)).relative_to(os.path.realpath(top))
    if inside != Path() and git.output(top, "cat-file", "-e", f"{commit}:{inside.as_posix()}") is None:
        raise UsageError(f"{revision} has no {inside.as_posix()}")
    near = next(
        (above for above in (inside, *inside.parents) if _is_corpus(top, commit, above)),
        inside.parent,
    )
    archive = git.run(top, "archive", "--format=tar", commit, "--", near.as_posix())
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
        tar.extractall(folder, filter=_inside)  # noqa: S202 - filtered
    return Path(folder) / inside


def _inside(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """Leave out links that lead elsewhere, as the check does."""
    try:
        return tarfile.data_filter(member, folder)
    except tarfile.FilterError:
        return None


def _is_corpus(top: Path, commit: str, folder: Path) -> bool:
    return git.output(top, "cat-file", "-e", f"{commit}:{(folder / MANIFEST).as_posix()}") is not None
