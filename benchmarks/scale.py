"""What large corpora cost: time and memory of the corpus rules' SQL over generated facts, and of an export to Parquet.

    python -m benchmarks.scale facts 100000
    python -m benchmarks.scale export 2000

prints a line: seconds of processor time, and the most memory that the process had. A process a size, since memory is not given back.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import corpus
from newscorpus.checking.telling import telling
from newscorpus.codec import default_codec
from newscorpus.export import parquet
from newscorpus.export.arrow import names
from newscorpus.models import Article, Manifest
from newscorpus.rules import Facts


def facts(count: int) -> Iterator[tuple[int, Facts]]:
    """Of articles with ten actors and events each, and a link in three.

    In each ten thousand an id is another's, too, and a link leads nowhere.
    """
    events = tuple(f"e{j}" for j in range(10))
    for i in range(count):
        name = f"a{i - 1}" if i % 10_000 == 9_999 else f"a{i}"
        actors = tuple((f"k{(i * 7 + j) % (count // 10 + 10)}", "person", None) for j in range(10))
        target = f"a{i // 2}#e{11 if i % 10_000 == 3 else 1}"
        links = ((("events", "e0", "relations", "same_as", 0), target),) if i % 3 == 0 else ()
        yield i, Facts("f.jsonl", i + 1, name, f"{i:064x}", None, events, actors, links, ())


def articles(count: int) -> Iterator[Article]:
    """A hundred articles, over and over, each time with other ids."""
    some = list(corpus.articles(min(count, 100)))
    for i in range(count):
        made: Article = default_codec().structure({**some[i % 100], "id": f"a{i}"})[0]
        yield made


def main(what: str, count: int) -> None:
    """Measures one of them."""
    start = time.process_time()
    if what == "facts":
        said = f"{len(telling(facts(count)).suspects)} articles tell"
    else:
        with tempfile.TemporaryDirectory() as folder:
            rows = parquet.write(articles(count), Manifest(name="some"), Path(folder, "out"), names())
        said = f"{sum(rows.values())} rows"
    seconds, memory = time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{what} {count}: {seconds:.1f} s of processor, {memory} MB at most, {said}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
