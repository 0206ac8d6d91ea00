"""Edit an annotation's file: a changed model -> the smallest change of the text; comments, order and layout stay."""
