"""`newscorpus lsp`: what an editor shows, on the seed and on a small corpus, in files that are being typed."""

import asyncio
import shutil
from pathlib import Path

import pytest

pytest.importorskip("pytest_lsp")
from editor import CLIENTS, editor

ROOT = Path(__file__).parent.parent.parent
SEED = "000_acf5269c8d9a5d96.yaml"


@pytest.fixture
def seeds(tmp_path):
    return shutil.copytree(ROOT / "seeds", tmp_path / "seeds")


def run(folder, session, **how):
    """Run a coroutine function with an editor."""

    async def inside():
        async with editor(folder, **how) as one:
            await session(one)

    asyncio.run(asyncio.wait_for(inside(), 120))


@pytest.mark.parametrize("client_name", CLIENTS)
def test_hello(seeds, client_name):
    async def session(one):
        assert await one.open(SEED) == []
        print(await one.symbols(SEED))

    run(seeds, session, client_name=client_name)
