"""What readers and writers of other formats share, so that a format's module has its syntax only.

`sources` opens the files of a source, `paths` and `fields` read their values, `offsets` has offsets in other units, and
tokens.

A reader makes a `document` of what it reads: annotations as values. `mapper` makes the record of an article of it, as
`meanings` and a `mapping_file` say, with `labelled`, `actors`, `quotes` and `readings`. `mapped` makes one of objects
of any shape. `proposal` and `proposed_fields` write the first mapping file. What has no place is counted by `losses`.
"""
