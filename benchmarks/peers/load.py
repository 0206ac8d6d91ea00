"""Reads YAML files with PyYAML's C loader, and does nothing with them; with `--dump`, writes them as JSON Lines."""

import json
import sys
from pathlib import Path

import yaml


def main(folder: str, *options: str) -> None:
    """One file after the other."""
    for path in sorted(Path(folder).glob("a*.yaml")):
        with path.open("rb") as file:
            data = yaml.load(file, yaml.CSafeLoader)
        if options:
            sys.stdout.write(json.dumps(data, ensure_ascii=False, default=str) + "\n")


main(*sys.argv[1:])
