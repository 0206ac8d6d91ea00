"""Another version of a text: quotes follow their words, what is lost becomes an open point, all else stays."""

import hashlib
import json
import shutil
from itertools import pairwise
from pathlib import Path
from random import Random

import attrs
import pytest
from command import newscorpus
from hypothesis import given, settings
from hypothesis import strategies as st

import newscorpus as nc
from newscorpus.models.traversal import quotes_of

ROOT = Path(__file__).parents[2]
ANNOTATIONS = sorted(
    path for folder in ("seeds", "tests/articles") for path in (ROOT / folder).glob("*.yaml") if path.stem != "corpus"
)
COURT = ROOT / "tests/articles/court.yaml"
RAIN = """\
format: newscorpus/1
id: rain
language: en # as the publisher says
text: |
  Mayor Anna Berg said on Monday that it rained in Oslo. She left on Monday.
sha256: {sha256}
actors:
  anna: {{name: Anna Berg, kind: person, mentions: [{{She: She left}}]}} # her
events:
  rain:
    kind: incident
    type: disaster
    when: {{on Monday: 2024-05-06}}
    evidence: [it rained in Oslo, on Monday that]
"""
TEXT = "Mayor Anna Berg said on Monday that it rained in Oslo. She left on Monday.\n"
FILLERS = ("Zorvax reported, as the court said on Monday.", "Quibnor she told them.", "Wexley sentenced Harwick.")


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def copied(path: Path, folder: Path) -> Path:
    """A copy of an annotation, with its corpus and texts."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(path.parent, folder, dirs_exist_ok=True)
    return folder / path.name


@pytest.fixture
def rain(tmp_path: Path) -> Path:
    """An article in a file, with its text."""
    path = tmp_path / "rain.yaml"
    path.write_text(RAIN.format(sha256=sha256(TEXT)), encoding="utf-8")
    assert nc.check(path).ok
    return path


def starts(article: nc.Article) -> dict[tuple[str | int, ...], int | None]:
    return {path: quote.start for path, quote in quotes_of(article)}


@pytest.mark.parametrize("path", ANNOTATIONS, ids=lambda path: path.stem)
def test_the_same_text_changes_no_byte(path, tmp_path):
    copy = copied(path, tmp_path)
    text = nc.load_article(copy).text
    assert not nc.retext(copy, text).changed
    assert copy.read_bytes() == path.read_bytes()
    longer = nc.retext(copy, f"{text}\n")
    assert [line for line in longer.contents.splitlines() if not line.startswith(b"sha256")] == [
        line for line in path.read_bytes().splitlines() if not line.startswith(b"sha256")
    ]


class Edited:
    """A text with insertions and deletions beside some spans; `now` tells where an offset is afterwards."""

    def __init__(self, text: str, spans: list[tuple[int, int]], draw: Random) -> None:
        inside = {at for start, end in spans for at in range(start + 1, end)}
        begins = [
            at for at in range(1, len(text)) if text[at - 1].isspace() and text[at].isalpha() and at not in inside
        ]
        self.edits = [(at, at, f"{draw.choice(FILLERS)} Yimbled. ") for at in draw.sample(begins, 5)]
        free = [at for at in begins if not any(start <= at < end for start, end in spans)]
        for at in draw.sample(free, min(2, len(free))):
            end = text.find(" ", at) + 1
            if end and not any(start < end and at < stop for start, stop in spans):
                self.edits.append((at, end, ""))
        self.edits.sort()
        self.text = ""
        last = 0
        for start, end, words in self.edits:
            self.text += text[last:start] + words if start >= last else ""
            last = max(last, end)
        self.text += text[last:]

    def now(self, offset: int) -> int:
        return offset + sum(len(words) - (end - start) for start, end, words in self.edits if start <= offset)


@pytest.mark.parametrize("path", ANNOTATIONS, ids=lambda path: path.stem)
@settings(max_examples=6)
@given(seed=st.integers(0, 10**9))
def test_edits_between_quotes_keep_each_quote_at_its_occurrence(path, tmp_path_factory, seed):
    copy = copied(path, tmp_path_factory.mktemp("edited"))
    before = nc.load_article(copy)
    spans = [(quote.start, quote.end) for _, quote in quotes_of(before) if quote.start is not None]
    for _, quote in quotes_of(before):
        if quote.within is not None and (at := before.text.find(quote.within)) >= 0:
            spans.append((at, at + len(quote.within)))
    edited = Edited(before.text, spans, Random(seed))

    moved = nc.retext(copy, edited.text)

    misplaced = [entry for entry in moved.moved if entry.how != "context" and "NC313" not in entry.why]
    assert [entry for entry in misplaced if "NC304" not in entry.why] == []
    after = nc.load_article(copy) if not moved.lost else None
    if after is not None:
        expected = {path: start and edited.now(start) for path, start in starts(before).items()}
        assert starts(after) == expected
        unplaced = {"NC301", "NC302", "NC303", "NC305", "NC308", "NC309", "NC311", "NC315", "NC316"}
        known = nc.check(path).codes.keys()
        assert not (nc.check(copy).codes.keys() - known) & unplaced

    back = nc.retext(copy, before.text) if after is not None else None
    if back is not None and not back.lost:
        assert without_contexts(nc.load_article(copy)) == without_contexts(before)


def without_contexts(article: nc.Article) -> list[object]:
    """An article without the contexts of its quotes: those that the other version needed stay."""
    placed = [(path, quote.exact, quote.start, quote.end) for path, quote in quotes_of(article)]
    return [placed, article.text_parts, article.sha256, article.todo, [*article.actors], [*article.events]]


def test_a_word_that_comes_twice_gets_a_context(rain):
    new = TEXT.replace("She left", "She said that it rained in Oslo. She left")
    assert [moved.how for moved in nc.retext(rain, new).moved] == ["context"]
    assert "- {it rained in Oslo: Monday that it rained in Oslo" not in rain.read_text(encoding="utf-8")
    assert nc.check(rain).ok
    assert nc.load_article(rain).events["rain"].evidence[0].start == TEXT.index("it rained")


def test_corrected_words_are_taken_over_and_listed(rain):
    ran = newscorpus("retext", rain, *written(rain, TEXT.replace("rained", "rainned")))
    assert ran == (
        0,
        f"changed    events.rain.evidence\n- it rained in Oslo\n+ it rainned in Oslo\n{rain}: 4 quotes, none lost in {rain.parent / 'new.txt'}.\n",
        "",
    )
    assert "# her\n" in rain.read_text(encoding="utf-8")
    assert nc.check(rain).ok


def written(rain: Path, text: str) -> list[Path]:
    new = rain.parent / "new.txt"
    new.write_text(text, encoding="utf-8")
    return [new]


@pytest.mark.parametrize(
    ("words", "instead"), [("it rained in", "it never rained in"), ("it rained in", "it hailed in"), (" in Oslo", "")]
)
def test_what_is_lost_becomes_an_open_point(rain, words, instead):
    before = nc.load_article(rain)
    ran = newscorpus("retext", rain, *written(rain, TEXT.replace(words, instead)))
    assert ran.code == 1
    assert ran.out.startswith("lost       events.rain.evidence\n  `it rained in Oslo` is not in the new text\n")
    text = rain.read_text(encoding="utf-8")
    assert (
        "todo:\n  - {at: events.rain.evidence, note: '`it rained in Oslo` is not in the new text'}\n"
        in text.replace('"', "'")
    )
    assert before.sha256 in text, "it is renewed when all is placed"
    assert {*nc.check(rain).codes} >= {"NC301", "NC309", "NC805"}


@pytest.mark.parametrize(
    ("old", "new", "quotes", "title"),
    [
        ("said", "allegedly said", ["The army said that it had shot the man"], "Man"),
        ("came", "came once", ["Anna Berg came to the village on Monday"], "Man"),
        ("had shot", "had probably shot", ["it had shot the man in the village of Lomar", "had shot"], "Man"),
        ("the man", "man", ["had shot the man in the village of Lomar"], "Man"),
        ("Five", "Six", [], "Five killed"),
    ],
)
def test_a_word_more_or_fewer_or_another_is_no_correction(tmp_path, old, new, quotes, title):
    text = (
        "Five killed\nThe army said that it had shot the man in the village of Lomar."
        " Anna Berg came to the village on Monday.\n"
    )
    path, after = tmp_path / "raid.yaml", text.replace(old, new, 1)
    raid = nc.Incident(id="raid", type="attack", evidence=quotes or "had shot", title=title)
    headline = title if title in text else None
    nc.dump(nc.Article(id="raid", language="en", headline=headline, text=text, events=[raid]), path)
    ran = newscorpus("retext", path, *written(path, after))
    lost = [line.split()[1] for line in ran.out.splitlines() if line.startswith("lost")]
    headlines = ["headline", "events.raid.title"] if headline else []
    assert (ran.code, lost) == (1, ["events.raid.evidence"] * len(quotes) + headlines)
    assert nc.check(path).codes["NC805"] == len(lost)


def test_a_corrected_headline_is_taken_over(tmp_path):
    path = tmp_path / "raid.yaml"
    nc.dump(nc.Article(id="raid", language="en", headline="Goverment falls", text="Goverment falls\nIt fell.\n"), path)
    moved = nc.retext(path, "Government falls\nIt fell.\n").moved
    assert [(entry.path, entry.how) for entry in moved] == [(("headline",), "changed")]
    assert nc.load_article(path).headline == "Government falls"


@pytest.mark.parametrize(
    ("headline", "now", "how"),
    [
        ("Talks after spil", "Talks after spill", "changed"),
        ("Minister visits Kiel", "Minister visits Kiel, again", "lost"),
        ("Minister visits Kiel", "Flood in Oslo", "lost"),
        ("Minister visits Kiel", "Minister visits Kiel", None),
    ],
)
def test_a_headline_is_compared_as_a_line(tmp_path, headline, now, how):
    """Not with a part of a longer one, or of the body."""
    path = tmp_path / "a.yaml"
    body = "\nAnna spoke. “Minister visits Kiel” was the headline.\n"
    nc.dump(nc.Article(id="a", language="en", headline=headline, text=headline + body), path)
    moved = nc.retext(path, now + body).moved
    assert [(entry.path, entry.how) for entry in moved] == ([(("headline",), how)] if how else [])
    assert nc.load_article(path).headline == (now if how == "changed" else headline)


def test_the_name_of_a_file_is_no_text(rain):
    (rain.parent / "new.txt").write_text("It rained.", encoding="utf-8")
    before = rain.read_bytes()
    with pytest.raises(nc.UsageError, match="the name of a file"):
        nc.retext(rain, str(rain.parent / "new.txt"))
    assert rain.read_bytes() == before


def test_of_two_occurrences_the_deleted_one_is_lost(rain):
    with nc.edit(rain) as doc:
        doc.events["rain"].topics = [nc.Quote(exact="on Monday", within="left on Monday")]
    lost = nc.retext(rain, TEXT.replace("She left on Monday", "She left"), write=False).lost
    assert [moved.path for moved in lost] == [("events", "rain", "topics", 0)]


def test_other_figures_are_no_correction(tmp_path):
    count = nc.Count(count=61, text="61 people")
    fire = nc.Incident(id="fire", type="disaster", evidence="61 people died", casualties={"killed": [count]})
    path = tmp_path / "fire.yaml"
    nc.dump(nc.Article(id="fire", language="en", text="In Oslo, 61 people died.", events=[fire]), path)
    assert len(nc.retext(path, "In Oslo, 67 people died.").lost) == 2


def test_a_text_file_that_was_edited_already(tmp_path):
    copy = copied(COURT, tmp_path)
    text = copy.with_suffix(".txt")
    with nc.edit(copy) as doc:
        doc.sha256 = sha256(nc.load_article(copy).text)
    old = tmp_path / "old"
    old.write_bytes(text.read_bytes())
    text.write_text(f"Harwick. {old.read_text(encoding='utf-8')}", encoding="utf-8")
    ran = newscorpus("retext", copy, text)
    assert (ran.code, ran.err) == (
        2,
        f"error: {copy}: the text has another hash than `sha256`; give the annotated one as `old` (--old FILE)\n",
    )
    assert newscorpus("retext", copy, text, "--old", old).code == 0
    assert nc.check(copy).ok


def test_a_dry_run_writes_nothing(tmp_path):
    copy = copied(COURT, tmp_path)
    new = copy.with_name("new")
    new.write_text(f"Harwick. {nc.load_article(copy).text}", encoding="utf-8")
    before = {path: path.read_bytes() for path in copy.parent.iterdir()}
    ran = newscorpus("retext", copy, new, "--dry-run", "--output-format", "json")
    assert json.loads(ran.out)["written"] is False
    assert {path: path.read_bytes() for path in copy.parent.iterdir()} == before
    assert newscorpus("retext", copy, new, "--dry-run").out.endswith("Nothing was written.\n")


def test_canonical_json_has_the_new_offsets(tmp_path):
    path = tmp_path / "court.json"
    nc.dump(attrs.evolve(nc.load_article(COURT), text_file=None), path)
    article = nc.load_article(path)
    assert not nc.retext(path, f"Harwick. {article.text}").lost
    assert starts(nc.load_article(path)) == {k: v and v + 9 for k, v in starts(article).items()}


def test_a_moved_paragraph(tmp_path):
    copy = copied(ANNOTATIONS[0], tmp_path)
    paragraphs = nc.load_article(copy).text.split("\n\n")
    paragraphs[2], paragraphs[5] = paragraphs[5], paragraphs[2]
    assert not nc.retext(copy, "\n\n".join(paragraphs)).lost


@pytest.mark.parametrize(
    ("annotation", "error"),
    [
        ("format: newscorpus/1\nid: a\nlanguage: en\nsha256: " + "0" * 64 + "\n", "has no text to move from"),
        (None, "no such file"),
    ],
)
def test_wrong_use_is_one_sentence(tmp_path, annotation, error):
    path = tmp_path / "a.yaml"
    if annotation:
        path.write_text(annotation, encoding="utf-8")
    (tmp_path / "new.txt").write_text("x", encoding="utf-8")
    ran = newscorpus("retext", path, tmp_path / "new.txt")
    assert ran.code == 2
    assert error in ran.err
    assert ran.err.count("\n") == 1


def test_a_text_that_is_not_utf8(rain):
    (rain.parent / "new.txt").write_bytes(b"\xff")
    ran = newscorpus("retext", rain, rain.parent / "new.txt")
    assert ran == (2, "", f"error: {rain.parent / 'new.txt'} is not UTF-8 (byte 0): convert it first\n")


PARAGRAPHS = ("Flood in Oslo", "A river rose on Monday.", "The mayor came. Nobody was hurt.", "It rained for a week.")


@given(new=st.lists(st.sampled_from([*PARAGRAPHS, "Something else.", "Flood in Bergen"]), min_size=1, max_size=6))
def test_parts_never_overlap_and_a_lost_one_is_left_out_and_open(new, tmp_path_factory):
    path = tmp_path_factory.mktemp("parts") / "flood.yaml"
    text = "\n".join(PARAGRAPHS) + "\n"
    ends = [len("\n".join(PARAGRAPHS[:number]) + "\n") for number in (0, 1, 2, 4)]
    parts = dict(zip(("headline", "lead", "body"), pairwise(ends), strict=True))
    nc.dump(nc.Article(id="flood", language="en", text=text, text_parts=parts), path)

    moved = nc.retext(path, "\n".join(new) + "\n")

    after = nc.load_article(path)  # which raises if parts overlap, or are outside of the text
    lost = {entry.path[1] for entry in moved.lost}
    assert lost == parts.keys() - after.text_parts.keys()
    assert {todo.at for todo in after.todo} == {f"text_parts.{name}" for name in lost}
    for name, (start, end) in after.text_parts.items():
        before, now = text[slice(*parts[name])], after.text[start:end]
        assert set(before.split()) & set(now.split())  # something of it is there


def test_parts_and_claims_that_are_gone_are_listed(tmp_path):
    path = tmp_path / "flood.yaml"
    text = "Flood in Oslo\nThe goverment said: we will help. Nobody was hurt.\n"
    path.write_text(
        "format: newscorpus/1\nid: flood\nlanguage: en\ntext_file: flood.txt\n"
        "text_parts: {headline: [0, 13], body: [14, 64]}\n"
        "claims:\n  - {quote: we will help}\n  - {quote: Nobody was hurt}\n",
        encoding="utf-8",
    )
    (tmp_path / "flood.txt").write_text(text, encoding="utf-8")
    moved = nc.retext(path, "The government said: we will help.\n")
    assert ("text_parts", "headline") in [entry.path for entry in moved.lost]
    assert ("claims", 1) in [entry.path[:2] for entry in moved.lost]
    assert "todo:\n" in path.read_text(encoding="utf-8")
    assert "quote: Nobody was hurt" in path.read_text(encoding="utf-8")
