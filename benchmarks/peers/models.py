"""The articles of a JSON Lines file as models, by newscorpus: `checked` by all default rules, or `structured` by the
cattrs converter, which checks what a model of pydantic does."""

import json
import sys

import newscorpus


def main(how: str, given: str) -> None:
    """One after the other."""
    if how == "checked":
        for _ in newscorpus.iter_articles(given):
            pass
        return
    converter = newscorpus.make_converter()
    with open(given, "rb") as lines:
        for line in lines:
            converter.structure(json.loads(line), newscorpus.Article)


main(*sys.argv[1:])
