"""The members of lists and tables are those that `nc.edit` handed out, whatever becomes of them: comments stay at them."""

import re
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newscorpus as nc

HEAD = """\
format: newscorpus/1
id: rain
language: en
text: Anna met Carl. Bert left. It rained.
actors:
  anna: {name: Anna, kind: person}
"""


def edited(folder, text, change):
    """The text of a file, below the head, after a change."""
    path = folder / "rain.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    with nc.edit(path) as doc:
        change(doc)
    after = path.read_text(encoding="utf-8")
    assert after.startswith(HEAD)
    return after[len(HEAD) :]


SHARING = """\
claims: [{quote: Anna met Carl},  # one
  {quote: Bert left}, {quote: left},  # two and three
  # above four
  {quote: It rained}]  # four
"""


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda claims: claims.append(nc.Claim(quote=["met"])),
            SHARING.replace("}]  # four\n", "},  # four\n  {quote: met}]\n"),
        ),
        (lambda claims: claims.pop(1), SHARING.replace("{quote: Bert left}, ", "")),
        (lambda claims: claims.pop(2), SHARING.replace(", {quote: left}", "")),
        (lambda claims: claims.pop(), SHARING[: SHARING.index(",  # two")] + "  # two and three\n  ]  # four\n"),
        (
            lambda claims: claims.insert(3, nc.Claim(quote=["met"])),
            SHARING.replace("  # above", "  {quote: met},\n  # above"),
        ),
        (
            lambda claims: claims.append(claims.pop(0)),
            "claims: ["
            + SHARING[SHARING.index("{quote: B") : -len("]  # four\n")]
            + ",  # four\n  {quote: Anna met Carl}  # one\n  ]\n",
        ),
    ],
)
def test_comments_beside_brackets_stay_at_their_members(tmp_path, change, expected):
    """Also those of members that share a line with each other, and with a bracket."""
    assert edited(tmp_path, SHARING, lambda doc: change(doc.claims)) == expected


ACTORS = """\
  # about Bert
  bert:  # at Bert
    # inside Bert
    name: Bert
    kind: person
  carl: {name: Carl, kind: person}
events:
  rain: {kind: event, type: other, participants: {agent: bert}, evidence: [Bert left]}  # rain
"""


def rename(doc):
    doc.actors["robert"] = doc.actors.pop("bert")
    doc.events["rain"].participants["agent"][0].actor = "robert"


def rename_with_id(doc):
    doc.actors["bert"].id = "robert"
    rename(doc)


@pytest.mark.parametrize("change", [rename, rename_with_id])
def test_an_id_is_renamed_in_place(tmp_path, change):
    """Its key is the id, whether or not that is set as well."""
    assert edited(tmp_path, ACTORS, change) == re.sub(r"\bbert\b", "robert", ACTORS)


WORDS = [letter * 5 for letter in "abcdef"]
"""Words that are not alike, so that no new claim can be taken for a changed one."""
OTHERS = [letter * 5 for letter in "uvwxyz"]


@attrs.frozen
class Row:
    """A claim, and the marker of its comments; None if it is new."""

    quote: str
    marker: str | None


@st.composite
def rows_in_yaml(draw: st.DrawFn) -> tuple[list[Row], str]:
    """Some claims, and their source, in one of the styles; each comment names the words of its claim."""
    count = draw(st.integers(1, 6))
    has_above, is_flow, is_trailing = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
    lines = ["claims: [" if is_flow else "claims:"]
    for i, word in enumerate(WORDS[:count]):
        note = draw(st.sampled_from(["", "old"]))
        lines += [f"  # above {word}"] * has_above
        if is_flow:
            comma = "," if is_trailing or i < count - 1 else ""
            lines.append(f"  {{quote: {word}{', note: old' if note else ''}}}{comma}  # at {word}")
        else:
            lines += [f"  - quote: {word}  # at {word}", *(["    note: old"] if note else [])]
    above = "# above " if has_above else ""
    rows = [Row(word, f"{above}{word}") for word in WORDS[:count]]
    return rows, "\n".join([*lines, *(["]"] if is_flow else [])]) + "\n"


def one_step(data: st.DataObject, rows: list[Row], claims: list, fresh: str) -> None:
    """Change, insert, remove or move a claim, in the draft and in the rows."""
    what = data.draw(st.sampled_from(["note", "quote", "insert", "remove", "move", "reverse"]))
    at = data.draw(st.integers(0, len(rows) - 1)) if rows else 0
    if what == "insert" or not rows:
        rows.insert(at, Row(fresh, None))
        claims.insert(at, nc.Claim(quote=[fresh]))
    elif what == "note":
        if rows[at].marker:
            claims[at].note = data.draw(st.sampled_from([None, "new", "a: b"]))
    elif what == "quote" and rows[at].marker:
        claims[at].quote = [fresh]
        rows[at] = attrs.evolve(rows[at], quote=fresh)
    elif what == "remove":
        del rows[at], claims[at]
    elif what == "move":
        to = data.draw(st.integers(0, len(rows) - 1))
        rows.insert(to, rows.pop(at))
        claims.insert(to, claims.pop(at))
    elif what == "reverse":
        rows.reverse()
        claims.reverse()


@settings(suppress_health_check=list(HealthCheck), max_examples=max(50, settings.default.max_examples))
@given(rows_in_yaml(), st.data())
def test_comments_stay_at_their_members(tmp_path_factory, source: tuple[list[Row], str], data: st.DataObject) -> None:
    """However they are changed, inserted, removed and moved together; those of removed ones go."""
    before, text = source
    rows = list(before)
    head = f"format: newscorpus/1\nid: rain\nlanguage: en\ntext: {' '.join(WORDS + OTHERS)}\n"
    path: Path = tmp_path_factory.getbasetemp() / "rows.yaml"
    path.write_text(head + text, encoding="utf-8")
    with nc.edit(path) as doc:
        for step in range(data.draw(st.integers(1, 6))):
            one_step(data, rows, doc.claims, OTHERS[step])
    assert [str(claim.quote[0]) for claim in nc.load_article(path).claims] == [row.quote for row in rows]
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [line for line in lines if "quote:" in line]
    for row, line in zip(rows, found, strict=True):
        word = row.marker and row.marker.removeprefix("# above ")
        assert line.partition("#")[2] == (f" at {word}" if word else ""), line
        above = lines[lines.index(line) - 1].strip()
        if row.marker and row.marker.startswith("#"):
            assert above == row.marker
        else:
            assert not above.startswith("#")
    assert sum(line.strip().startswith("#") for line in lines) == sum("#" in (row.marker or "") for row in rows)


KEYWORDS = {
    "block": "keywords:\n  - politics  # checked by Eva\n  - trade\n",
    "flow": "keywords: [\n  politics,  # checked by Eva\n  trade,\n]\n",
}


def renew(words):
    words.pop(0)
    words.insert(0, "political")


def clear_and_append(words):
    words.clear()
    words.append("political")


@pytest.mark.parametrize("text", KEYWORDS.values(), ids=KEYWORDS)
@pytest.mark.parametrize("change", [renew, clear_and_append])
def test_an_inserted_string_is_new(tmp_path, text, change):
    """It has no comment of one that was removed, however similar that is."""
    after = edited(tmp_path, text, lambda doc: change(doc.keywords))
    assert "political" in after
    assert "Eva" not in after


def shift(words):
    words[0], words[1] = words[1], words[0]


@pytest.mark.parametrize("change", [shift, list.reverse, lambda words: words.sort(reverse=True)])
def test_a_string_that_moves_keeps_its_comment(tmp_path, change):
    after = edited(tmp_path, KEYWORDS["block"], lambda doc: change(doc.keywords))
    assert after == "keywords:\n  - trade\n  - politics  # checked by Eva\n"


def test_a_comment_does_not_go_to_a_new_member(tmp_path):
    """That beside the last pair is above the list that the pairs become, as the others inside it."""
    event = "events:\n  rain:\n    kind: event\n    type: other\n    evidence: It rained\n"
    pairs = "    places:\n      # where\n      Anna: NO # not in Germany\n"
    place = nc.Place(name=nc.Quote(exact="Carl"))
    text = edited(tmp_path, event + pairs, lambda doc: doc.events["rain"].places.append(place))
    assert "    # where\n    # not in Germany\n    places:\n" in text
    assert "- Carl\n" in text


def test_a_string_has_the_quotation_marks_of_others(tmp_path):
    claims = "claims:\n  - {quote: Bert left, note: 'rained'}\n  - {quote: It rained}\n"
    for note, written in (("seen", "'seen'"), ("it's: so", '"it\'s: so"')):
        text = edited(tmp_path, claims, lambda doc, note=note: setattr(doc.claims[1], "note", note))
        assert text == claims.replace("It rained}", f"It rained, note: {written}}}")


def test_what_is_assigned_is_in_place_of_the_member_before(tmp_path):
    """Also if it is moved then; what is inserted where another was removed is new."""

    def assign(doc):
        doc.claims[0] = nc.Claim(quote=["It rained"])
        doc.claims.append(doc.claims.pop(0))

    def replace(doc):
        del doc.claims[0]
        doc.claims.insert(0, nc.Claim(quote=["It rained"]))

    first, second = "  - quote: Anna met Carl  # one\n", "  # above two\n  - quote: Bert left  # two\n"
    claims = f"claims:\n{first}{second}"
    assert edited(tmp_path, claims, assign) == f"claims:\n{second}  - quote: It rained  # one\n"
    assert edited(tmp_path, claims, replace) == f"claims:\n  - quote: It rained\n{second}"
