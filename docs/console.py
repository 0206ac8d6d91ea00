"""Colours of the output of `newscorpus check` on the site, as a terminal shows them."""

from typing import ClassVar

from pygments.lexer import RegexLexer, bygroups
from pygments.token import Comment, Generic, Keyword, Literal, Name, Text


class Console(RegexLexer):
    """What was typed after `$`, and the parts of a finding."""

    name = "console"
    tokens: ClassVar = {
        "root": [
            (r"^(\$ )(.*\n)", bygroups(Comment, Generic.Strong)),
            (r"^(error)(\[.*?\])?(: )", bygroups(Name.Variable, Name.Variable, Text)),
            (r"^(warning|hint)(\[.*?\])(: )", bygroups(Keyword.Type, Keyword.Type, Text)),
            (r"^( *)(-->|:::)( .*\n)", bygroups(Text, Name.Class, Text)),
            (r"^( *\|)( *)(\^+.*\n)", bygroups(Name.Class, Text, Name.Variable)),
            (r"^( *\|)( *)(-+ .*\n)", bygroups(Name.Class, Text, Name.Class)),
            (r"^( *\d* \|)(.*\n)", bygroups(Name.Class, Text)),
            (r"^( *= )(\w+:)(.*\n)", bygroups(Name.Class, Literal.String, Text)),
            (r".*\n", Text),
        ]
    }
