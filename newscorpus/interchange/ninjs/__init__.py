"""ninjs: the news in JSON of the IPTC. Versions 1, 2 and 3 are read, 3.1 is written."""
