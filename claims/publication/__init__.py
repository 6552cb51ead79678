"""The public ledger: what the public may see, and its formats.

In: a revision at the moment it is published. Out: immutable PublicRecords, and ClaimReview and HTML made from their
JSON. Pages, API and feeds read the public from here and from nowhere else.
"""
