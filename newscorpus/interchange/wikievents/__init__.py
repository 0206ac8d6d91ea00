"""WikiEvents: documents in JSON Lines, with mentions, events and arguments."""
