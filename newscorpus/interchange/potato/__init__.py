"""Potato: project folders, with what each annotator has marked."""
