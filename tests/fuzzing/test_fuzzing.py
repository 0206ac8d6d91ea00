"""What fuzzing has found (tests/corpus) stays mended; and the laws that it tests hold of what it begins with."""

import random
from pathlib import Path

import pytest
from documents import SMALL, mutated_text

import newscorpus as nc
from fuzzing.targets import LAWS, TARGETS

FOUND = sorted((Path(__file__).parents[1] / "corpus").glob("*/*"))


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_is_mended(path):
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", [name for name in TARGETS if name not in LAWS])
def test_a_short_walk(name):
    rng = random.Random(name)
    start = nc.dumps(nc.loads(SMALL), "json") if name == "json" else SMALL
    for _ in range(200):
        data = mutated_text(rng, start)
        TARGETS[name](rng.choice([b"y", b"j", b"m"]) + data if name == "check" else data)


@pytest.mark.parametrize("name", LAWS)
def test_a_law_of_bytes(name):
    TARGETS[name](random.Random(name).randbytes(4096))
