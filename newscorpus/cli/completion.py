"""`completion`: completion of commands and options in a shell."""

import click


@click.command(short_help="Print a completion script for a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print a script that completes commands and options in a shell.

    For bash and zsh: eval "$(newscorpus completion bash)" in ~/.bashrc or ~/.zshrc. For fish: newscorpus completion
    fish > ~/.config/fish/completions/newscorpus.fish.
    """
    from click.shell_completion import get_completion_class

    root = click.get_current_context().find_root()
    script = get_completion_class(shell)
    assert script is not None
    click.echo(script(root.command, {}, "newscorpus", "_NEWSCORPUS_COMPLETE").source())
