"""How good the extraction is: what was found beside what people marked, in figures.

In: sets of articles with marks (`sets`) and what the extraction found in them. Out: a `Figure` for each measure, the
kinds of mistake with their numbers, and the agreement of two people's marks. Nothing here needs a database.
"""
