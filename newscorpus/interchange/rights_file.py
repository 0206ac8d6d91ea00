"""The file RIGHTS.md of an export: whose the files are, and whether they are as they were written."""

import hashlib
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.interchange.output import RIGHTS
from newscorpus.interchange.tables.rights import Rights
from newscorpus.models import Manifest

HELD: Final = ("name", "title", "language", "license", "text_license", "text_rights")
"""The fields of `corpus.yaml` that it has, in YAML between two lines `---`; then a text for people follows."""
_CONTENT: Final = "sha256"
"""Its field with the hash of all other files."""
_FENCE: Final = "---\n"


def write_rights(folder: Path, rights: Rights) -> None:
    """Write it into a folder whose other files are complete."""
    manifest = rights.manifest
    fields = {name: getattr(manifest, name) for name in HELD}
    head = {**{name: one for name, one in fields.items() if one is not None}, _CONTENT: _hash(folder)}
    text = f"{_FENCE}{dump_yaml(head)}{_FENCE}\n# {manifest.title or manifest.name}\n\n{rights.statement()}\n"
    (folder / RIGHTS).write_text(text, encoding="utf-8", newline="\n")


def is_unchanged(folder: Path) -> bool:
    """Report whether all files of a folder are those that an export wrote."""
    return _fields(folder).get(_CONTENT) == _hash(folder)


def with_rights(manifest: Manifest, source: Path, stated: Container[str]) -> Manifest:
    """Return a `corpus.yaml` with what the RIGHTS.md of a source says and it does not.

    Args:
        manifest: What is known of the corpus.
        source: A file or folder that is imported.
        stated: The fields that a mapping file states. A name and a language that it does not state are guesses.
    """
    given = _fields(source if source.is_dir() else source.parent)
    known = {name: given[name] for name in HELD if isinstance(given.get(name), str)}
    guessed = [name for name in ("name", "language") if name not in stated]
    new = {name: one for name, one in known.items() if name in guessed or getattr(manifest, name) is None}
    try:
        return attrs.evolve(manifest, **new)
    except (ValueError, TypeError):  # not what an export writes
        return manifest


def _fields(folder: Path) -> Mapping[str, Any]:
    try:
        text = (folder / RIGHTS).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    before, _, rest = text.partition(_FENCE)
    head, fence, _ = rest.partition(f"\n{_FENCE}")
    document = parse_yaml(f"{head}\n") if fence and not before else None
    data = document.data if document is not None and not document.problems else None
    return data if isinstance(data, dict) else {}


def _hash(folder: Path) -> str:
    """Return one hash of the names and contents of all files but RIGHTS.md. An export has no links."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        is_plain = path.is_file() and not path.is_symlink()
        if name != RIGHTS and (path.is_symlink() or not path.is_dir()):
            own = hashlib.sha256(path.read_bytes()).hexdigest() if is_plain else "-"
            whole.update(f"{name}\0{own}\n".encode())
    return whole.hexdigest()
