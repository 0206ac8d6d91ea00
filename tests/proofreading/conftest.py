"""Fixtures: the small corpus, its article, and the model that is a program."""

from pathlib import Path

import pytest
from fake_model import MILL, Model

import newscorpus as nc


@pytest.fixture
def model(tmp_path: Path) -> Model:
    (tmp_path / "model").mkdir()
    return Model(tmp_path / "model")


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one article, as the current one is above it."""
    monkeypatch.chdir(tmp_path)
    folder = Path("news")
    folder.mkdir()
    (folder / "corpus.yaml").write_text("format: newscorpus/1\nname: news\n")
    (folder / "mill.yaml").write_text(MILL, encoding="utf-8")
    return folder


@pytest.fixture
def article() -> nc.Article:
    return nc.loads(MILL)
