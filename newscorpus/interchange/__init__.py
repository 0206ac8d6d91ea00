"""Other people's formats: articles come in, and go out. Each format is one module, and one entry in `formats`.

A module that reads is a `Reader`, one that writes a `Writer`, as `formats` defines them. Both count in `Losses` what
they cannot keep.
"""
