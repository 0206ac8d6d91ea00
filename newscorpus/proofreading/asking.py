"""Prompts -> answers: by a command, or by a function of yours; several at a time, with retries."""

import asyncio
import inspect
import subprocess
import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, as_completed, wait
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from newscorpus import _process
from newscorpus.errors import UsageError
from newscorpus.models import Article, Corpus
from newscorpus.proofreading.answer import Proofreading, read_objections
from newscorpus.proofreading.prompt import proofreading_prompt

Ask = Callable[[str], str] | Callable[[str], Awaitable[str]]
"""Sends a prompt to a language model, and returns its answer."""
_TRIES: Final = 3
_WAIT: Final = 0.5
"""Seconds before the second try; before the third one, twice as long."""
Key = TypeVar("Key")


def by_command(line: str, seconds: float) -> Callable[[str], str]:
    """Return a function that asks by a command, which no shell sees. Raises UsageError.

    Prompts and answers are UTF-8. It raises UsageError if there is no such program, and RuntimeError if that fails, or
    takes longer than `seconds`.
    """
    try:
        words = _process.words_of(line)
    except ValueError as e:
        raise UsageError(f"the command cannot be read: {e}: {line}") from None
    if not words:
        raise UsageError("the command is empty")

    def ask(question: str) -> str:
        data = question.encode("utf-8", "replace")
        try:
            done = subprocess.run(  # noqa: S603 - the user's
                words, input=data, capture_output=True, timeout=seconds, check=False, env=_process.utf8_environment()
            )
        except subprocess.TimeoutExpired:
            raise RuntimeError(f"no answer within {seconds:g} s") from None
        except OSError as e:
            raise UsageError(f"`{words[0]}` cannot be run: {e.strerror}") from None
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            raise RuntimeError(": ".join([f"`{words[0]}` exited with {done.returncode}", *said]))
        return done.stdout.decode("utf-8", "replace")

    return ask


def answers(questions: Iterable[tuple[Key, str]], ask: Ask, *, jobs: int = 1) -> Iterator[tuple[Key, str | Exception]]:
    """Yield the answer to each question as soon as it is there; in place of one that failed each time, the error.

    Not more than `jobs` questions wait at a time. Raises UsageError if `ask` raises it, or returns no string.
    """
    if jobs < 1:
        raise UsageError(f"jobs={jobs}: at least one prompt is sent at a time")
    waiting: dict[Future[str | Exception], Key] = {}
    ended = threading.Event()
    with _blocking(ask) as asked, ThreadPoolExecutor(jobs) as pool:
        try:
            for key, question in questions:
                waiting[pool.submit(_tried, asked, question, ended)] = key
                if len(waiting) == jobs:
                    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                        yield waiting.pop(future), future.result()
            for future in as_completed(list(waiting)):
                yield waiting[future], future.result()
        finally:
            ended.set()


def _tried(ask: Callable[[str], Any], question: str, ended: threading.Event) -> str | Exception:
    failure: Exception = RuntimeError()
    for number in range(_TRIES):
        if ended.wait(_WAIT * number):  # interrupted: nobody is asked again
            break
        try:
            answer = ask(question)
        except UsageError:
            raise
        except Exception as e:  # noqa: BLE001 - of a network, say
            failure = e
        else:
            if isinstance(answer, str):
                return answer
            raise UsageError(f"`ask` returned {type(answer).__name__}; the answer as a string is expected")
    return failure


@contextmanager
def _blocking(ask: Ask) -> Iterator[Callable[[str], Any]]:
    """Give a function that waits for its answer; one that is asynchronous runs in a loop of its own."""
    if not any(map(inspect.iscoroutinefunction, (ask, type(ask).__call__))):
        yield ask
        return
    asynchronous: Any = ask
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield lambda question: asyncio.run_coroutine_threadsafe(asynchronous(question), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def proofread(
    articles: Article | Iterable[Article], ask: Ask, *, corpus: Corpus | None = None, jobs: int = 1
) -> list[Proofreading]:
    """Let a language model proofread annotations, and return the objections that are grounded in the articles.

    Nothing is kept or written; `newscorpus proofread` does that for files.

    Args:
        articles: An article, or several.
        ask: Sends a prompt to the model, and returns its answer: a function, or an asynchronous one. If it raises an
            error, it is called twice more.
        corpus: The corpus that the articles belong to. Without, that of the files that they were loaded from.
        jobs: How many prompts may wait for an answer at a time.

    Returns:
        What was answered about each article, in their order. Its `problem` says why it could not be sent, or what is
        wrong with its answer.

    Raises:
        UsageError: If `ask` returns no string, or something is no article.

    Example::

        article = nc.load_article("seeds/000_acf5269c8d9a5d96.yaml")
        words = "The green light for Blinken’s visit"
        answer = f'[{{"at": "events.visit-june", "problem": "unsupported", "quote": "{words}", "why": "So it is."}}]'
        (proofreading,) = nc.proofread(article, lambda prompt: answer)
        (objection,) = proofreading.objections
        assert objection.at == "events.visit-june"
    """
    several = [articles] if isinstance(articles, Article) else list(articles)
    problems: dict[int, str] = {}

    def questions() -> Iterator[tuple[int, str]]:
        for i, article in enumerate(several):
            try:
                yield i, proofreading_prompt(article, corpus=corpus)
            except UsageError as e:
                if not isinstance(article, Article):
                    raise
                problems[i] = f"it was not sent: {e}"

    replies = dict(answers(questions(), ask, jobs=jobs))
    problems |= {i: f"no answer: {reply}" for i, reply in replies.items() if isinstance(reply, Exception)}
    return [
        Proofreading(article.id, problem=problems[i])
        if i in problems
        else read_objections(str(replies[i]), article, corpus=corpus)
        for i, article in enumerate(several)
    ]
