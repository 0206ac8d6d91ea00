"""WebAnno TSV 3, the tab-separated export of INCEpTION and WebAnno."""
