"""Telling servers outside of changes of the public ledger, by Standard Webhooks 1.0.

In: the ledger's rows, in the order of their numbers, and what administrators say of who is to be told. Out: small
signed messages through the one door, at least once each, in order for each claim; and a log of every try.
"""
