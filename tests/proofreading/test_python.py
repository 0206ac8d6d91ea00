"""`nc.proofread`: a function that asks, sync or async, about one article or many."""

import asyncio
import json

import pytest
from fake_model import MILL, SPEAKER, STATUS

import newscorpus as nc

ANSWER = json.dumps([STATUS, SPEAKER])


def test_one_article_or_several_are_proofread(article):
    (one,) = nc.proofread(article, lambda _: ANSWER)
    assert [objection.should_be for objection in one.objections] == ["possible", "dahl"]
    other = nc.loads(MILL.replace("id: mill", "id: other"))
    several = nc.proofread(iter([article, other]), lambda prompt: ANSWER if "mill" in prompt else "", jobs=2)
    assert [done.article for done in several] == ["mill", "other"]


def test_an_asynchronous_function_asks(article):
    begun = []
    all_wait = asyncio.Event()

    async def ask(prompt: str) -> str:
        begun.append(prompt)
        if len(begun) == 3:
            all_wait.set()
        await all_wait.wait()
        return ANSWER

    async def within_a_loop() -> list[nc.Proofreading]:
        return nc.proofread([article] * 3, ask, jobs=3)

    assert [len(done.objections) for done in asyncio.run(within_a_loop())] == [2, 2, 2]


def test_an_error_of_the_function_is_a_problem_of_the_article(article):
    def ask(prompt: str) -> str:
        raise ConnectionError("no network")

    (done,) = nc.proofread(article, ask)
    assert done == nc.Proofreading("mill", problem="no answer: no network")


def test_what_cannot_be_sent_is_a_problem_of_the_article():
    head = "format: newscorpus/1\nid: a\nlanguage: en\n"
    withheld = nc.loads(f"{head}sha256: {'a' * 64}\ntext_withheld: true\n")
    (done,) = nc.proofread(withheld, lambda _: "[]")
    assert "its text is withheld" in str(done.problem)
    with pytest.raises(nc.UsageError, match="withheld"):
        nc.proofreading_prompt(withheld)


def test_wrong_use_is_an_error(article):
    for articles, ask, jobs in (([3], lambda _: "[]", 1), (article, lambda _: 3, 1), (article, lambda _: "[]", 0)):
        with pytest.raises(nc.UsageError):
            nc.proofread(articles, ask, jobs=jobs)


def test_values_are_those_of_the_given_corpus(article):
    corpus = nc.Corpus(
        manifest=nc.Manifest(
            name="c", vocabularies=nc.Vocabularies(event=nc.KindWords(types={"closure": "a firm closes"}))
        ),
        articles={},
    )
    answer = json.dumps([{**STATUS, "at": "events.sale.type", "should_be": "closure"}])
    assert nc.read_objections(answer, article, corpus=corpus).objections[0].should_be == "closure"
    assert nc.read_objections(answer, article).objections == ()
