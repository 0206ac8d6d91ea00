"""`python -m benchmarks.memory`: the bytes of memory that a check takes for each further article, by layout.

They are what Python allocates at most, as `tracemalloc` traces it, for the articles of `benchmarks.scale`: with
findings, waivers, links, and actors of the registry. Temporary tables on disk are not in it, nor their caches.
"""

import argparse
import platform
import subprocess
import sys
from pathlib import Path
from typing import Final

from benchmarks.corpora import ROOT
from benchmarks.measure import version
from benchmarks.scale import LAYOUTS, write_corpus

_PEAK: Final = """
import sys, tracemalloc
import newscorpus as nc
tracemalloc.start()
report = nc.check(sys.argv[1], jobs=1)
print(tracemalloc.get_traced_memory()[1])
"""


def peak(corpus: Path) -> int:
    """Return the bytes that a check of a corpus takes at most."""
    done = subprocess.run([sys.executable, "-c", _PEAK, str(corpus)], capture_output=True, text=True, check=True)
    return int(done.stdout)


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument("counts", nargs=2, type=int, metavar="ARTICLES")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "memory", help="where the corpora are made")
    options = parser.parse_args()
    print(f"newscorpus {version()}; Python {platform.python_version()}")
    for layout in LAYOUTS:
        peaks = []
        for count in options.counts:
            folder = options.work / f"{layout.replace(' ', '-')}-{count}"
            if not folder.exists():
                write_corpus(folder, count, (layout,))
            peaks.append(peak(folder / "corpus"))
        more = (peaks[1] - peaks[0]) / (options.counts[1] - options.counts[0])
        print(f"{layout}: {more:.0f} bytes an article", flush=True)


if __name__ == "__main__":
    main()
