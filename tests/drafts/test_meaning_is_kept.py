"""Laws of drafts: every article has one, and no repair changes what is meant."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import jsonschema
from command import newscorpus as command
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import newscorpus as nc
from newscorpus.testing import articles, manifests

OF_PUBLISHER = {
    "text_file",
    "sha256",
    "text_parts",
    "author",
    "publisher",
    "url",
    "dateline",
    "text_license",
    "keywords",
}
OF_ANNOTATOR = {"annotation", "note", "waive", "ids"}
BESIDE = {nc.Role: {"start", "end"}, nc.ActorRelation: {"when"}, nc.Participant: {"mention"}, nc.Quote: {"within"}}
"""What a draft cannot hold, beside the difference of an empty string and nothing."""


def held(value: Any) -> Any:
    """What a draft can hold of a value of an anchored article."""
    if attrs.has(type(value)):
        left_out = OF_PUBLISHER | OF_ANNOTATOR | BESIDE.get(type(value), set())
        fields = [one.name for one in attrs.fields(type(value)) if one.eq and one.name not in left_out]
        return {name: held(getattr(value, name)) for name in fields}
    if isinstance(value, tuple):
        return [held(one) for one in value]
    if hasattr(value, "items"):
        return {key: held(one) for key, one in value.items()}
    return None if isinstance(value, str) and not value else value


def differing(had: Any, got: Any) -> Iterator[tuple[Any, Any]]:
    """The values at which two that drafts can hold differ, quotes as a whole."""
    if isinstance(had, dict) and isinstance(got, dict) and had.keys() == got.keys() and "exact" not in had:
        for key in had:
            yield from differing(had[key], got[key])
    elif isinstance(had, list) and isinstance(got, list) and len(had) == len(got):
        for one, other in zip(had, got, strict=True):
            yield from differing(one, other)
    elif had != got:
        yield had, got


def is_in_word(quote: Any, text: str) -> bool:
    """Whether a quote begins or ends inside a word."""
    if not isinstance(quote, dict) or quote.get("start") is None:
        return False
    start, end = quote["start"], quote["start"] + len(quote["exact"])
    return text[max(0, start - 1) : start].isalnum() or text[end : end + 1].isalnum()


@cache
def schema_of(vendor: str) -> Any:
    """The validator of drafts for a vendor."""
    return jsonschema.Draft202012Validator(json.loads(command("schema", "draft", "--for", vendor).out))


@given(st.data())
@settings(max_examples=max(25, settings.default.max_examples // 4))
def test_every_article_has_a_draft(data: st.DataObject) -> None:
    """The schemas accept it, and it comes back equal but for what it cannot hold, with nothing repaired."""
    manifest = data.draw(st.none() | manifests())
    corpus = nc.Corpus(manifest=manifest, articles={}) if manifest else None
    written = nc.dumps(data.draw(articles(manifest, withheld=False)), corpus=corpus)
    assume(nc.check_text(written, corpus=corpus).ok)
    article = nc.loads(written, corpus=corpus)
    draft = nc.to_draft(article, corpus=corpus)
    if manifest is None:
        for vendor in ("plain", "openai", "anthropic"):
            schema_of(vendor).validate(draft)
    found = nc.from_draft(json.dumps(draft), text=article.text or "", corpus=corpus, article_id=article.id)
    # Of words that are open, `NULL` is read as none.
    open_words = {"title", "headline", "name", "aliases"}
    assume(not any(open_words & {*one.path[-2:]} and "nothing" in one.why for one in found.repaired))
    assert not found.repaired
    # A draft places words by the words around them. So words inside a word may be found elsewhere, or nowhere; and
    # nothing shows which of its words mean the title of an actor that the text does not mention.
    assume("NC302" not in found.report.codes)
    assert found.article is not None
    unmentioned = {
        role.title.exact for actor in article.actors.values() if not article.mentions(actor.id) for role in actor.roles
    }
    for had, got in differing(held(article), held(found.article)):
        assert is_in_word(had, article.text or "") or (had["exact"] in unmentioned and got["start"] is None), (had, got)


TEXT = (Path(__file__).parents[1] / "articles" / "court.txt").read_text("utf-8")
SENTENCES = [
    *("Lomar, 61, had denied all charges when the trial opened last October", "two were briefly detained, police said"),
    *("she received 240,000 pounds between 2017 and 2019", "Jonas Brandt,\nhad pleaded guilty in March"),
    *("I never took a penny that was not mine", "Ruth Ekwall, announced an appeal"),
    *("sentenced the former mayor Edith Lomar to four years in prison", "About 200 people gathered there"),
]
NUMBERS = ["61", "240,000", "2017", "2019", "four", "200", "two", "three", "16", "24,000", "2,017", "5"]
NEGATIONS = ["not", "never", "no", "nobody"]
NAMES = ["Lomar", "Edith", "Brandt", "Jonas", "Ruth", "Ekwall", "Amery", "Peter", "Harwick", "Carla", "Brand", "Lomer"]
KINDS = (NUMBERS, NEGATIONS, NAMES)


def of_kind(words: list[str], text: str) -> list[str]:
    """The numbers, negations or names in a text, in order; numbers without the marks that group their digits."""
    return [word.replace(",", "") for word in re.findall(r"[\w,]*\w", text) if word in words]


@st.composite
def changed(draw: st.DrawFn) -> str:
    """A sentence of the text as a language model may change it: words replaced, added and left out."""
    words = draw(st.sampled_from(SENTENCES)).split()
    for _ in range(draw(st.integers(1, 2))):
        at = draw(st.integers(0, len(words) - 1))
        other = draw(st.sampled_from([*NUMBERS, *NEGATIONS, *NAMES, "the", "a", "of", "had"]))
        how = draw(st.sampled_from(["replace", "add", "leave out"]))
        if how == "leave out" and len(words) > 3:
            del words[at]
        elif how == "add":
            words.insert(at, other)
        else:
            words[at] = other
    return " ".join(words)


@given(changed())
def test_no_repair_changes_a_number_a_negation_or_a_name(words: str) -> None:
    claim = {"quote": [words], "by": []}
    draft = nc.from_draft({"language": "en", "actors": [], "events": [], "claims": [claim]}, text=TEXT)
    for repair in draft.repaired:
        assert isinstance(repair.was, str)
        for kind in KINDS:
            assert of_kind(kind, repair.was) == of_kind(kind, repair.now), str(repair)
