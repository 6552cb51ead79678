"""The editors' pages.

In: the forms and keys of people who are signed in. Out: calls of the actions in intake and review, and pages made
from the queries of `review`. Every form works without JavaScript; htmx only makes it quicker.
"""
