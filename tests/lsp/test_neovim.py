"""Neovim without a screen, with its own client, and the command as it is installed."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pytest_lsp")
from test_lsp import MANIFEST, TALKS, TEXT

NEOVIM = shutil.which("nvim")


@pytest.mark.skipif(NEOVIM is None, reason="no Neovim")
def test_neovim_shows_what_the_server_says(tmp_path):
    """Diagnostics come and go with edits; all features answer; a selection in the text becomes evidence."""
    (tmp_path / "corpus.yaml").write_text(MANIFEST.replace("exclude: [notes.yaml]\n", ""), encoding="utf-8")
    (tmp_path / "talks.yaml").write_text(TALKS.replace(f"text: {TEXT}", "text_file: talks.txt"), encoding="utf-8")
    (tmp_path / "talks.txt").write_text(TEXT, encoding="utf-8")
    names = {"PYTHON": sys.executable, "FILE": str(tmp_path / "talks.yaml"), "XDG_STATE_HOME": str(tmp_path / "state")}
    ran = subprocess.run(
        [NEOVIM, "--headless", "-u", "NONE", "-l", str(Path(__file__).with_name("neovim.lua"))],
        env={**os.environ, **names, "HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    shown = json.loads((ran.stdout + ran.stderr).strip().splitlines()[-1])
    assert shown["before"] == []
    assert shown["broken"] == [{"code": "NC108", "line": 16}]
    assert {"NO", "SE"} <= set(shown["completed"])
    assert shown["hover"].startswith("**Anna Berg**")
    assert shown["definition"] == 5
    assert shown["hints"] == ["×1", "×1", "×1"]
    assert shown["lenses"] == ["2 references, 2 mentions", "2 references, 1 mention", "2 references"]
    assert (shown["folds"], shown["links"], shown["symbols"], shown["selection"]) == (6, 6, 3, 1)
    assert shown["quoted"] == (tmp_path / "talks.txt").as_uri()
    assert shown["formatted"] == "    places: {Oslo: 'NO'}"
    assert shown["about"].startswith("- name of the actor **berg** (Anna Berg)")
    assert (shown["annotated"], shown["colour"]) == (2, "class")
    assert shown["evidence"][1:] == [
        "      - Anna Berg, Chancellor of Norway, met Carl Dahl in Oslo on Monday",
        "      - fence is old",
        "claims:",
    ]
    assert shown["claim"] == ["    about: [meeting, carl]", "  - {quote: fence is old}"]  # and no empty line
