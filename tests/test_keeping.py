"""What a run keeps: of many articles what is quiet lies aside, and the report is the same."""

import pytest
from test_sharding import corpus  # noqa: F401 - a fixture

from newscorpus.checking import aside, keeping
from newscorpus.checking.aside import Aside
from newscorpus.checking.run import Run
from newscorpus.rules import Facts


@pytest.mark.parametrize("many", [0, 1, 9])
def test_the_report_is_the_same_of_many(corpus, monkeypatch, many):  # noqa: F811
    """From whichever article on they are laid aside; of several corpora in one run, too."""
    monkeypatch.setattr("newscorpus.rules.corpus.SUGGESTING", 0)
    few = Run(corpus)
    expected = few.finish()
    assert len(expected.diagnostics) > 10
    monkeypatch.setattr(keeping, "SUGGESTING", many)
    run = Run(corpus)
    assert run.finish() == expected
    assert len(run._kept) < len(few._kept)


def test_several_corpora_are_kept_apart(corpus, monkeypatch, tmp_path):  # noqa: F811
    """An id may be in each of them."""
    other = tmp_path / "big" / "other"
    other.mkdir()
    (other / "corpus.yaml").write_text("format: newscorpus/1\nname: other\narticles: ['*.jsonl']\n")
    (other / "more.jsonl").write_bytes((corpus / "records.jsonl").read_bytes())
    monkeypatch.setattr("newscorpus.rules.corpus.SUGGESTING", 0)
    expected = Run(corpus).finish()
    monkeypatch.setattr(keeping, "SUGGESTING", 0)
    assert Run(corpus).finish() == expected


def test_a_full_disk_is_an_oserror(monkeypatch):
    """Not a fault of ours."""
    monkeypatch.setattr(aside, "_BATCH", 1)
    full = Aside()
    full._db.execute("pragma max_page_count = 12")
    numbers = iter(range(10_000))

    def fill():
        for number in numbers:
            full.add(number, Facts("f", number, f"a{number}", "0" * 64, None, (), (), (), ()), whole=True)

    with pytest.raises(OSError, match="laid aside"):
        fill()
    assert next(numbers) > 10
