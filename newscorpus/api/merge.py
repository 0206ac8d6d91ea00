"""Merge: two versions of a file, and that with which both began -> the text of both changes; git's driver."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final, Literal

from newscorpus.checking.baseline import is_baseline, merged_baselines
from newscorpus.checking.globs import FORMATS
from newscorpus.errors import UsageError
from newscorpus.fs import atomic, reading
from newscorpus.merging.data import Conflict
from newscorpus.merging.text import Markers, MergeFormat, Versions, merge_text
from newscorpus.models import MANIFEST

_Format = MergeFormat | Literal["baseline"]


def merge(base: str, ours: str, theirs: str, format: str = "yaml") -> tuple[str, tuple[Conflict, ...]]:
    r"""Merge two versions of an annotation, a `corpus.yaml` or a baseline that began with the same text.

    What only one side changed is as that side has it, in events, actors and claims, not in lines: two events that are
    added at the same place do not conflict. The text is that of git if it is clean and has that data. Otherwise it is
    OURS with the changes of THEIRS, whose source is copied with its comments. Comments are merged as fields are, by
    what they belong to. All else stays in its layout.

    Args:
        base: The text with which both began.
        ours: The text of our side.
        theirs: The text of their side.
        format: yaml, json, jsonl (JSON Lines) or baseline.

    Returns:
        The text, and the conflicts. Where both changed a value or a comment differently, or one deletes or renames an
        id that the other begins to use, the text has both values between markers as those of git. A version that
        cannot be parsed is merged by lines.

    Raises:
        UsageError: If the format is unknown.

    Example::

        base = "format: newscorpus/1\nid: a\nlanguage: en\ntext: It rained.\n"
        ours, theirs = base + "headline: Rain\n", base + "author: Ida Holm\n"
        text, conflicts = nc.merge(base, ours, theirs)
        assert not conflicts and text == ours + "author: Ida Holm\n"
    """
    formats: dict[str, _Format] = {"yaml": "yaml", "json": "json", "jsonl": "jsonl", "baseline": "baseline"}
    if format not in formats:
        raise UsageError(f"no format {format!r}: {', '.join(formats)}")
    return _merged(Versions(base, ours, theirs), formats[format], Markers())


def _merged(versions: Versions, format: _Format, markers: Markers) -> tuple[str, tuple[Conflict, ...]]:
    if format != "baseline":
        return merge_text(versions, format, markers)
    text = versions.settled or merged_baselines(versions.base, versions.ours, versions.theirs)
    return merge_text(versions, "lines", markers) if text is None else (text, ())


ATTRIBUTES: Final = ".gitattributes"
_PATTERNS: Final = ("*.yaml", "*.yml", "*.json", "*.jsonl", "*.baseline")
_OURS: Final = re.compile(r"""(?:^|[{,\s"'])format["']?\s*:\s*["']?newscorpus/""")
"""What a file of newscorpus contains. Others are merged by lines, as without the driver."""
_MARKERS: Final = Markers()
_PLACEHOLDERS: Final = ("", "%X", "%Y")
"""What git passes in place of a label: nothing if it has none; the placeholder itself before version 2.44."""


def merge_files(base: Path, ours: Path, theirs: Path, name: str, markers: Markers = _MARKERS) -> tuple[Conflict, ...]:
    """Merge three files, write the result into the second one, and return the conflicts.

    `name` is that of the file in the repository, whose ending is its format. Files that are none of newscorpus, or not
    in UTF-8, are merged by lines. Raises UsageError if one cannot be read, and OSError if the result cannot be written.
    """
    contents = [_read(path) for path in (base, ours, theirs)]
    try:
        texts, encoding = [data.decode("utf-8") for data in contents], "utf-8"
    except UnicodeDecodeError:
        texts, encoding = [data.decode("latin-1") for data in contents], "latin-1"
    versions = Versions(*texts)
    format = _format(versions, name) if encoding == "utf-8" else "lines"
    text, conflicts = _merged(versions, format, markers)
    data = text.encode(encoding)
    atomic.write(ours, lambda out: out.write(data))
    return conflicts


def labelled(ours: str, theirs: str, size: int) -> Markers:
    """Return markers with the labels that git passes, or else `ours` and `theirs`."""
    known = [label if label not in _PLACEHOLDERS else "" for label in (ours, theirs)]
    return Markers(known[0] or _MARKERS.ours, known[1] or _MARKERS.theirs, size)


def _read(path: Path) -> bytes:
    try:
        return reading.read_bytes(path, path.stat().st_size)
    except (OSError, reading.Unreadable) as e:
        raise UsageError(f"{path}: {e}") from None


def _format(versions: Versions, name: str) -> _Format:
    if is_baseline(versions.base, versions.ours, versions.theirs):
        return "baseline"
    path = Path(name)
    is_known = path.name == MANIFEST or any(_OURS.search(text) for text in (versions.ours, versions.theirs))
    formats: dict[str | None, _Format] = {"yaml": "yaml", "json": "json", "jsonl": "jsonl"}
    return formats.get(FORMATS.get(path.suffix), "lines") if is_known else "lines"


def install(folder: Path) -> Path:
    """Make git merge the files below a folder by newscorpus, in this clone.

    Adds lines to the `.gitattributes` of the folder, which belongs to the repository, and the driver to the
    configuration of the clone. Both stay as they are if they are there already.

    Returns:
        The `.gitattributes`.

    Raises:
        UsageError: If the folder is in no git repository, or git is not installed.
        OSError: If `.gitattributes` cannot be written.
    """
    command = f"{shlex.quote(sys.executable)} -m newscorpus merge-driver run"
    command += " --marker-size %L --label-ours %X --label-theirs %Y %O %A %B %P"
    _configure(folder, "name", "events, actors and claims, by newscorpus")
    _configure(folder, "driver", command)
    target = folder / ATTRIBUTES
    text = _read(target).decode("utf-8", "surrogateescape") if target.exists() else ""
    known = set(text.splitlines())
    lines = [line for line in (f"{pattern} merge=newscorpus" for pattern in _PATTERNS) if line not in known]
    if lines:
        before = text if not text or text.endswith("\n") else text + "\n"
        data = (before + "".join(f"{line}\n" for line in lines)).encode("utf-8", "surrogateescape")
        atomic.write(target, lambda out: out.write(data))
    return target


def _configure(folder: Path, key: str, value: str) -> None:
    command = ["git", "config", "--local", f"merge.newscorpus.{key}", value]
    try:
        ran = subprocess.run(command, cwd=folder, check=False, capture_output=True)  # noqa: S603
    except FileNotFoundError:
        problem = f"{folder}: no such folder" if not folder.is_dir() else "git is not installed"
        raise UsageError(problem) from None
    if ran.returncode:
        raise UsageError(f"{folder} is in no git repository: {os.fsdecode(ran.stderr).strip()}")
