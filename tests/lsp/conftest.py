"""The corpus of `oslo.py` on the disk."""

import pytest


@pytest.fixture
def oslo(tmp_path):
    pytest.importorskip("pytest_lsp")
    from oslo import LATER, MANIFEST, TALKS

    folder = tmp_path / "oslo"
    folder.mkdir()
    for name, text in (("talks", TALKS), ("later", LATER), ("corpus", MANIFEST)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "notes.yaml").write_text("anything: [else]\n", encoding="utf-8")
    return folder
