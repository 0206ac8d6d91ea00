"""`attach-text`: put the texts back that a release withholds."""

import sys
from pathlib import Path

from newscorpus.cli.options import argument, command
from newscorpus.cli.output import echo


@command("Put the texts back that a release withholds.")
def attach_text(release: Path = argument(), texts: Path = argument()) -> None:
    """Put the texts back that a release withholds, and with them all words of them.

    TEXTS is a folder of texts, with any names. They must have the words of the original; white space and markup may
    differ. The articles are written to `attached.jsonl` in RELEASE. The exit code is 1 if a text is missing, is not
    UTF-8, or has other words.
    """
    from newscorpus.releasing.attach import attach_text as attach
    from newscorpus.text.words import counted

    result = attach(release, texts)
    if result.attached:
        echo(f"Attached {counted(len(result.attached), 'text')}: {result.target}.", err=True)
    for reason in result.refused.values():
        echo(f"error: {reason}", err=True)
    for id_ in result.missing:
        echo(f"error: {texts} has no text of `{id_}`", err=True)
    if not result.ok:
        sys.exit(1)
