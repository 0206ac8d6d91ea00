"""Releases: a corpus -> a folder to publish, with or without the texts; and texts -> such a folder.

`release` writes the folder, `survey` collects what its pages say, `card` and `croissant` say it to people and machines.
`withheld` takes texts out of articles, `attach` puts them back.
"""
