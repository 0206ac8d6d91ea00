"""CoNLL-U: sentences of tokens, with white space and mentions in the column MISC."""
