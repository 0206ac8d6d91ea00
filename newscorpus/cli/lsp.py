"""`lsp`: a language server for editors. Needs the extra `lsp`."""

from newscorpus._optional import import_optional
from newscorpus.cli.options import command


@command("Serve an editor, by the Language Server Protocol.")
def lsp() -> None:
    """Check, complete and explain annotations in an editor, over standard input and output.

    The editor starts this command by itself.
    """
    import_optional("pygls.lsp.server", "lsp")
    from newscorpus.lsp.server import Server

    Server().serve()
