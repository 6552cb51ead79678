"""Telling people of the desk what concerns them: at the desk, by mail at once, or in a daily mail.

In: a kind, people and the name of an event, in the transaction that made it true. Out: Notification rows, and mails
that a worker sends, each at most once. Whom a move concerns is review's to say.
"""
