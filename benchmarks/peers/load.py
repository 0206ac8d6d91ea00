"""The bare parser: reads files with PyYAML's C loader, JSON and JSON Lines with `json`, and does nothing with them.

With `--dump` first, it writes them as JSON Lines.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml


def _read(path: Path) -> Iterator[Any]:
    with path.open("rb") as file:
        if path.suffix == ".jsonl":
            yield from map(json.loads, file)
        elif path.suffix == ".json":
            yield json.load(file)
        else:
            yield yaml.load(file, yaml.CSafeLoader)


def main(names: list[str]) -> None:
    """One file after the other."""
    is_dumped = names[0] == "--dump"
    for name in names[is_dumped:]:
        for data in _read(Path(name)):
            if is_dumped:
                sys.stdout.write(json.dumps(data, ensure_ascii=False, default=str) + "\n")


main(sys.argv[1:])
