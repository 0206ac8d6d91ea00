"""`cache`: show where cached results are, and delete them."""

import click

from newscorpus.cli.terminal import echo


@click.group()
def cache() -> None:
    """What is known of files that `check` has read before."""


@cache.command("dir")
def cache_dir() -> None:
    """Say where it is kept. NEWSCORPUS_CACHE_DIR names another folder."""
    from newscorpus.checking.cache import folder

    echo(str(folder()))


@cache.command("clear")
def cache_clear() -> None:
    """Forget it all."""
    from newscorpus.checking.cache import clear, folder
    from newscorpus.text.nouns import counted

    echo(f"Removed {counted(clear(), 'file')} from {folder()}.")
