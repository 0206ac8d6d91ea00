"""A converted folder is the same corpus: `check` passes it, and it is loaded alike."""

import tempfile
from pathlib import Path

from corpora import Described, corpora
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_consumers import outcome, plain

import newscorpus as nc
from newscorpus import convert

TWICE = {"format": "newscorpus/1", "language": "en", "text": "Anna Berg met Carl Dahl."}
WAIVED = {"waive": [{"code": "NC705", "at": "text", "why": "known"}]}

OF_TEXT = {"waive": [{"code": "NC310", "at": "text_file", "why": "the paper has it so"}]}


@settings(max_examples=20)
@given(
    corpora(), st.lists(st.tuples(st.sampled_from(["json", "jsonl", "yaml"]), st.booleans()), min_size=1, max_size=3)
)
@example(Described([({**TWICE, "id": "b"}, "yaml"), ({**TWICE, "id": "a", **WAIVED}, "sub")]), [("json", False)])
@example(Described([({**TWICE, "id": "z"}, "jsonl"), ({**TWICE, "id": "a", **WAIVED}, "sub")]), [("yaml", True)])
@example(
    Described([({**TWICE, "id": "a", "text": "\ufeffRain.", **OF_TEXT}, "split")]), [("json", False), ("yaml", True)]
)
def test_a_converted_folder_is_the_same_corpus(made, steps):
    """After each of several conversions, one after the other."""
    with tempfile.TemporaryDirectory() as name:
        folder = made.write(Path(name, "0"))
        loaded, refused = outcome(nc.load, folder)
        for i, (to, split_text) in enumerate(steps, 1):
            output = Path(name, str(i))
            try:
                _, errors = outcome(lambda: convert(folder, to=to, output=output, split_text=split_text))  # noqa: B023
            except nc.UsageError as e:
                expected = ["needs --to yaml"] if split_text and to != "yaml" else ["per_file_ignore of several files"]
                if loaded is not None and not loaded.articles:
                    expected.append("no articles to convert")
                if not any(one in str(e) for one in expected):
                    raise
                return
            assert errors == refused
            if refused is not None:
                return
            found = nc.load(output)
            assert nc.check(output).ok
            assert plain(found.articles.values()) == plain(loaded.articles.values())
            assert found.manifest.actors == loaded.manifest.actors
            folder = output
