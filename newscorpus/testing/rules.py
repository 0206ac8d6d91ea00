"""Try a rule on an annotation, in the tests of a plug-in."""

import re
from typing import Final

from newscorpus.api.text import check_text
from newscorpus.diagnostics.report import Diagnostic
from newscorpus.rules import Rule

_DEFAULTS: Final = {
    "format": "newscorpus/1",
    "id": "example",
    "language": "en",
    "published": "2024-05-08",
    "text": "Anna Berg met Carl Dahl in Oslo on Monday.",
}
_KEY: Final = re.compile(r"^([a-z_0-9]+):", re.MULTILINE)


def findings(rule: Rule, annotation: str) -> list[Diagnostic]:
    """Return what a rule reports of an annotation in YAML, and what makes the annotation invalid.

    Args:
        rule: The rule.
        annotation: The annotation. `format`, `id`, `language`, `published` and `text` may be left out; the text is then
            `Anna Berg met Carl Dahl in Oslo on Monday.`

    Returns:
        The findings of the rule, and errors of others without which the annotation could not be read; or NC013 if the
        rule raised.
    """
    keys = {*_KEY.findall(annotation)}
    missing = (f"{key}: {value}\n" for key, value in _DEFAULTS.items() if key not in keys)
    essential = ["NC0", "NC1", "NC2", "NC3"]
    report = check_text("".join((*missing, annotation)), rules=[rule], select=[rule.code, *essential])
    return [finding for finding in report if finding.code == rule.code or finding.severity == "error"]
