"""The law of brat: what is written and read back is the article, but for the losses that are listed."""

import shutil
import tempfile
from pathlib import Path

from drawn import drawn_texts
from hypothesis import given

import newscorpus as nc
from newscorpus.interchange.formats import reader, writer
from newscorpus.interchange.losses import Losses


def there_and_back(article):
    """The article as it is read from the files that it is written to, and the losses of both ways."""
    brat, lost, missed = writer("brat"), Losses(), Losses()
    folder = Path(tempfile.mkdtemp())
    try:
        number = brat.write(iter([article]), folder / "brat", lost)
        if not number:
            return None, lost, missed
        (record,) = reader("brat").read(folder / "brat", None, missed).records
    finally:
        shutil.rmtree(folder)
    data = {"format": article.format, "text": record.text, **record.data}
    return nc.make_converter().structure(data, nc.Article), lost, missed


def without_losses(data, lost):
    """Canonical data without what is lost, and without tables and lists that are empty."""
    if isinstance(data, dict):
        kept = {key: without_losses(one, lost) for key, one in data.items() if key not in lost}
        return {key: one for key, one in kept.items() if one not in ({}, [])}
    return [without_losses(one, lost) for one in data] if isinstance(data, list) else data


@given(drawn_texts)
def test_what_is_written_is_read_back(article):
    """Only contexts of quotes are lost, and each loss is counted; offsets are true."""
    anchored = nc.anchor(article)
    back, lost, missed = there_and_back(anchored)
    assert not list(missed)
    converter = nc.make_converter()
    kinds = {one.kind.rpartition(".")[2] for one in lost}
    before, after = converter.unstructure(anchored), converter.unstructure(back)
    assert without_losses(after, ()) == without_losses(before, kinds)
    assert kinds <= {"within"}
    assert sum(one.count for one in lost) == str(before).count("'within': ")
