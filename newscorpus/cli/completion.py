"""`completion`: completion of commands and options in a shell."""

from typing import Literal

import click

from newscorpus.cli.options import argument, command

SETUP = (
    ("bash", 'Add to ~/.bashrc: eval "$(newscorpus completion bash)"'),
    ("zsh", 'Add to ~/.zshrc, after compinit: eval "$(newscorpus completion zsh)"'),
    ("fish", "Write the script to ~/.config/fish/completions/newscorpus.fish"),
)


@command("Print a completion script for a shell.", after=[("Setup", SETUP)])
def completion(shell: Literal["bash", "zsh", "fish"] = argument("SHELL")) -> None:
    """Print a script that completes commands and options in a shell.

    SHELL is bash, zsh or fish. The script also completes the codes and names of rules.
    """
    from click.shell_completion import get_completion_class

    root = click.get_current_context().find_root()
    script = get_completion_class(shell)
    assert script is not None
    source = script(root.command, {}, "newscorpus", "_NEWSCORPUS_COMPLETE").source()
    # The help of an option may contain commas. click's script for fish would cut it there.
    click.echo(source.replace('string split ","', 'string split --max 1 ","'))
