"""Merges of two versions that began with the same text: by examples, and by laws on random histories."""

import json
import os
from random import Random

import pytest
import yaml
from histories import check, read, resolved

import newscorpus as nc

COURT = """\
# who, what, when
format: newscorpus/1
id: court
language: en
text: |
  Ida Holm declined to comment on Monday. The court will meet her lawyer, Carl Dahl. Anna Berg was not there.

actors:
  # the accused
  holm: {name: Ida Holm, kind: person} # as in the file of the court
  dahl: {name: Carl Dahl, kind: person}

events:
  # on the first day
  silence: # one of several
    kind: event
    type: refusal
    participants: {agent: holm}
    evidence:
      - Ida Holm declined to comment on Monday # the whole sentence

  session:
    kind: meeting
    type: hearing
    participants: {participant: dahl}
    evidence: [The court will meet her lawyer]
    status: planned
"""
ABSENCE = """
  # not in the record
  absence:
    kind: event
    type: other
    participants: {agent: dahl} # in person
    evidence: [Anna Berg was not there]
"""


def changed(*pairs, text=COURT):
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def merged(ours, theirs, base=COURT, format="yaml"):
    """The text, and the conflicts as words."""
    text, conflicts = nc.merge(base, ours, theirs, format)
    return text, [str(one) for one in conflicts]


SHARE = int(os.environ.get("NEWSCORPUS_HISTORIES", "200")) // 4


@pytest.mark.parametrize("part", range(4))
def test_laws_on_random_histories(part):
    """Nothing is lost, sides can be swapped, and what one side changed is as it has it (`histories.check`)."""
    found = {check(seed) for seed in range(part * SHARE, part * SHARE + SHARE)}
    assert found >= {"clean", "conflict"}


def test_laws_on_histories_that_were_wrong():
    """Where sides rename events beside each other, or move what the other side deletes, with comments."""
    seeds = (2009, 3289, 4191, 4293, 6499, 19430, 40185, 43059, 47951, 57545, 66507, 97693)
    in_conflict = [check(seed) for seed in seeds]
    clean = [check(seed) for seed in (9037, 9537, 9575, 12513, 40150)]
    assert (in_conflict, clean) == (["conflict"] * 12, ["clean"] * 5)


def test_events_at_the_same_place():
    """Both are added, with their comments, where git sees a conflict."""
    ours, theirs = COURT + ABSENCE, COURT + ABSENCE.replace("absence", "lack").replace("not in", "missing in")
    text, conflicts = merged(ours, theirs)
    assert not conflicts
    assert text == ours + ABSENCE.replace("absence", "lack").replace("not in", "missing in")


def test_the_text_of_git_is_taken_if_it_has_the_data():
    ours = changed(("status: planned", "status: possible"), ("# the accused", "# the defendant"))
    theirs = changed(("type: refusal", "type: other"), ("# who, what, when", "# of Monday"))
    text, conflicts = merged(ours, theirs)
    assert not conflicts
    assert text == changed(
        ("status: planned", "status: possible"),
        ("# the accused", "# the defendant"),
        ("type: refusal", "type: other"),
        ("# who, what, when", "# of Monday"),
    )


def test_lists_get_the_items_of_both():
    ours = changed(
        ("evidence: [The court will meet her lawyer]", "evidence: [The court will meet her lawyer, Carl Dahl]")
    )
    theirs = changed(
        ("evidence: [The court will meet her lawyer]", "evidence: [her lawyer, The court will meet her lawyer]")
    )
    text, conflicts = merged(ours, theirs)
    assert not conflicts
    assert "evidence: [her lawyer, The court will meet her lawyer, Carl Dahl]" in text


def test_a_new_table_keeps_its_comments():
    claims = "\n# of the article\nclaims:\n  - quote: Anna Berg was not there # says nobody\n"
    text, conflicts = merged(changed(("status: planned\n", "status: possible\n")), COURT + claims)
    assert (text, conflicts) == (changed(("status: planned\n", "status: possible\n")) + claims, [])
    text, conflicts = merged(COURT + ABSENCE, COURT + claims)
    assert (text, conflicts) == (COURT + ABSENCE + claims, [])


def test_what_both_add_is_added_once():
    ours, theirs = COURT + ABSENCE, changed(("status: planned", "status: possible")) + ABSENCE
    text, conflicts = merged(ours, theirs)
    assert (text, conflicts) == (theirs, [])


def test_indentation_and_line_ends_are_those_of_ours():
    ours = changed(
        ("status: planned\n", "status: possible\n"),
        ("  dahl: {name", "  berg: {name: Anna Berg, kind: person}\n  dahl: {name"),
    )
    theirs = (COURT + ABSENCE).replace("\n  ", "\n    ").replace("\n    Ida", "\n  Ida")
    theirs = theirs.replace("  dahl: {name", "  court: {name: The court, kind: organization}\n    dahl: {name")
    text, conflicts = merged(ours.replace("\n", "\r\n"), theirs, COURT.replace("\n", "\r\n"))
    assert not conflicts
    assert text.count("\n") == text.count("\r\n")
    article = nc.loads(text)
    assert {*article.actors} == {"holm", "berg", "court", "dahl"}
    assert article.events["session"].status == "possible"
    assert "\r\n  # not in the record\r\n  absence:\r\n" in text


def test_any_data_is_merged():
    assert merged("[1, 2, 3]", "[0, 1, 2]", "[1, 2]", "json") == ("[0, 1, 2, 3]", [])


def test_files_that_both_sides_add():
    """Without a base, what is equal is one, and tables have the members of both."""
    text, conflicts = merged(COURT + ABSENCE, COURT + ABSENCE.replace("absence", "lack"), base="")
    assert not conflicts
    assert [*nc.loads(text).events] == ["silence", "session", "absence", "lack"]
    _, conflicts = merged(COURT, COURT.replace("language: en", "language: sv"), base="")
    assert conflicts == ["language: both sides add it, differently"]


def test_json_keeps_its_layout():
    base = nc.dumps(nc.loads(COURT), "json")
    ours, theirs = (nc.dumps(nc.loads(COURT + ABSENCE.replace("absence", id_)), "json") for id_ in ("absence", "lack"))
    text, conflicts = merged(ours, theirs, base, "json")
    assert not conflicts
    article = nc.loads(text, "json")
    assert text == nc.dumps(article, "json")
    assert [*article.events] == ["silence", "session", "absence", "lack"]


def test_json_lines():
    one, other, third = (nc.dumps(nc.loads(COURT.replace("id: court", f"id: {id_}")), "jsonl") for id_ in "abc")

    def lines(*records):
        return "".join(record + "\n" for record in records)

    planned, possible, cancelled = (
        one.replace('"planned"', f'"{word}"') for word in ("planned", "possible", "cancelled")
    )
    headline = nc.dumps(nc.loads(COURT.replace("id: court", "id: a\nheadline: X")), "jsonl")
    text, conflicts = merged(lines(possible, other), lines(headline, third), lines(planned, other), "jsonl")
    assert not conflicts
    first, second = text.splitlines()
    assert nc.loads(first, "jsonl").events["session"].status == "possible"
    assert nc.loads(first, "jsonl").headline == "X"
    assert second == third
    text, conflicts = merged(lines(possible), lines(cancelled, other), lines(planned, other), "jsonl")
    assert conflicts == ["a.events.session.status: both sides change it, differently"]
    assert (resolved(text, "ours"), resolved(text, "theirs")) == (lines(possible), lines(cancelled))
    text, conflicts = merged(
        lines(planned), lines(possible, other), lines(planned, possible.replace('"a"', '"b"')), "jsonl"
    )
    assert conflicts == ["b: our side deletes it, the other changes it"]
    _, conflicts = merged(lines(planned, planned), lines(possible, other), lines(planned), "jsonl")
    assert conflicts == ["the file: both sides change the same lines"]


def test_baselines():
    def line(name, count=1):
        more = f', "count": {count}' if count > 1 else ""
        return f'{{"fingerprint": "{name}", "code": "NC301", "file": "a.yaml", "path": "x", "message": "y"{more}}}\n'

    base = line("a") + line("b") + line("c", 2) + line("d")
    ours = line("a", 2) + line("c", 3) + line("d", 4) + line("e")
    theirs = line("a", 3) + line("b") + line("c", 2) + line("f")
    assert merged(ours, theirs, base, "baseline") == (
        line("a", 3) + line("c", 3) + line("d", 4) + line("e") + line("f"),
        [],
    )
    odd = base + "no entry\n"
    assert merged(odd + line("e"), line("0") + odd, odd, "baseline") == (line("0") + odd + line("e"), [])
    text, conflicts = merged(base + "this\n", base + "that\n", base, "baseline")
    assert "this\n" in text
    assert "that\n" in text
    assert conflicts == ["the file: both sides change the same lines"]


def test_a_corpus_yaml():
    base = "format: newscorpus/1\nname: news\nactors:\n  norway: {name: Norway, kind: country}\n"
    sweden, denmark = (
        "  sweden: {name: Sweden, kind: country}\n",
        "  denmark: {name: Denmark, kind: country} # since 2024\n",
    )
    assert merged(base + sweden, base + denmark, base) == (base + sweden + denmark, [])


def test_comments_of_their_side():
    """Added, changed and deleted: beside, above, at the end, and in brackets."""
    pairs = [
        ("type: refusal\n", "type: refusal # a demand?\n"),
        ("# who, what, when", "# of Monday"),
        ("# the accused\n", "# the accused\n  # whom all know\n"),
        (" # as in the file of the court", ""),
        ("  # on the first day\n", ""),
        ("    evidence:\n", "    # of two\n    evidence:\n"),
        (" # the whole sentence", " # a part"),
    ]
    theirs = changed(*pairs) + "# the end\n"
    for ours in (
        changed(("kind: event", "kind: incident"), ("status: planned", "status: possible")),
        changed(("kind: event", "kind: incident")) + ABSENCE,
    ):
        text, conflicts = merged(ours, theirs)
        assert not conflicts
        assert text == changed(*pairs, text=ours) + "# the end\n"
        assert sorted(merged(theirs, ours)[0].splitlines()) == sorted(text.splitlines())


def test_comments_of_their_side_beside_a_conflict():
    ours = changed(("status: planned", "status: possible"))
    comment = ("{name: Carl Dahl, kind: person}", "{name: Carl Dahl, kind: person, sector: LEG} # bert: hm")
    theirs = changed(("status: planned", "status: cancelled # on Friday"), comment)
    text, conflicts = merged(ours, theirs)
    assert conflicts == ["events.session.status: both sides change it, differently"]
    marked = "<<<<<<< ours\n    status: possible\n=======\n    status: cancelled # on Friday\n>>>>>>> theirs\n"
    assert text == changed(("    status: planned\n", marked), comment)


def test_comments_that_both_change():
    """Of one, a conflict; of the lines above something, those of both are there."""
    ours, theirs = (changed(("# as in the file", f"# as in {word}")) for word in ("a file", "the files"))
    text, conflicts = merged(ours + ABSENCE, theirs)
    assert conflicts == ["actors.holm: both sides change its comment, differently"]
    assert (resolved(text, "ours"), resolved(text, "theirs")) == (ours + ABSENCE, theirs + ABSENCE)
    ours, theirs = (changed(("  session:\n", f"  # {word}\n  session:\n")) for word in ("ask Carl", "in public"))
    assert merged(ours, theirs) == (changed(("  session:\n", "  # ask Carl\n  # in public\n  session:\n")), [])


ITEMS = """\
claims:
  - quote: The court will meet her lawyer
    by: holm
  - quote: Carl Dahl
"""
DELETED = {
    "an event": ("events.session", COURT[COURT.index("\n  session:") :], "    status: planned\n", ""),
    "an actor on one line": ("actors.dahl", "  dahl: {name: Carl Dahl, kind: person}\n", None, ""),
    "a field": ("events.session.status", "    status: planned\n", None, ""),
    "a claim": ("claims[0]", ITEMS[8 : ITEMS.index("  - quote: Carl")], "    by: holm\n", ""),
    "a claim in whose place is another": ("claims[1]", "  - quote: Carl Dahl\n", None, "  - quote: Ida Holm\n"),
}


@pytest.mark.parametrize("case", DELETED)
@pytest.mark.parametrize("above", [True, False])
def test_a_comment_at_what_the_other_side_deletes(case, above):
    """It is in conflict, with its comments, whoever deletes it; what else changes is merged."""
    path, deleted, line, instead = DELETED[case]
    base = COURT + ITEMS if "claim" in case else COURT
    line = line or deleted
    comment = f"{line[: -len(line.lstrip())]}# do not delete\n{line}" if above else f"{line[:-1]} # do not delete\n"
    ours, theirs = changed((deleted, instead), text=base), changed((line, comment), text=base)
    more = ("    type: refusal\n", "    type: refusal # of a statement\n")
    for one, other, side in ((ours, theirs, "our"), (theirs, ours, "their")):
        text, conflicts = merged(one, changed(more, text=other), base)
        assert conflicts == [f"{path}: {side} side {'replaces' if instead else 'deletes'} it, the other comments on it"]
        found = [resolved(text, name) for name in ("ours", "theirs")]
        with_comment = found[side == "our"]
        assert [comment in version for version in found] == [side == "their", side == "our"]
        assert with_comment.split() == changed(more, text=theirs).split()
        assert all(read(version, "yaml") for version in found)
        assert all(more[1] in version for version in found)


ADDITIONS = {
    "waive:\n  - {code: NC513, at: actors.holm, why: a}\n": "waive:\n  - {code: NC903, at: actors.dahl, why: b}\n",
    "claims:\n  - quote: Carl Dahl\n    by: holm\n": "claims:\n  - quote: Anna Berg # who?\n    by: dahl\n",
}


@pytest.mark.parametrize("one", ADDITIONS)
def test_first_items_of_lists(one):
    second = ADDITIONS[one]
    text, conflicts = merged(COURT + one, COURT + second)
    assert (text, conflicts) == (COURT + one + second.partition("\n")[2], [])


def test_a_list_that_one_deletes_and_the_other_changes():
    base = changed(("    status: planned\n", "    triggers: [meet]\n    status: planned\n"))
    ours, theirs = changed(("[meet]", "[meet, court]"), text=base), changed(("    triggers: [meet]\n", ""), text=base)
    text, conflicts = merged(ours, theirs, base)
    assert conflicts == ["events.session.triggers: their side deletes it, the other changes it"]
    assert (resolved(text, "ours"), resolved(text, "theirs")) == (ours, theirs)


@pytest.mark.parametrize("other", ["- a\n", "3\n", "a\n", ""])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_version_that_is_no_article(other, place):
    versions = [COURT, changed(("planned", "possible")), changed(("type: refusal", "type: statement"))]
    versions[place] = other
    text, conflicts = merged(versions[1], versions[2], versions[0])
    assert conflicts
    for side, version in zip(("ours", "theirs"), versions[1:], strict=True):
        assert read(resolved(text, side), "yaml") == read(version, "yaml")


def test_a_claim_whose_words_one_side_changes_slightly():
    base = COURT + "claims:\n  - quote: The court will meet her lawyer\n    by: holm\n"
    ours, theirs = base.replace("quote: The court", "quote: court"), base + "    about: session\n"
    assert merged(ours, theirs, base) == (ours + "    about: session\n", [])
    assert merged(theirs, ours, base) == (ours + "    about: session\n", [])


def test_an_actor_that_both_rename():
    ours, theirs = (
        COURT.replace("holm:", f"{id_}:").replace("agent: holm", f"agent: {id_}") for id_ in ("ida", "iholm")
    )
    text, conflicts = merged(ours, theirs)
    assert conflicts == ["actors.holm: both sides rename it, differently"]
    assert (resolved(text, "ours"), resolved(text, "theirs")) == (ours, theirs)


def test_what_one_side_deletes_and_the_other_renames():
    """The new id would be there as if nobody had deleted anything."""
    deleted, renamed = COURT[: COURT.index("\n  session:\n")], changed(("  session:\n", "  hearing:\n"))
    for one, other, side in ((deleted, renamed, "our"), (renamed, deleted, "their")):
        text, conflicts = merged(one, other)
        assert conflicts == [f"events.session: {side} side deletes it, the other renames it"]
        both = [read(resolved(text, name), "yaml") for name in ("ours", "theirs")]
        assert both == [read(one, "yaml"), read(other, "yaml")]


@pytest.mark.parametrize("agent", ["[ANA]", "{ANA: the mayor}", "[{ANA: the mayor}, oslo]"])
def test_references_to_an_actor_that_both_rename(agent):
    """Each side has its own id, in lists and before words, too, and a change by one side is in both."""
    base = COURT.replace("{agent: holm}", f"{{agent: {agent.replace('ANA', 'holm')}}}")
    ours, theirs = (base.replace("holm:", f"{id_}:").replace("[holm", f"[{id_}") for id_ in ("ida", "iholm"))
    text, conflicts = merged(ours, theirs.replace("status: planned", "status: possible"), base)
    assert conflicts == ["actors.holm: both sides rename it, differently"]
    both = [one.replace("status: planned", "status: possible") for one in (ours, theirs)]
    assert [resolved(text, side) for side in ("ours", "theirs")] == both


def test_a_value_that_both_change():
    """Markers are around its line alone, and `check` reports them."""
    ours, theirs = (changed(("status: planned", f"status: {word}")) for word in ("possible", "cancelled"))
    text, conflicts = nc.merge(COURT, ours + ABSENCE, theirs)
    (conflict,) = conflicts
    assert (conflict.path, conflict.base, conflict.ours, conflict.theirs) == (
        ("events", "session", "status"),
        "planned",
        "possible",
        "cancelled",
    )
    assert (
        text
        == ours.replace(
            "    status: possible\n",
            "<<<<<<< ours\n    status: possible\n=======\n    status: cancelled\n>>>>>>> theirs\n",
        )
        + ABSENCE
    )
    assert "merge conflict" in nc.check_text(text).diagnostics[0].message


def test_a_change_is_never_made_to_another_item():
    """Their side may have replaced the claim: then our note does not belong to it."""
    claims = "claims:\n  - {quote: Anna Berg was not there, by: dahl}\n  - {quote: Carl Dahl, by: holm}\n"
    noted = claims.replace("by: dahl}", "by: dahl, note: N}")
    replaced = claims.replace("Anna Berg was not there", "declined to comment")
    text, conflicts = merged(COURT + noted, COURT + replaced, COURT + claims)
    assert conflicts == ["claims[0]: both sides change it, differently"]
    assert (resolved(text, "ours"), resolved(text, "theirs")) == (COURT + noted, COURT + replaced)
    moved = "claims:\n  - {quote: Carl Dahl, by: holm}\n"
    _, conflicts = merged(COURT + noted, COURT + moved, COURT + claims)
    assert conflicts == ["claims[0]: their side deletes it, the other changes it"]


def test_an_event_that_one_deletes_and_the_other_edits():
    ours = COURT[: COURT.index("\n  session:")]
    theirs = changed(("status: planned", "status: possible"))
    text, conflicts = merged(ours, theirs)
    assert conflicts == ["events.session: our side deletes it, the other changes it"]
    assert (resolved(text, "ours"), nc.loads(resolved(text, "theirs"))) == (ours, nc.loads(theirs))
    text, conflicts = merged(theirs, ours)
    assert conflicts == ["events.session: their side deletes it, the other changes it"]
    assert (resolved(text, "ours"), resolved(text, "theirs").rstrip()) == (theirs, ours.rstrip())


def test_an_actor_that_one_renames_and_the_other_uses():
    renamed = COURT.replace("holm:", "ida:").replace("agent: holm", "agent: ida")
    used = COURT + ABSENCE.replace("agent: dahl", "agent: holm")
    for ours, theirs, side in ((renamed, used, "our"), (used, renamed, "their")):
        text, conflicts = merged(ours, theirs)
        assert conflicts == [f"actors.holm: {side} side deletes or renames `holm`, the other uses it"]
        keeps = read(resolved(text, "theirs" if side == "our" else "ours"), "yaml")
        assert {*keeps["actors"]} == {"holm", "ida", "dahl"}
        assert keeps["events"]["absence"]["participants"] == {"agent": "holm"}
    clean = COURT + ABSENCE
    assert merged(renamed, clean)[1] == []


@pytest.mark.parametrize(
    ("words", "use"),
    [
        ("name: holm", "participants: {agent: holm}"),
        ("name: Holm, aliases: [holm]", "participants: {agent: {holm: Anna Berg}}"),
        ("name: Holm, mentions: [holm]", "participants: {agent: {actor: holm}}"),
        ("name: Holm, note: holm", "participants: {}\nwaive: {code: NC502, at: actors.holm.name, why: as printed}"),
    ],
)
def test_an_actor_that_one_renames_while_other_words_are_like_its_id(words, use):
    base = changed(("name: Ida Holm", words))
    renamed = base.replace("  holm:", "  ida:").replace("agent: holm", "agent: ida")
    used = base + ABSENCE.replace("participants: {agent: dahl}", "participants: {}")
    used = used.replace("participants: {}", use) if "waive" not in use else used + use.split("\n")[1] + "\n"
    for ours, theirs, side in ((renamed, used, "our"), (used, renamed, "their")):
        conflicts = merged(ours, theirs, base)[1]
        assert conflicts == [f"actors.holm: {side} side deletes or renames `holm`, the other uses it"]


def test_an_id_for_two_things():
    ours = changed(("  dahl:", "  absence: {name: Anna Berg, kind: person}\n  dahl:"))
    text, conflicts = merged(ours, COURT + ABSENCE)
    reason = "one side gives the id `absence` to an actor, the other to an event"
    assert conflicts == [f"actors.absence: {reason}", f"events.absence: {reason}"]
    assert [*nc.loads(resolved(text, "ours")).events] == ["silence", "session"]
    assert [*nc.loads(resolved(text, "theirs")).actors] == ["holm", "dahl"]


def test_an_id_that_is_used_twice_already():
    """It is no conflict of the two sides: `check` reports it."""
    base = COURT.replace("silence:", "dahl:")
    text, conflicts = merged(base.replace("planned", "possible"), base + ABSENCE, base)
    assert (text, conflicts) == (base.replace("planned", "possible") + ABSENCE, [])


def test_an_id_that_both_give_to_new_events():
    text, conflicts = merged(COURT + ABSENCE, COURT + ABSENCE.replace("type: other", "type: refusal"))
    assert conflicts == ["events.absence: both sides add it, differently"]
    assert (resolved(text, "ours"), resolved(text, "theirs")) == (
        COURT + ABSENCE,
        COURT + ABSENCE.replace("type: other", "type: refusal"),
    )


def test_a_version_that_cannot_be_parsed():
    broken = changed(("type: refusal", 'type: "refusal'))
    theirs = changed(("status: planned", "status: possible"))
    text, conflicts = merged(broken, theirs)
    assert (text, conflicts) == (
        changed(("type: refusal", 'type: "refusal'), ("status: planned", "status: possible")),
        [],
    )
    text, conflicts = merged(broken, changed(("type: refusal", "type: other")))
    assert conflicts == ["the file: both sides change the same lines"]
    assert '<<<<<<< ours\n    type: "refusal\n=======\n    type: other\n>>>>>>> theirs\n' in text


def test_what_cannot_be_edited_with_certainty():
    base = COURT + "note: | # of one\n  old\nheadline: a\n"
    ours, theirs = (
        base.replace("headline: a", "headline: b"),
        base.replace("  old", "  new").replace("headline: a", "headline: a\nauthor: c"),
    )
    text, conflicts = merged(ours, theirs, base)
    assert conflicts == [
        "the file: the text cannot be merged with certainty: a comment in the first line of block text"
    ]
    assert "<<<<<<< ours" in text


def test_without_git(monkeypatch):
    monkeypatch.setenv("PATH", "")
    ours, theirs = COURT + ABSENCE, changed(("status: planned", "status: possible"))
    text, conflicts = merged(ours, theirs)
    assert not conflicts
    assert nc.loads(text) == nc.loads(theirs + ABSENCE)
    _, conflicts = merged(changed(("type: refusal", 'type: "refusal')), theirs)
    assert conflicts == ["the file: both sides change the same lines"]


def test_wrong_calls():
    with pytest.raises(nc.UsageError, match="no format 'xml': yaml, json, jsonl, baseline"):
        nc.merge("", "", "", "xml")


def test_any_texts_can_be_merged():
    """Lines that are moved, repeated and cut give a text, never an error; and git's if no side can be parsed."""
    rng = Random(0)

    def mutated():
        lines = (COURT + ABSENCE).splitlines(keepends=True)
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(lines))
            lines[at : at + 1] = rng.choice(
                [[], lines[at : at + 1] * 2, [lines[at][: rng.randrange(len(lines[at]))]], [rng.choice(lines)]]
            )
        return "".join(lines)

    for _ in range(40):
        ours, theirs = mutated(), mutated()
        text, conflicts = nc.merge(COURT, ours, theirs)
        assert nc.merge(COURT, ours, COURT) == (ours, ())
        assert ("<<<<<<< ours" in text) == bool(conflicts)


def test_comments_at_the_end_of_a_file_to_which_both_append_stay_once():
    base = "format: newscorpus/1\nname: court\n\n# checks:\n#   fail_on: warning\n"
    ours, theirs = base + "title: Court\n", base + "# who\ndescription: Reports.\n"
    assert nc.merge(base, ours, theirs) == (ours + "# who\ndescription: Reports.\n", ())
    assert nc.merge(base, ours, ours + "# all\n")[0].count("title: Court\n") == 1


BASE = """\
format: newscorpus/1
id: court
language: en
text: It rained. Ida left. The court will meet.
actors:
  holm: {name: Ida Holm, kind: person}
events:
  exit:
    kind: event
    type: other
    evidence:
      - Ida left
claims:
  - quote: Ida left
"""
RAIN = """\
  rain:
    kind: event
    type: own-term
    participants: {agent: holm}
    evidence: It rained
"""


def with_claim(lines):
    return BASE + lines


def with_evidence(*items):
    return BASE.replace("      - Ida left\n", "".join(f"      - {item}\n" for item in ("Ida left", *items)))


def with_event(lines):
    return BASE.replace("claims:\n", f"{lines}claims:\n")


FORMS = {
    "a list of one quote": (with_claim("  - quote: It rained\n"), with_claim("  - quote: [It rained]\n")),
    "a default": (with_event(RAIN), with_event(RAIN.replace("own-term", "own-term\n    status: occurred"))),
    "fields of a claim in another order": (
        with_claim("  - {quote: It rained, note: n}\n"),
        with_claim("  - {note: n, quote: It rained}\n"),
    ),
    "a list of one actor": (
        with_claim("  - quote: It rained\n    by: holm\n"),
        with_claim("  - quote: It rained\n    by: [holm]\n"),
    ),
    "a field of a claim that was there": (with_claim("    by: holm\n"), with_claim("    by: [holm]\n")),
    "other words of a claim that was there": (
        BASE.replace("  - quote: Ida left\n", "  - quote: The court will meet\n"),
        BASE.replace("  - quote: Ida left\n", "  - quote: [The court will meet]\n"),
    ),
    "a quote in its long form": (with_evidence("The court will meet"), with_evidence("{exact: The court will meet}")),
    "evidence beside another one": (
        with_evidence("The court will meet", "It rained"),
        with_evidence("exact: The court will meet", "It rained"),
    ),
    "an event with one quote": (with_event(RAIN), with_event(RAIN.replace("It rained", "[It rained]"))),
    "an event with one agent": (with_event(RAIN), with_event(RAIN.replace("agent: holm", "agent: [holm]"))),
    "an event with an agent in the long form": (
        with_event(RAIN),
        with_event(RAIN.replace("agent: holm", "agent: {actor: holm}")),
    ),
    "fields of an event in another order": (
        with_event(RAIN),
        with_event(RAIN.replace("    type: own-term\n", "") + "    type: own-term\n"),
    ),
    "a mapping in place of a list": (
        with_event(RAIN + "    places: {Oslo: NO, Bergen: NO}\n"),
        with_event(RAIN + "    places:\n      - {name: Oslo, country: 'NO'}\n      - Bergen: NO\n"),
    ),
    "a field that the format does not have": (
        with_claim("mood: [{a: 1, b: 2}]\n"),
        with_claim("mood: [{b: 2, a: 1}]\n"),
    ),
}


@pytest.mark.parametrize("case", FORMS)
def test_what_both_add_in_two_forms(case):
    one, other = FORMS[case]
    assert nc.merge(BASE, one, other) == (one, ())
    assert nc.merge(BASE, other, one) == (other, ())


def test_a_file_that_both_add_has_the_tables_of_each():
    """Whichever side has them; likewise in a line of JSON Lines."""
    head = "format: newscorpus/1\nid: a\nlanguage: en\ntext: It rained.\n"
    sides = head + "claims:\n  - quote: It rained\n", head + "headline: Rain\n"
    records = [f"{json.dumps(yaml.safe_load(one))}\n" for one in sides]
    for ours, theirs in (sides, sides[::-1]):
        merged, conflicts = nc.merge("", ours, theirs)
        assert not conflicts
        assert yaml.safe_load(merged) == {**yaml.safe_load(ours), **yaml.safe_load(theirs)}
    merged, conflicts = nc.merge("", *records, "jsonl")
    assert (json.loads(merged), conflicts) == ({**json.loads(records[0]), **json.loads(records[1])}, ())


def test_a_form_that_only_one_side_changes_stays():
    ours = BASE.replace("    type: other\n", "    type: departure\n")
    theirs = ours.replace("    evidence:\n      - Ida left\n", "    evidence: Ida left\n")
    assert nc.merge(BASE, ours, theirs) == nc.merge(BASE, theirs, ours) == (theirs, ())


@pytest.mark.parametrize("swapped", [False, True])
def test_an_event_that_one_side_renames_and_the_other_reorders_is_renamed(swapped):
    renamed = BASE.replace("  exit:", "  leaving:")
    sides = [renamed, BASE.replace("    kind: event\n    type: other\n", "    type: other\n    kind: event\n")]
    ours, theirs = reversed(sides) if swapped else sides
    assert nc.merge(BASE, ours, theirs) == (ours.replace("  exit:", "  leaving:"), ())


def test_claims_that_differ_are_both_there():
    ours, theirs = "  - quote: It rained\n    by: holm\n", "  - quote: [It rained]\n    by: court\n"
    assert nc.merge(BASE, BASE + ours, BASE + theirs) == (BASE + ours + theirs, ())


def test_comments_where_the_layout_differs():
    """Ours has no line for the comment: it goes above."""
    ours = changed(("    participants: {agent: holm}\n", "    participants: {agent: holm, recipient: dahl}\n"))
    theirs = changed(("    participants: {agent: holm}\n", "    participants:\n      agent: holm # who else\n"))
    text, conflicts = merged(ours, theirs)
    assert not conflicts
    assert "    # who else\n    participants: {agent: holm, recipient: dahl}\n" in text


def test_what_both_add_is_there_once():
    evidence = "evidence: [The court will meet her lawyer"
    ours, theirs = (changed((evidence, f"{evidence}, Anna Berg, {other}")) for other in ("Carl Dahl", "Monday"))
    text, conflicts = merged(ours, theirs)
    assert not conflicts
    assert f"{evidence}, Anna Berg, Carl Dahl, Monday]" in text


@pytest.mark.parametrize("one", ["It rained", "[It rained]"])
@pytest.mark.parametrize("other", ["Ida left", "[Ida left]"])
def test_first_quotes_of_both_are_there(one, other):
    """Whether or not a list is written as one."""
    sides = [BASE.replace("type: other", f"type: other\n    topics: {topic}") for topic in (one, other)]
    text, conflicts = nc.merge(BASE, *sides)
    assert ([topic.exact for topic in nc.loads(text).events["exit"].topics], conflicts) == (
        ["It rained", "Ida left"],
        (),
    )


@pytest.mark.parametrize("value", ["Ida Holm", "3", "[Ida Holm]", ""])
def test_actors_that_both_rename_and_that_are_no_mappings(value):
    """A file with errors is merged all the same."""
    base = COURT.replace("{name: Ida Holm, kind: person}", value)
    ours, theirs = (base.replace("  holm:", f"  {id_}:") for id_ in ("ida", "iholm"))
    text, _ = merged(ours, theirs, base)
    actors = [{**read(base, "yaml")["actors"], **read(side, "yaml")["actors"]} for side in (ours, theirs)]
    del actors[0]["holm"], actors[1]["holm"]
    assert read(resolved(text, "ours"), "yaml")["actors"] == {**actors[0], **actors[1]}
