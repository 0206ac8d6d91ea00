"""`cache`: show where cached results are, and delete them."""

from newscorpus.cli.options import group
from newscorpus.cli.output import echo

_ABOUT = "Show or delete the cached results of `check`."
cache = group("cache", _ABOUT, _ABOUT)


@cache.command("dir")
def cache_dir() -> None:
    """Print the folder of the cache. NEWSCORPUS_CACHE_DIR sets another one."""
    from newscorpus.checking.store import folder

    echo(folder())


@cache.command("clear")
def cache_clear() -> None:
    """Delete all cached results."""
    from newscorpus.checking.store import clear, folder
    from newscorpus.text.words import counted

    echo(f"Removed {counted(clear(), 'file')} from {folder()}.")
