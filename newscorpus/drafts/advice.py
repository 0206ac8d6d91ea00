"""What findings advise for a file -> what they advise for a draft, which has other forms and no registry."""

import re
from typing import Final

import attrs

from newscorpus.diagnostics.report import Diagnostic
from newscorpus.json_schema.draft import PAIRS

_MAPPING: Final = re.compile(r"`\{([^{}`]+): ([^{}`]+)\}`")
_NOT_FOR_DRAFTS: Final = re.compile(r" \(`newscorpus [^`]*`[^()]*\)|, or to the registry in `corpus\.yaml`")
_LEFT: Final = re.compile(r"`\{|`newscorpus |`corpus\.yaml`|registry")
_NO_MAPPING: Final = "must be a mapping, not "


def for_draft(finding: Diagnostic) -> Diagnostic:
    """Return a finding whose message and help speak of a draft; without help that does not apply to one."""
    field = str(finding.path[-1]) if finding.path else ""
    if _NO_MAPPING in finding.message and field in PAIRS:
        key, values = PAIRS[field]
        return attrs.evolve(
            finding, message=f"`{field}` must be a list of objects with `{key}` and `{values}`", help=None
        )
    advice = _MAPPING.sub(_in_brackets, _NOT_FOR_DRAFTS.sub("", finding.help or ""))
    return attrs.evolve(finding, help=None if not advice or _LEFT.search(advice) else advice)


def _in_brackets(found: re.Match[str]) -> str:
    """Return a context in which brackets mark words, in place of a mapping from the words to it."""
    words, context = found.groups()
    return f"`{context.replace(words, f'[[{words}]]', 1)}`" if words in context else found[0]
