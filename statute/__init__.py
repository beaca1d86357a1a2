"""The law: dates, codes and timescales as pure functions.

Nothing here knows Django, a database, the clock or a particular authority: the day and the calendar of working days are
arguments. Every rule has an id, a named constant, a source and a strength, and explains the date it gives.
`docs/statute.md` lists them all.
"""
