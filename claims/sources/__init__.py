"""The works that verdicts rely on: their stored copies, what these say, whether links still work, protected names.

In: files, addresses and names from the desk. Out: copies stored once, their text, and whether an excerpt stands in it.
"""
