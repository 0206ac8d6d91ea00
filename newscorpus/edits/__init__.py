"""Edit an annotation's file: changes, or a changed model -> plain data -> the smallest edits of the text, proved."""
