"""`cache`: show where cached results are, and delete them."""

import click

from newscorpus.cli.help import require_command
from newscorpus.cli.terminal import echo


@click.group(
    short_help="Show or delete the cached results of `check`.",
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
)
@click.pass_context
def cache(context: click.Context) -> None:
    """Show or delete the cached results of `check`."""
    require_command(context)


@cache.command("dir")
def cache_dir() -> None:
    """Print the folder of the cache. NEWSCORPUS_CACHE_DIR sets another one."""
    from newscorpus.checking.cache import folder

    echo(str(folder()))


@cache.command("clear")
def cache_clear() -> None:
    """Delete all cached results."""
    from newscorpus.checking.cache import clear, folder
    from newscorpus.text.nouns import counted

    echo(f"Removed {counted(clear(), 'file')} from {folder()}.")
