"""Work and memory grow with the files of a folder and with the patterns that select them, not faster."""

from itertools import count

import pytest
from command import newscorpus
from test_growth import EXPONENT, assert_grows_alike, calls

import newscorpus as nc
from newscorpus.checking.discovery import Finder
from newscorpus.checking.selection import Selection
from newscorpus.fs.patterns import PatternList
from newscorpus.models import Checks

ARTICLE = "format: newscorpus/1\nid: {}\nlanguage: en\ntext: w\n"
MANIFEST = "format: newscorpus/1\nname: c\n"


def names(n, form="f{0}/g{0}.yaml"):
    return [form.format(i) for i in range(n)]


def covered(glob, n):
    patterns = PatternList.of(names(n, glob))
    return lambda: [patterns.covers(name) for name in names(n)]


def unmatched(glob, n):
    patterns = PatternList.of(names(n, glob))
    return lambda: patterns.unmatched(names(n))


def written(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def nested(folder, n):
    """Folders inside each other, each with an article."""
    written(folder, {f"{'d/' * i}a{i}.yaml": ARTICLE.format(f"a{i}") for i in range(n)})
    return lambda: Finder().files([folder])


def ignoring(folder, n):
    """A `.gitignore` that names each file."""
    (folder / ".git").mkdir(parents=True)
    written(folder, dict.fromkeys(names(n), "x") | {".gitignore": "".join(f"g{i}*\n" for i in range(n))})
    return lambda: Finder().files([folder])


def tracked(folder, n):
    """An index of git, with the name of one file in very many folders."""
    name = b"d/" * (40 * n) + b"f"
    entry = bytes(60) + len(name).to_bytes(2, "big") + name
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "index").write_bytes(
        b"DIRC" + (2).to_bytes(4, "big") + (1).to_bytes(4, "big") + entry + bytes(8 - len(entry) % 8)
    )
    written(folder, {".gitignore": "g*\n", "g1.yaml": "x"})
    return lambda: Finder().files([folder])


def converted(folder, n):
    """A corpus that ignores a rule in each file."""
    ignored = "".join(f"    a{i}*: [NC903]\n" for i in range(n))
    written(folder, {f"a{i}.yaml": ARTICLE.format(f"a{i}") for i in range(n)})
    written(folder, {"corpus.yaml": f"{MANIFEST}checks:\n  per_file_ignore:\n{ignored}"})

    def run():
        nc.convert(folder, to="json", output=folder.parent / f"{folder.name}out", jobs=1)

    return run


def article(i, *quotes, text="w"):
    """An article with an event for each of some quotes."""
    events = "".join(f"  e{j}: {{kind: event, type: other, evidence: [{one}]}}\n" for j, one in enumerate(quotes))
    return f"{ARTICLE.format(f'a{i}').replace('text: w', f'text: {text}')}events:\n{events}"


def found(folder, n):
    """Articles with a finding in each."""
    written(folder, {f"a{i}.yaml": article(i, "no words") for i in range(n)} | {"corpus.yaml": MANIFEST})
    return lambda: nc.check(folder, jobs=1)


def known(folder, n):
    """The same, in a baseline."""
    found(folder, n)
    written_baseline(folder)
    return lambda: nc.check(folder, jobs=1)


def written_baseline(folder):
    newscorpus("check", folder, "--no-cache", "--write-baseline", folder / "known.baseline", "-q")
    written(folder, {"corpus.yaml": f"{MANIFEST}checks: {{baseline: known.baseline}}\n"})


def ignored_per_file(n):
    selection = Selection.of(Checks(per_file_ignore=dict.fromkeys(names(n, "g{}*"), ("NC903",))))
    return lambda: [selection.active(name) for name in names(n)]


ROWS = {
    "patterns that begin with **": lambda folder, n: covered("**/f{}/*.yaml", n),
    "patterns that begin with *": lambda folder, n: covered("*{}.yaml", n),
    "patterns with * in the middle": lambda folder, n: covered("f*/*{}.*", n),
    "patterns of folders": lambda folder, n: covered("f{}/", n),
    "patterns that match nothing": lambda folder, n: covered("*h{}.yaml", n),
    "unmatched patterns": lambda folder, n: unmatched("*h{}*.yaml", n),
    "unmatched patterns, of which none is": lambda folder, n: unmatched("*{}.yaml", n),
    "files that ignore a rule": lambda folder, n: ignored_per_file(n),
    "nested folders": nested,
    "lines of a .gitignore": ignoring,
    "folders in an index of git": tracked,
    "files that ignore a rule, converted": converted,
    "findings × files": found,
    "entries of a baseline × files": known,
}
"""Of each dimension, a function from a folder to write into and its size to the work of that size."""
SIZES = {"nested folders": 4}
EXPONENTS = {"nested folders": 1.3, "patterns that begin with *": 1.2, "patterns with * in the middle": 1.2}
"""Each folder of each path is looked at, whether it is a link: of more, that is a good part. And a table of patterns
takes a few steps more or less by the hashes of strings, which each process has others of."""
SIZE = 16


@pytest.mark.parametrize("row", ROWS)
def test_twice_the_files_is_twice_the_work(row, tmp_path):
    new = count()
    assert_grows_alike(
        lambda n: ROWS[row](tmp_path / f"{next(new)}", n), SIZES.get(row, SIZE), EXPONENTS.get(row, EXPONENT)
    )


def test_an_article_is_loaded_without_its_neighbours(tmp_path):
    """They are listed, not read: each takes a small part of the work of the article."""

    def load(n):
        files = {f"a{i}.yaml": article(i, "the words", text=f"the words of article {i}") for i in range(n)}
        folder = written(tmp_path / str(n), files | {"corpus.yaml": MANIFEST})
        return calls(lambda: nc.load_article(folder / "a0.yaml"))

    load(1)  # what is cached in the first run does not count
    few, many = load(8), load(40)
    assert many - few < few


def test_a_known_finding_takes_little_more_work_than_none(tmp_path):
    """It is recognized by its path and its words: no place is looked up, no text is searched, no fix is built."""
    text = " ".join(f"word{i}" for i in range(200))
    others = [f"word{i} word{i + 1}" for i in range(9)]
    work = {}
    for name, quote in {"none": "word3 word4", "known": "word3 wodr4", "reported": "word3 wodr4"}.items():
        files = {f"a{i}.yaml": article(i, *others, quote, text=text) for i in range(20)}
        folder = written(tmp_path / name, files | {"corpus.yaml": MANIFEST})
        if name == "known":
            written_baseline(folder)
        nc.check(folder, jobs=1)  # what is made once
        work[name] = calls(lambda folder=folder: nc.check(folder, jobs=1))
    assert work["known"] < 1.3 * work["none"] < work["reported"], work
