"""`mcp`: a server of the Model Context Protocol, by which an agent checks its annotations. Needs the extra `mcp`."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from newscorpus._optional import import_optional
from newscorpus._version import __version__
from newscorpus.cli.options import command
from newscorpus.errors import UsageError


@command("Serve tools to an agent, by the Model Context Protocol.")
def mcp() -> None:
    """Serve the tools check, check_draft, explain, find_words and terms over standard input and output.

    An agent starts this command by itself: it is the command of a server with the transport `stdio`.
    """
    server().run("stdio")


def server() -> Any:
    """Return the server. Raises UsageError if the extra is not installed."""
    program = import_optional("mcp.server", "mcp").MCPServer("newscorpus", version=__version__)
    for tool in (check, check_draft, explain, find_words, terms):
        program.add_tool(_answering(tool))
    return program


def _answering(tool: Callable[..., Any]) -> Callable[..., Any]:
    """Make a tool answer a wrong call with what is wrong."""

    @wraps(tool)
    def answer(*args: Any, **options: Any) -> Any:
        try:
            return tool(*args, **options)
        except UsageError as e:
            raise import_optional("mcp.server.mcpserver.exceptions", "mcp").ToolError(str(e)) from None

    return answer


def check(annotation: str, text: str | None = None, format: str | None = None) -> str:
    """Check an annotation of a news article, in JSON or YAML, against the article text; say how to correct it.

    `text` is the article text, if the annotation leaves it out. `format` is "json" or "yaml"; else it is recognized.
    """
    from newscorpus.api.check import check_text
    from newscorpus.render import text_of

    report = check_text(annotation, format or _format_of(annotation), text=text)
    return text_of(report, "concise") if len(report) else _PASSED


_PASSED: Final = "All checks passed."


def _format_of(annotation: str) -> str:
    """Return "json" for what begins as an object or a list of JSON does, else "yaml"."""
    return "json" if re.match(r"""[\s\ufeff]*[{\[]\s*(?:["{}\]]|\Z)""", annotation) else "yaml"


def check_draft(answer: str, text: str, article_id: str = "draft") -> str:
    """Check the draft of an annotation, as `newscorpus prompt` asks for it, against the article text.

    Says what was repaired, what is wrong, and how to correct it.
    """
    from newscorpus.drafts.result import from_draft
    from newscorpus.render import text_of

    draft = from_draft(answer, text=text, article_id=article_id)
    findings = text_of(draft.report, "model") if len(draft.report) else _PASSED
    return "\n".join((*(f"repaired {repair}" for repair in draft.repaired), findings))


def explain(rule: str) -> str:
    """Explain a rule by its code, such as NC301, or its name: what it reports, why, an example, and how to fix it."""
    from newscorpus.cli.explain import rules_named
    from newscorpus.rules.explain import explain as explanation

    return "\n\n".join("\n".join(explanation(each)) for each in rules_named(rule))


def find_words(text: str, words: str) -> list[dict[str, Any]]:
    """Find words in an article text, to quote them exactly: all places, or the most similar words if there are none.

    Offsets are code points. `exact` is what a quote must have.
    """
    from newscorpus.models import text_of
    from newscorpus.text.fuzzy import nearest

    index = text_of(text)
    near = nearest(text, words) if not (exact := index.candidates(words)) else None
    spans = (index.widened(near),) if near else exact
    return [{"exact": text[start:end], "start": start, "end": end, "found": bool(exact)} for start, end in spans]


def terms(vocabulary: str, kind: str | None = None) -> dict[str, str]:
    """Return the terms that a field may have, with their meanings.

    `vocabulary` is types, roles, statuses, actor_kinds, sectors, things, relations, actor_relations, stances or
    casualties; `kind` is event, meeting or incident, whose types, roles and statuses differ.
    """
    from newscorpus.api.vocabulary import vocabulary as meanings

    return dict(meanings(vocabulary, kind))
