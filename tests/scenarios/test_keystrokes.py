"""An article of 300 words is annotated in Neovim with `newscorpus lsp`, by keystrokes from a file.

`ferry/keys.txt` is what is typed, with the completions that are accepted.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls")
from command import newscorpus

import newscorpus as nc

FERRY = Path(__file__).parent / "ferry"
NEOVIM = shutil.which("nvim")


@pytest.mark.skipif(NEOVIM is None, reason="no Neovim")
def test_an_article_is_annotated_by_few_keystrokes(tmp_path):
    """What is typed is a third of the file; with the keys that choose completions, half. The check has no findings."""
    (tmp_path / "corpus.yaml").write_text("format: newscorpus/1\nname: coast\nlanguage: en\n", encoding="utf-8")
    shutil.copy(FERRY / "ferry.txt", tmp_path)
    file = tmp_path / "ferry.yaml"
    assert newscorpus("new", tmp_path / "ferry.txt", "--minimal").code == 0
    begun = len(file.read_text(encoding="utf-8"))
    names = {"PYTHON": sys.executable, "FILE": str(file), "KEYS": str(FERRY / "keys.txt")}
    ran = subprocess.run(
        [NEOVIM, "--headless", "-u", "NONE", "-l", str(FERRY / "keystrokes.lua")],
        env={
            **os.environ,
            **names,
            "HOME": str(tmp_path),
            "XDG_STATE_HOME": str(tmp_path / "state"),
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    counts = json.loads((ran.stdout + ran.stderr).strip().splitlines()[-1])
    written = len(file.read_text(encoding="utf-8")) - begun
    assert newscorpus("check", tmp_path).code == 0
    assert not nc.check(tmp_path).diagnostics
    article = nc.load_article(file)
    assert (len(article.actors), len(article.events), len(article.claims)) == (12, 5, 6)
    assert counts["characters"] < 0.35 * written
    assert sum(counts.values()) < 0.55 * written
