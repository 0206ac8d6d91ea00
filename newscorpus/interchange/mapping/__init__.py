"""JSON, JSON Lines and CSV of any shape -> articles, by a mapping file (`models/mapping.py`).

`json_files`, `json_lines` and `csv_files` are the readers; `sources` opens what they have in common.
"""
