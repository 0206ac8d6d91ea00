"""NC339: names that the article has in another spelling."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.words import flatten, name_key

_SHORT: Final = 4
"""Letters of a word that may be another word, however alike."""
_ALONE: Final = 6
"""Letters of a name of one word that is compared."""
_LIKE: Final = 0.8
_BEGINNING: Final = 3
"""Letters with which two spellings begin."""
_NAME: Final = re.compile(r"[^\W\d_a-zß-ÿ][\w-]+")


@rule("NC339", "misspelt-name", HINT, "the article has the name of an actor in another spelling", needs_text=True)
def misspelt_name(context: ArticleContext) -> Iterator[Finding]:
    """
    A name that is not in the text, of which all words but one are, beside a word that begins like it, was probably
    copied wrongly. If the name is right, and the article has it wrongly, list that as an alias.

    Example:
          actors:
            anna:
        -     name: Anna Bergmann # <NC339>
        +     name: Anna Bergman
              kind: person
              mentions: [She]
          text: Anna Bergman met Carl Dahl. She was glad.
    """
    text = context.text
    assert text is not None
    forms = {name_key(form) for actor in context.article.actors.values() for form in actor.forms}
    for key, local in context.local.items():
        name = local.name
        if not name or not context.article.actors[key].named or context.is_broken("actors", key) or name in text:
            continue
        found = next((one for one in _near(text.raw, flatten(name)) if name_key(one) not in forms), None)
        if found is not None:
            message = f"name {backticked(flatten(name))} is not in the article, which has {backticked(found)}"
            hint = "write the name as the article has it, or list that in `aliases`"
            yield Finding(("actors", key, "name"), message, help=hint, arguments=(name,))


def _near(raw: str, name: str) -> Iterator[str]:
    """Yield what a text has that differs from a name in the spelling of one word."""
    words = name.split(" ")
    if len(words) == 1:
        if len(name) >= _ALONE:
            yield from (one for one in dict.fromkeys(_NAME.findall(raw)) if _is_like(name, one))
        return
    for i, word in enumerate(words):
        if len(word) < _SHORT:
            continue
        before, behind = (r"\s+".join(map(re.escape, some)) for some in (words[:i], words[i + 1 :]))
        if not i:
            pattern = rf"(?<![\w’'-])()([\w’'-]+)(\s+{behind})(?!\w)"
        elif i == len(words) - 1:
            pattern = rf"(?<!\w)({before}\s+)([\w’'-]+)()"
        else:
            pattern = rf"(?<!\w)({before}\s+)([\w’'-]+)(\s+{behind})(?!\w)"
        for found in re.finditer(pattern, raw):
            if found[2] != word and _is_spelt_like(word, found[2]):
                yield flatten(found[0])


def _is_spelt_like(one: str, other: str) -> bool:
    """Whether two words begin alike, or have most letters in common, and are not the same but for a genitive."""
    first, second = (re.sub(r"[’']s?\Z", "", word).casefold() for word in (one, other))
    if first == second or len(second) < _SHORT - 1 or first[:1] != second[:1]:
        return False
    return first[:_BEGINNING] == second[:_BEGINNING] or _ratio(first, second) >= _LIKE


def _is_like(one: str, other: str) -> bool:
    """Whether two words differ in a letter or two, and in more than an ending."""
    if one[0] != other[0] or abs(len(one) - len(other)) > 1 or one.casefold() == other.casefold():
        return False
    if one in (f"{other}s", f"{other}n") or other in (f"{one}s", f"{one}n"):
        return False
    return _ratio(one, other) >= _LIKE


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
