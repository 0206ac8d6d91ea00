"""Drafts from a language model: what to ask it, and its answer -> an article, with everything listed that was repaired.

`answer` reads the text of an answer, `reader` the data in it, `repairs` what both have corrected; `writer` is the way
back. No client of a vendor is here: you send the prompt, and give the answer.
"""
