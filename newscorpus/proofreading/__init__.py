"""Proofreading by a language model: what to ask it about an annotation, and its objections, grounded in the text.

`statements` says in English what an annotation says, `prompt` asks, `answer` reads objections, and keeps those whose
path and quote are there and whose value is valid; `asking` sends prompts, `kept` keeps what comes back, `points` writes
it into files as open points, and `evaluation` measures a model. No client of a vendor is here.
"""
