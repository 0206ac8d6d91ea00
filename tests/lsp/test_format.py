"""`newscorpus lsp`: formatting in the style of the writer. Data, comments and order stay, whatever the style was."""

import asyncio
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("pytest_lsp")
from editor import CLIENTS, editor
from oslo import in_editor
from restyled import restyled

ARTICLES = Path(__file__).parents[1] / "articles"
SOURCES = [(ARTICLES / f"{name}.yaml").read_text(encoding="utf-8") for name in ("court", "flood", "pressekonferenz")]
UGLY = """\
# yaml-language-server: $schema=none

format:   newscorpus/1
id: 'rain'   # the id


text: |
    It  rained.\x20\x20

      In Oslo.
actors:
      # persons
      anna: { name:  "Anna Berg" , kind: person,aliases: [ 'Berg',"B: c" ] }
      carl:
         # the other
         name: 'Carl Dahl'\x20\x20
         mentions:
         - {he: that he}
         -   him: see him
         - words on
           two lines
         - [several,
            lines]
      # the last one
events:
  e:
    kind: event
    evidence:
    -  "It rained"


"""
NICE = """\
# yaml-language-server: $schema=none

format: newscorpus/1
id: rain   # the id

text: |
    It  rained.\x20\x20

      In Oslo.
actors:
  # persons
  anna: {name: Anna Berg, kind: person, aliases: [Berg, 'B: c']}
  carl:
    # the other
    name: Carl Dahl
    mentions:
      - {he: that he}
      - him: see him
      - words on
        two lines
      - [several,
         lines]
  # the last one
events:
  e:
    kind: event
    evidence:
      - It rained
"""


@pytest.mark.parametrize(("client_name", "newline"), [(CLIENTS[0], "\n"), (CLIENTS[1], "\r\n")])
@in_editor(folder="tmp_path")
async def test_a_file_is_formatted(one, client_name, newline):
    """Quotation marks, spaces, indentation and empty lines; the edits leave equal lines alone."""
    await one.open("a.yaml", UGLY.replace("\n", newline))
    found = await one.format("a.yaml")
    assert all(edit.range.start.line > 0 for edit in found)
    one.apply({one.uri("a.yaml"): found})
    assert one.texts["a.yaml"] == NICE.replace("\n", newline)
    assert not await one.format("a.yaml")


@pytest.mark.parametrize("text", ["format: newscorpus/1\nid: [a\n", "format: newscorpus/1\rid:   a\r", "a:   b\n"])
@in_editor(folder="tmp_path")
async def test_what_is_no_valid_annotation_is_left_alone(one, text):
    """Broken YAML, line ends that editors do not agree on, and files of others."""
    await one.open("a.yaml", text)
    assert not await one.format("a.yaml")


@pytest.fixture(scope="module")
def formatted(tmp_path_factory):
    """Formats a text, in one session for all."""
    folder = tmp_path_factory.mktemp("formatted")
    with asyncio.Runner() as runner:
        context = editor(folder)
        one = runner.run(context.__aenter__())
        runner.run(one.open("a.yaml", "format: newscorpus/1\n"))

        async def made(text):
            await one.edit("a.yaml", 0, len(one.texts["a.yaml"]), text, wait=False)
            one.apply({one.uri("a.yaml"): await one.format("a.yaml") or ()})
            return one.texts["a.yaml"]

        yield lambda text: runner.run(made(text))
        runner.run(context.__aexit__(None, None, None))


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=min(50, settings.default.max_examples))
@given(st.sampled_from(SOURCES).flatmap(restyled))
def test_formatting_changes_no_data_and_no_comment(formatted, text):
    """PyYAML reads the same; comments are the same, in their order; twice is once; no line is indented by an odd step."""
    made = formatted(text)
    assert list(_flat(yaml.safe_load(made))) == list(_flat(yaml.safe_load(text)))
    assert re.findall(r"# c\d+c", made) == re.findall(r"# c\d+c", text)
    assert formatted(made) == made
    assert not re.search(r"^(?:  )* [^ ]|[ \t]$|\n\n\n", made, re.MULTILINE)


def _flat(value, path=()):
    """All keys and values, in their order."""
    yield path, value if not isinstance(value, dict | list) else type(value)
    for key, one in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _flat(one, (*path, key))
