"""The project folder of Potato: its configuration, its instances, and the file of each annotator.

See https://potatoannotator.readthedocs.io. Texts are in the data files, annotations name them by their ids.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus.errors import UsageError
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.fs import reading
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.sources import (
    UNREADABLE,
    Item,
    SourceFile,
    csv_rows,
    json_items,
    json_lines,
    json_value,
)

STATE: Final = "user_state.json"
"""The file of an annotator."""
_OUTPUT: Final = "annotation_output"
_LARGEST: Final = 1_000_000
"""Bytes of a configuration."""


@attrs.frozen
class Annotator:
    """One annotator, and what the file says."""

    name: str
    state: dict[str, Any]
    place: str

    def of(self, kind: str, instance: str) -> Any:
        """Return what is annotated in an instance: `label`, `span`, `link` or `event`; empty if nothing is."""
        table = self.state.get(f"instance_id_to_{kind}_to_value")
        return table.get(instance, ()) if isinstance(table, dict) else ()

    def instances(self) -> set[str]:
        """Return the ids of the instances in which something is annotated."""
        tables = (self.state.get(f"instance_id_to_{kind}_to_value") for kind in ("label", "span", "link", "event"))
        return {id_ for table in tables if isinstance(table, dict) for id_, made in table.items() if made}


@attrs.frozen
class Project:
    """A project.

    Args:
        configuration: The path of its configuration.
        settings: What the configuration says.
        only: The folder of the only annotator who is wanted; None for all.
    """

    configuration: Path
    settings: dict[str, Any]
    only: Path | None = None

    @classmethod
    def at(cls, source: Path) -> "Project":
        """Return the project of a folder, of a configuration in it, or of the folder of an annotator below it.

        Raises:
            UsageError: There is none.
        """
        if not source.exists():
            raise UsageError(f"no such file or folder: {source}")
        if source.is_file() and source.suffix in (".yaml", ".yml"):
            settings = _settings(source)
            if settings is None:
                raise UsageError(f"{source} has no `data_files`: not a configuration of Potato")
            return cls(source, settings)
        own = source.parent if source.name == STATE else source
        is_annotator = (own / STATE).is_file()
        for folder in (own, *own.resolve().parents)[: 5 if is_annotator else 1]:
            for path in sorted((*folder.glob("*.yaml"), *folder.glob("*.yml"))):
                if (settings := _settings(path)) is not None:
                    return cls(path, settings, own if is_annotator else None)
        where = "above it" if is_annotator else "in it"
        raise UsageError(f"{source}: no configuration of Potato with `data_files` {where}")

    @property
    def folder(self) -> Path:
        """The folder in which the paths of the configuration begin."""
        folder = self.configuration.parent / str(self.settings.get("task_dir") or ".")
        return folder if folder.is_dir() and self._has(folder) else self.configuration.parent

    def _has(self, path: Path) -> bool:
        """Report whether a path, links followed, is in the project, whatever a configuration of strangers names."""
        return path.resolve().is_relative_to(self.configuration.parent.resolve())

    def key(self, name: str) -> str:
        """Return the field of instances for `id` or `text`."""
        keys = self.settings.get("item_properties")
        return str(keys.get(f"{name}_key") or name) if isinstance(keys, dict) else name

    def schemes(self) -> dict[str, dict[str, Any]]:
        """Return the annotation schemes by their names."""
        given = self.settings.get("annotation_schemes")
        schemes = given if isinstance(given, list) else []
        return {str(scheme["name"]): scheme for scheme in schemes if isinstance(scheme, dict) and "name" in scheme}

    def instances(self, losses: Losses) -> Iterator[Item]:
        """Yield the instances, in the order of the data files."""
        for given in _listed(self.settings.get("data_files")):
            name = str(given.get("path")) if isinstance(given, dict) else str(given)
            file = SourceFile(self.folder / name, name)
            if not self._has(file.path) or not file.path.is_file():
                losses.add(UNREADABLE, f"{name}: no such file in the project")
            elif file.path.suffix in (".csv", ".tsv"):
                yield from csv_rows(file, losses)
            elif file.path.suffix == ".json" and file.begins_with(b"["):
                yield from json_items(file, losses)
            else:
                yield from json_lines(file, losses)

    def annotators(self, losses: Losses) -> list[Annotator]:
        """Return the annotators who are wanted, by their names."""
        output = self.folder / str(self.settings.get("output_annotation_dir") or _OUTPUT)
        written = sorted(path.parent for path in output.glob(f"*/{STATE}") if self._has(path))
        folders = [self.only] if self.only else written
        annotators = []
        for folder in folders:
            place = f"{folder.name}/{STATE}"
            state = json_value(SourceFile(folder / STATE, place), losses)
            if isinstance(state, dict):
                annotators.append(Annotator(str(state.get("user_id") or folder.name), state, place))
        return annotators


def _settings(path: Path) -> dict[str, Any] | None:
    """Return what a configuration says; None if the file is none."""
    try:
        data = parse_yaml(reading.read_bytes(path, _LARGEST).decode("utf-8"), hints=False).data
    except (reading.Unreadable, UnicodeDecodeError):
        return None
    return data if isinstance(data, dict) and "data_files" in data else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
