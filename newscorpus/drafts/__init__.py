"""Drafts from a language model: what to ask it, and its answer -> an article, with everything listed that was repaired.

`prompt` asks, `answer` finds the draft in the text of an answer, `reader` reads its data, and `result` is what was made
of it; `writer` is the way back. No client of a vendor is here: you send the prompt, and give the answer.
"""
