"""Writes plain data as YAML, `ours` or by PyYAML's `csafe` dumper, and prints the CPU seconds that only this took."""

import json
import sys
import time
from pathlib import Path

import yaml

from newscorpus.formats.yaml.writer import dump_yaml


def main(which: str, given: str) -> None:
    """Of the articles of a JSON Lines file."""
    articles = [json.loads(line) for line in Path(given).read_text(encoding="utf-8").splitlines()]
    begun = time.process_time()
    for article in articles:
        if which == "ours":
            dump_yaml(article)
        else:
            yaml.dump(article, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    print(time.process_time() - begun)


main(*sys.argv[1:])
