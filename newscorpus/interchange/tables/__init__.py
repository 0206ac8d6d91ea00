"""Articles -> tables for data tools: flat ones and a nested one without loss; one module per format."""
