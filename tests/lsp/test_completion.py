"""`newscorpus lsp`: what is offered where something is typed, and what is written when it is chosen."""

import pytest

pytest.importorskip("pytest_lsp")
from editor import lsp
from oslo import CLAIM, EVENT, HEAD, MANIFEST, TALKS, TEXT, in_editor, said

OFFERED = [
    (CLAIM + "    by: ¦", {"anna", "carl", "norway"}, {"meeting"}),
    (CLAIM + "    by: [a¦", {"anna", "carl", "norway"}, {"meeting"}),
    (CLAIM + "    about: [carl, ¦]", {"anna", "meeting"}, set()),
    (CLAIM + "    at: ¦", {"meeting"}, {"anna"}),
    (CLAIM + "    stance: ¦", {"asserts", "denies"}, set()),
    (CLAIM + "    ¦", {"by", "cue", "stance"}, {"quote", "anna"}),
    (EVENT + "    participants: {¦", {"host", "visitor"}, {"victim"}),
    (EVENT + "    participants:\n      ¦", {"host", "visitor"}, {"victim"}),
    (EVENT + "    participants:\n      ho¦", {"host", "visitor"}, {"victim"}),
    (EVENT + "    participants: {host: {¦}}", {"anna", "actor", "mention"}, {"meeting"}),
    (EVENT + "    participants: {host: {anna: Ber¦", {"Berg", "Berg said"}, {"anna"}),
    (EVENT + "    relations: {after: lat¦", {"later#", "meeting"}, {"anna"}),
    (EVENT + "    relations: {after: later#¦", {"later#sleep"}, {"meeting"}),
    (EVENT + "    status: ¦", {"planned", "refused"}, {"failed"}),
    (EVENT + "    places: {Oslo: ¦", {"NO", "SE"}, set()),
    (EVENT + "    when: {on Monday: ¦", {"2024-05-06", "unknown"}, set()),
    (EVENT + "    when: ¦", {"2024-05-08"}, {"anna"}),
    (EVENT + "    attributes: {¦", {"tone"}, {"kind"}),
    (EVENT + "    attributes: {tone: ¦", {"warm", "cold"}, {"tone"}),
    (EVENT + "    ¦", {"when", "places", "outcome"}, {"casualties", "type", "id"}),
    (EVENT.replace("type: talks", "type: ¦"), {"talks", "walk"}, {"attack"}),
    (EVENT.replace("kind: meeting", "kind: ¦"), {"event", "meeting", "incident"}, {"person"}),
    (HEAD + "  dahl:\n    ¦", {"name", "kind"}, {"id", "title"}),
    (HEAD + "  dahl:\n    named: ¦", {"true", "false"}, set()),
    (HEAD + "  dahl:\n    roles: {Chancellor: ¦", {"norway", "anna"}, set()),
    (HEAD + "  dahl:\n    # ¦", set(), {"name", "kind"}),
    ("¦", {"format", "id", "text_file", "events"}, {"kind"}),
    ("format: newscorpus/1\ntext_file: ¦", {"notes.txt"}, set()),
    (TALKS + "waive:\n  - {code: ¦", {"NC301", "NC305"}, set()),
    (CLAIM + "    note: ¦", set(), {"anna"}),
    (CLAIM + "    note: {¦", set(), {"anna", "by"}),
    (EVENT + "    participants: {participant: {actor: anna, mention: Da¦", {"Dahl left Oslo"}, {"anna"}),
    (EVENT + "    participants: {participant: {actor: anna, mention: ¦", set(), {"Dahl left Oslo"}),
    (EVENT + "    places: ¦", set(), {"Dahl left Oslo"}),
    (EVENT + "    outcome: ¦", {"Dahl left Oslo"}, set()),
    (HEAD + "  dahl: {roles: ¦", set(), {"Dahl left Oslo"}),
    (CLAIM + "    cue: ¦", set(), {"Dahl left Oslo"}),
    (EVENT + "    participants: ho¦", set(), {"host"}),
    (HEAD + "  dahl: na¦", set(), {"name"}),
    (CLAIM + "    note: {a: {b: ¦", set(), {"anna", "by"}),
    ("claims:\n  - by: ¦", {"norway"}, {"anna"}),
    (EVENT + "    participants: ¦ {host: anna}", set(), {"norway"}),
    (CLAIM + "    nothing: {a: ¦", set(), {"anna"}),
]


@in_editor
async def test_what_fits_is_offered(one, oslo):
    """Ids, terms of the kind of event, fields that are not there yet, dates, countries, attributes, files, rules."""
    (oslo / "notes.txt").write_text(TEXT, encoding="utf-8")
    await one.open("talks.yaml")
    for text, offered, not_offered in OFFERED:
        found = await one.typed("talks.yaml", text)
        assert offered <= found.keys(), text
        assert not (not_offered & found.keys()), text


WRITTEN = [
    (EVENT + "    evidence: met Carl¦", "met Carl Dahl", "    evidence: met Carl Dahl"),
    (EVENT + "    evidence: ¦", "Dahl left Oslo", "    evidence: Dahl left Oslo"),
    (EVENT + '    evidence: "anna berg, chan¦"', "Anna Berg, Chancellor of", "    evidence: Anna Berg, Chancellor of"),
    (EVENT + "    evidence: [Anna Berg, ¦", "Dahl left Oslo", "    evidence: [Anna Berg, Dahl left Oslo"),
    (EVENT + "    evidence: the fence¦", "the fence", "    evidence: the fence"),
    (EVENT + "    evidence:\n      - met Carl¦", "met Carl Dahl", "      - met Carl Dahl"),
    (EVENT + "    participants:\n      host:\n        - an¦", "anna", "        - anna"),
    (EVENT + "    participants:\n      ho¦", "host", "      host: "),
    (EVENT + "    attributes:\n      to¦", "tone", "      tone: "),
    (CLAIM + "    by:\n      - an¦", "anna", "      - anna"),
    ("form¦", "format", "format: "),
    (EVENT + "    evidence: Oslo¦", "Oslo — Oslo on", "    evidence: {Oslo: Oslo on}"),
    (EVENT + "    evidence:\n      - {Oslo¦", "Oslo — Oslo on", "      - {Oslo: Oslo on"),
    (EVENT + "    evidence:\n      - {Oslo: ¦", "left Oslo.", "      - {Oslo: left Oslo."),
    (
        EVENT + "    evidence:\n      - {exact: Oslo, within: ¦}",
        "left Oslo.",
        "      - {exact: Oslo, within: left Oslo.}",
    ),
    (EVENT + "    pla¦", "places", "    places: "),
    (EVENT + "    relati¦: {}", "relations", "    relations: {}"),
    (EVENT + "    participants: {ho¦", "host", "    participants: {host: "),
    (HEAD + "  dahl: {attr¦", "attributes", "  dahl: {attributes: "),
    (HEAD + "  dahl:\n    attr¦", "attributes", "    attributes: "),
    (HEAD + "eve¦", "events", "events:"),
    (EVENT + "    places: {Oslo: ¦}", "NO", "    places: {Oslo: 'NO'}"),
    (HEAD + "  dahl:\n    named: f¦", "false", "    named: false"),
    (HEAD + "  dahl:\n    name: Ca¦", "Carl Dahl", "    name: Carl Dahl"),
    (HEAD + "  dahl: {aliases: [Da¦", "Dahl", "  dahl: {aliases: [Dahl"),
]


@in_editor
async def test_what_is_chosen_is_written(one):
    """Words as the article has them, in quotation marks where YAML needs them; with context where they recur."""
    await one.open("talks.yaml")
    for text, label, written in WRITTEN:
        assert (await one.accept("talks.yaml", text, label)).splitlines()[-1] == written, text


IN_LINES = [
    ("Anna Berg, Chancellor¦", "Anna Berg, Chancellor of Norway", "Anna Berg, Chancellor of Norway"),
    ("Anna Berg,\n      Chancellor¦", "Anna Berg, Chancellor of", "Anna Berg,\n      Chancellor of"),
    ("Anna\n\n      Berg,¦\n      and", "Anna Berg, Chancellor", "Anna\n\n      Berg, Chancellor\n      and"),
    ("anna berg,\n      Chancellor¦", None, ""),
    ("'Anna Berg,\n      Chan¦'", "Anna Berg, Chancellor of", "'Anna Berg,\n      Chancellor of'"),
    ("'Anna Berg,\n      Chan¦", "Anna Berg, Chancellor of", "'Anna Berg,\n      Chancellor of'"),
    ('"Anna Berg, \\\n      Chan¦"', "Anna Berg, Chancellor of", '"Anna Berg, \\\n      Chancellor of"'),
    ("'Anna Ber¦g,\n      Chancellor'", "Anna Berg", "'Anna Berg\n      Chancellor'"),
    ("'Anna''s fence:\n      ''t¦'", "Anna's fence: 'tis", "'Anna''s fence:\n      ''tis'"),
    ("Anna's\n      fen¦", "Anna's fence", "Anna's\n      fence"),
    ("Anna's\n      fence: 't¦", None, ""),
    (">-\n      Anna's\n      fence: 't¦", "Anna's fence: 'tis", ">-\n      Anna's\n      fence: 'tis"),
    ("|-\n      Anna's fence:\n      't¦", "Anna's fence: 'tis", "|-\n      Anna's fence:\n      'tis"),
    ("|¦", None, ""),
]


@pytest.mark.parametrize(("typed", "label", "written"), IN_LINES)
@in_editor
async def test_words_are_completed_in_a_quote_of_several_lines(one, typed, label, written):
    """The lines above stay, and the rest is written as the style of the scalar has it; what cannot be is not offered.

    `Editor.complete` sees to it that what is replaced is in the line of the cursor.
    """
    event = EVENT.replace(TEXT, f"\"{TEXT} Anna's fence: 'tis a wall.\"") + "    evidence: "
    await one.open("talks.yaml")
    if label is None:
        assert await one.typed("talks.yaml", event + typed) == {}
    else:
        assert await one.accept("talks.yaml", event + typed, label) == event + written


@in_editor
async def test_terms_are_offered_with_their_meaning(one):
    """Those of the corpus, too; an actor with its name; words with their line."""
    await one.open("talks.yaml")
    found = await one.typed("talks.yaml", EVENT.replace("type: talks", "type: ¦"))
    assert found["walk"].detail == "parties walk in a wood"
    found = await one.typed("talks.yaml", CLAIM + "    by: ¦")
    assert (found["anna"].detail, found["norway"].detail) == ("Anna Berg", "Norway")
    found = await one.typed("talks.yaml", EVENT + "    evidence: Oslo¦")
    assert found["Oslo"].detail == "line 1, occurs several times"
    found = await one.typed("talks.yaml", EVENT + "    when: {on Monday: ¦")
    assert found["2024-05-06"].detail == "`on Monday`, counted from 2024-05-08"


@in_editor
async def test_an_empty_file_is_begun(one, oslo, tmp_path):
    """With what each annotation has; without a corpus, if the text is beside it."""
    for folder in (oslo, tmp_path):
        (folder / "fénce deal.txt").write_text(TEXT, encoding="utf-8")
    begun = "format: newscorpus/1\nid: fence-deal\ntext_file: fénce deal.txt\n"
    for name in ("fénce deal.yaml", "../fénce deal.yaml"):
        await one.open(name, "", wait=False)
        for text in ("¦", "id¦", "annot¦"):
            first = min((await one.typed(name, text)).values(), key=lambda item: item.sort_text)
            assert first.text_edit.new_text == begun, text
    await one.open("new.yaml", "")
    assert await one.accept("new.yaml", "# mine\n¦", "format") == "# mine\nformat: "
    assert await one.accept("new.yaml", "¦", "format: newscorpus/1 …") == "format: newscorpus/1\nid: new\ntext: |\n  "
    await one.open("../other.yaml", "", wait=False)
    assert await one.complete("../other.yaml", lsp.Position(0, 0)) == {}


@pytest.mark.parametrize(
    ("text", "words", "label", "written"),
    [
        (EVENT + "    places: {Oslo: ¦}", "norw", "NO", "'NO'"),
        (EVENT + "    places: {Oslo: ¦}", "Kingdom", "GB", "GB"),
        (EVENT.replace("type: talks", "type: ¦"), "in a wood", "walk", "walk"),
        (HEAD + "  dahl: {kind: ¦", "human", "person", "person"),
    ],
)
@in_editor
async def test_countries_are_found_by_name_and_terms_by_their_meaning(one, text, words, label, written):
    """The client compares what is typed with each item, and asks again when more is typed."""
    await one.open("talks.yaml")
    position = await one.set("talks.yaml", text.replace("¦", words + "¦"))
    asked = lsp.CompletionParams(lsp.TextDocumentIdentifier(one.uri("talks.yaml")), position)
    found = await one.client.text_document_completion_async(asked)
    assert found.is_incomplete
    fitting = {item.label: item for item in found.items if item.filter_text.startswith(words)}
    assert fitting[label].text_edit.new_text == written
    assert "SE" not in fitting
    assert "talks" not in fitting


@in_editor
async def test_a_waiver_is_completed_from_the_findings(one):
    await one.open("talks.yaml")
    text = TALKS.replace("evidence: Anna", "evidence: Bnna")
    found = await one.typed("talks.yaml", text + "waive:\n  - {code: NC301, at: ¦, why: a misprint}\n")
    assert list(found) == ["events.meeting.evidence"]


@in_editor
async def test_corpus_yaml_is_completed(one):
    """Rules, severities, fields of actors in the registry."""
    await one.open("corpus.yaml")
    for text, label in (
        ("checks: {ignore: [¦", "NC301"),
        ("checks:\n  severity:\n    NC¦", "NC301"),
        ("checks:\n  severity: {NC301: ¦", "warning"),
        ("checks:\n  ¦", "fail_on"),
        ("¦", "title"),
    ):
        assert label in await one.typed("corpus.yaml", MANIFEST + text)
    found = await one.typed("corpus.yaml", MANIFEST.replace("kind: country", "kind: ¦"))
    assert "country" in found


@in_editor
async def test_a_file_that_was_never_readable_is_completed(one, oslo):
    """From its own ids, and from the text in it or beside it."""
    (oslo / "beside.txt").write_text("Fences are old.", encoding="utf-8")
    await one.open("new.yaml", "format: newscorpus/1\nid: new\ntext_file: beside.txt\nactors: {a: {name: [}\n")
    text = "format: newscorpus/1\nid: new\ntext_file: beside.txt\nactors:\n  a: {name: [\nclaims:\n  - quote: ¦"
    assert "Fences are old" in await one.typed("new.yaml", text)
    assert "a" in await one.typed("new.yaml", text.replace("quote: ¦", "by: ¦"))
    text = text.replace("text_file: beside.txt", "text: It rains.")
    assert "It rains" in await one.typed("new.yaml", text)
    assert await one.typed("new.yaml", text.replace("text: It rains.", "text_file: gone.txt")) == {}
    assert await one.typed("new.yaml", text.replace("text: It rains.", "")) == {}


@in_editor
async def test_long_texts_offer_some_of_their_words(one):
    """The first sixty continuations; all typed words again where they occur with another case."""
    text = f"id: a\nformat: newscorpus/1\ntext: {' '.join(f'It rains {i}.' for i in range(99))}\nclaims:\n  - quote: ¦"
    await one.open("talks.yaml", text.replace("¦", ""))
    assert 50 < len(await one.typed("talks.yaml", text)) < 130
    assert "It rains" in await one.typed("talks.yaml", text.replace("¦", "it r¦"))


@in_editor
async def test_a_corpus_that_is_not_on_the_disk(one):
    assert await one.open("new/corpus.yaml", "format: newscorpus/1\nname: [\n") == []
    assert "language" in await one.typed("new/corpus.yaml", "format: newscorpus/1\n¦")
    await one.open("new/a.yaml", "format: newscorpus/1\n")
    assert await one.typed("new/a.yaml", "format: newscorpus/1\ntext_file: ¦") == {}


@in_editor(folder="tmp_path")
async def test_an_article_outside_of_a_corpus(one):
    """It is completed before its first check is done; another file is not."""
    for name, text in (("a.yaml", TALKS), ("b.yaml", "kind: \n")):
        one.texts[name], one._versions[name] = text, 1
        document = lsp.TextDocumentItem(one.uri(name), "yaml", 1, text)
        one.client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))
    assert "carl" in await one.complete("a.yaml", one.at("a.yaml", "anna, carl"))
    assert await one.complete("b.yaml", lsp.Position(0, 6)) == {}
    assert {code for code, _ in said(await one.diagnostics("a.yaml"))} == {"NC111", "NC201"}
