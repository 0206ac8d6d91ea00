"""How many mistakes of a careless annotator `check` reports, by kind: `python -m benchmarks.mistakes`.

Every annotated article without a mistake, of `seeds/`, `tests/articles/` and the sets of `tests/scenarios/`, is changed
in all ways of `mutations`, of which a sample of each kind is checked. Many are right by chance: see there. Not part of
the suite.
"""

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import newscorpus as nc
from benchmarks.mutations import Data, Mistake, Mutations
from newscorpus.diagnostics.report import Diagnostic

ROOT = Path(__file__).parents[1]
FOLDERS = ("seeds", "tests/articles", "tests/scenarios/*")
_SAMPLE = 20
"""Mistakes of a kind that are tried."""
_LEFT_OVER = ("NC204", "NC9", "NC7")
"""What only hints at a mistake: an actor is left over, a part of the text is not annotated."""


class Tried(NamedTuple):
    """A mistake, and what `check` reports that it does not report without it."""

    article: str
    mistake: Mistake
    at_it: Sequence[Diagnostic]
    elsewhere: Sequence[Diagnostic]


def articles() -> dict[str, Data]:
    """Return the data of the articles without mistakes, by name."""
    found: dict[str, Data] = {}
    paths = (path for folder in FOLDERS for path in sorted(ROOT.glob(f"{folder}/*.yaml")) if path.name != "corpus.yaml")
    for path in paths:
        try:
            article = nc.load_article(path)
        except nc.NewscorpusError:
            continue  # the mistakes of a scenario, and what it plants them in
        data: Data = json.loads(nc.dumps(article, "json"))
        for field in ("sha256", "waive"):
            data.pop(field, None)
        found[f"{path.parent.name}/{path.stem}"] = _without_days(data)
    return found


def _without_days(value: Any) -> Any:
    """Leave out what is computed of a time, which a mistake would contradict."""
    if isinstance(value, dict):
        return {key: _without_days(one) for key, one in value.items() if key not in ("earliest", "latest")}
    return [_without_days(one) for one in value] if isinstance(value, list) else value


def tried(kinds: Sequence[str], sample: int) -> Iterator[Tried]:
    """Yield a sample of the mistakes of each kind, in all articles alike."""
    every = articles()
    clean = {name: {(one.code, one.message) for one in _found(data)} for name, data in every.items()}
    for name, found in clean.items():
        print(f"{name}: {', '.join(sorted({code for code, _ in found})) or 'no finding'}")
    by_kind = defaultdict[str, list[tuple[str, Mistake]]](list)
    for name, data in every.items():
        for mistake in Mutations(data, random.Random(name)).all():
            if not kinds or any(kind in mistake.kind for kind in kinds):
                by_kind[mistake.kind].append((name, mistake))
    for kind in sorted(by_kind):
        some = random.Random(kind).sample(by_kind[kind], min(sample, len(by_kind[kind])))
        for name, mistake in some:
            made = mistake.made(every[name])
            new = [one for one in _found(made) if (one.code, one.message) not in clean[name]]
            new = [one for one in new if not one.code.startswith(_LEFT_OVER)]
            at_it = [one for one in new if _is_at(one, mistake)]
            yield Tried(name, mistake, at_it, [one for one in new if one not in at_it])


def _found(data: Data) -> Sequence[Diagnostic]:
    return nc.check_text(json.dumps(data), "json", select=["ALL"]).diagnostics


def _is_at(found: Diagnostic, mistake: Mistake) -> bool:
    """Whether a finding is at what is wrong, or names it."""
    table, key = mistake.place
    if table == "article":
        return True
    names = {str(key), f"{key}-again"}
    at = table if len(found.path) < 2 else str(found.path[0])
    return (at == table and names & {*map(str, found.path[1:2])} != set()) or (
        table != "claims" and any(f"{before}{name}`" in found.message for name in names for before in ("`", ": "))
    )


def main() -> None:
    """Print a row for each kind; with `--show`, the mistakes too."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mistakes", description=__doc__)
    parser.add_argument("kinds", nargs="*", help="parts of the names of kinds; all, if there are none")
    parser.add_argument("--sample", type=int, default=_SAMPLE, help="mistakes of a kind that are tried")
    parser.add_argument("--show", choices=("missed", "caught", "all"), help="print the mistakes")
    options = parser.parse_args()
    counts, caught = Counter[str](), Counter[str]()
    codes = defaultdict[str, Counter[str]](Counter)
    for one in tried(options.kinds, options.sample):
        kind = one.mistake.kind
        counts[kind] += 1
        caught[kind] += bool(one.at_it)
        codes[kind].update({found.code for found in one.at_it})
        if options.show in ("all", "caught" if one.at_it else "missed"):
            said = [f"{found.code} {found.message}" for found in (*one.at_it, *one.elsewhere)]
            print(f"{'caught' if one.at_it else 'MISSED'} {kind} | {one.article} {one.mistake.what} | {said or ''}")
    for kind in sorted(counts, key=lambda kind: (kind.partition(":")[0], caught[kind] / counts[kind])):
        often = ", ".join(f"{code} {count}" for code, count in codes[kind].most_common(4))
        print(f"{caught[kind] / counts[kind]:5.0%} {caught[kind]:4} of {counts[kind]:3}  {kind:40} {often}")
    print(f"{sum(caught.values())} of {sum(counts.values())}")


if __name__ == "__main__":
    main()
