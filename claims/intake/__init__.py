"""From a text to stored claims.

In: articles from the desk, the command line and the API. Out: Article rows, and after extraction their Claim,
Appearance, Attribution and Speaker rows. The article's row is the record of the work; the broker only hints at it.
"""
