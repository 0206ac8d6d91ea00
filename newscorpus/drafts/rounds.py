"""Rounds of asking a language model, until its draft has no errors."""

from collections.abc import Callable, Iterator

import attrs

from newscorpus.drafts.draft import UNREADABLE, Draft, from_draft, require_known
from newscorpus.drafts.prompt import correction, prompt
from newscorpus.errors import UsageError
from newscorpus.models import Corpus
from newscorpus.models.base import abbreviate


@attrs.frozen
class Round:
    """One round: what was asked, what was answered, and what was made of it.

    Example::

        for round in nc.repair_rounds(lambda prompt: "{}", text="It rained.", rounds=1):
            print(round.number, round.draft.report.ok)
    """

    number: int
    """Its number, from 1."""
    prompt: str = attrs.field(repr=abbreviate)
    """What was asked."""
    answer: str = attrs.field(repr=abbreviate)
    """What the model answered."""
    draft: Draft
    """What was made of the answer."""


def repair_rounds(
    ask: Callable[[str], str],
    *,
    text: str,
    corpus: Corpus | None = None,
    rounds: int = 3,
    article_id: str = "draft",
    language: str | None = None,
    published: str | None = None,
    drafted_by: str | None = None,
    max_tokens: int = 1000,
) -> Iterator[Round]:
    """Ask a language model for a draft, and again with what is wrong, until there are no errors.

    Args:
        ask: Sends a prompt to the model, and returns its answer. Each prompt contains the first one, the last
            answer and what is wrong with it; if that cannot be read, also the last one that could be, with what is
            wrong with that.
        text: The article text.
        corpus: The corpus whose registry, vocabularies and settings apply.
        rounds: How often to ask at most.
        article_id: The id of the article.
        language: The language of the text, if it is known.
        published: The date of publication, if it is known.
        drafted_by: The name of the model, as for `from_draft`.
        max_tokens: About how long the list of findings in a prompt is at most, in tokens.

    Yields:
        Each round. The last one has a draft without errors, unless the rounds are used up.

    Raises:
        UsageError: If `rounds` is less than 1, `ask` does not return a string, or as `from_draft` does. It is raised
            by the iterator, not by the call.

    Example::

        answer = '{"language": "en", "actors": [], "events": [], "claims": []}'
        *_, last = nc.repair_rounds(lambda prompt: answer, text="It rained in Oslo.")
        assert last.draft.report.ok
    """
    if rounds < 1:
        raise UsageError(f"{rounds} rounds: at least one is needed")
    require_known(id=article_id, drafted_by=drafted_by)
    first = asked = prompt(text, corpus=corpus, published=published, language=language)
    read: tuple[str, Draft] | None = None
    for number in range(1, rounds + 1):
        answer = ask(asked)
        if not isinstance(answer, str):
            raise UsageError(f"`ask` returned {type(answer).__name__}; the answer as a string is expected")
        draft = from_draft(
            answer,
            text=text,
            corpus=corpus,
            article_id=article_id,
            language=language,
            published=published,
            drafted_by=drafted_by,
        )
        yield Round(number, asked, answer, draft)
        if draft.ok:
            return
        is_read = all(one.code != UNREADABLE for one in draft.report)
        asked = correction(first, None if is_read else read, (answer, draft), max_tokens=max_tokens)
        read = (answer, draft) if is_read else read
