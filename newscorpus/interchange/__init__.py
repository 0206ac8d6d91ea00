"""Other people's formats: articles come in, and go out. Each format is one module, and one entry in `formats`.

A module that reads has `read(source, mapping, losses) -> Source`; one that writes has
`write(articles, target, losses) -> int`. Both count in `losses` what they cannot keep.
"""
