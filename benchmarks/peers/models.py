"""Validated models of the articles of a JSON Lines file, by newscorpus."""

import sys

import newscorpus

for _ in newscorpus.iter_articles(sys.argv[1]):
    pass
