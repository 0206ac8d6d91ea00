"""A small corpus of two articles, for tests of the language server, and how to open it in an editor."""

import asyncio
import functools
import inspect

from editor import editor

TEXT = (
    "Anna Berg, Chancellor of Norway, met Carl Dahl in Oslo on Monday. “We agree on the fence,” Berg said. "
    "The fence is old. Dahl left Oslo."
)
TALKS = f"""\
format: newscorpus/1
id: talks
published: 2024-05-08
text: {TEXT}
actors:
  anna: {{name: Anna Berg, aliases: [Berg], kind: person, roles: {{Chancellor: norway}}}}
  carl:
    name: Carl Dahl
    kind: person
events:
  meeting:
    kind: meeting
    type: talks
    title: Berg meets Dahl
    participants: {{participant: [anna, carl]}}
    when: {{on Monday: 2024-05-06}}
    places: {{Oslo: NO}}
    evidence: Anna Berg, Chancellor of Norway, met Carl Dahl in Oslo on Monday
claims:
  - quote: We agree on the fence
    by: anna
    at: meeting
    about: [meeting, carl]
"""
LATER = """\
format: newscorpus/1
id: later
published: 2024-05-09
text: Anna Berg slept in Norway.
actors:
  anna: {name: Anna Berg, kind: person}
events:
  sleep:
    kind: event
    type: other
    participants: {agent: [anna, norway]}
    evidence: Anna Berg slept
    relations: {after: talks#meeting}
"""
MANIFEST = """\
format: newscorpus/1
name: oslo
exclude: [notes.yaml]
language: en
actors:
  norway: {name: Norway, kind: country, country: 'NO', ids: {wikidata: Q20}}
vocabularies:
  meeting:
    types: {walk: parties walk in a wood}
attributes:
  event:
    tone: {type: string, enum: [warm, cold], description: how it went}
"""
HEAD = TALKS[: TALKS.index("events:")]
EVENT = HEAD + "events:\n  meeting:\n    kind: meeting\n    type: talks\n"
CLAIM = TALKS[: TALKS.index("claims:")] + "claims:\n  - quote: We agree on the fence\n"


def run(folder, session, *, patience=300, **how):
    """Run a coroutine function with an editor; `patience` is in seconds, of a loaded machine."""

    async def inside():
        async with editor(folder, **how) as one:
            await session(one)

    asyncio.run(asyncio.wait_for(inside(), patience))


def said(items):
    """The codes and lines of diagnostics."""
    return [(one.code, one.range.start.line) for one in items]


OPTIONS = {"client_name", "encoding", "asks", "options", "resolves", "shows", "progress", "watches"}


def in_editor(test=None, *, folder="oslo", **how):
    """Make a test of a coroutine function whose first argument is an editor in the folder of a fixture.

    Or in one that a function writes into a temporary folder.

    The options of the editor are given here, or are parameters of the test.
    """
    if test is None:
        return functools.partial(in_editor, folder=folder, **how)
    own = list(inspect.signature(test).parameters)[1:]

    def run_test(**given):
        options = how | {name: value for name, value in given.items() if name in OPTIONS}
        if encoding := options.pop("encoding", None):
            options["encodings"] = [encoding]

        async def inside(one):
            await test(one, **{name: given[name] for name in own})

        run(folder(given["tmp_path"]) if callable(folder) else given[folder], inside, **options)

    names = dict.fromkeys([*own, "tmp_path" if callable(folder) else folder])
    run_test.__signature__ = inspect.Signature([inspect.Parameter(n, inspect.Parameter.KEYWORD_ONLY) for n in names])
    run_test.__name__, run_test.__doc__, run_test.__module__ = test.__name__, test.__doc__, test.__module__
    return run_test
