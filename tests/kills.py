"""`python tests/kills.py KILLS [SEED]`: kills processes while they write, and looks at what is left.

A child writes by every way of writing, again and again, version 1 over version 0 over version 1; after a random time it
is killed with signal 9. Every file must hold the bytes of one version or the other, and what the killed one has left
beside them must be gone once the next has written there.
"""

import os
import random
import signal
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

from writers import WRITERS, both, leftovers, prepare, state

from newscorpus.fs import atomic


def kill_again_and_again(folder: Path, kills: int, seed: int = 0) -> int:
    """Returns how often a temporary file was left. Raises AssertionError if a file is damaged."""
    prepare(folder)
    versions, seconds = {}, {}
    for name, writer in WRITERS.items():
        writer.write(folder, 0)
        begun = time.monotonic()
        versions[name] = both(folder, writer)
        seconds[name] = time.monotonic() - begun
    rng, left = random.Random(seed), 0
    for _ in range(kills):
        name = rng.choice(list(WRITERS))
        writer, (old, new) = WRITERS[name], versions[name]
        _child(lambda writer=writer: _write_forever(writer, folder), rng.uniform(0.001, 0.03 + 2 * seconds[name]))
        found = state(folder, writer)
        if writer.together and not any(found.values()):  # killed between the two renames: the old ones are kept beside
            found = old if leftovers(folder) else found
        assert not writer.together or found in (old, new), f"{name}: old and new files are mixed"
        for file, data in found.items():
            if name == "fix":  # version 0 is written by the test itself, and not atomically
                assert data == new[file] or (old[file] or b"").startswith(data or b""), f"{name}: {file} is damaged"
            else:
                assert data in (old[file], new[file]), f"{name}: {file} is damaged"
        left += bool(leftovers(folder))
        atomic._sweep.cache_clear()
        writer.write(folder, 0)
        writer.write(folder, 1)
        assert not leftovers(folder), f"{name}: {leftovers(folder)} was not swept"
    return left


def _write_forever(writer, folder) -> None:
    for version in cycle((0, 1)):
        writer.write(folder, version)


def _child(work, seconds: float) -> None:
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(70)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"the child ended by itself: {status}"


if __name__ == "__main__":
    number, chosen = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    with tempfile.TemporaryDirectory() as made:
        found = kill_again_and_again(Path(made), number, chosen)
    print(
        f"{number} kills (seed {chosen}): no file damaged; {found} left a temporary file, which the next write removed"
    )
