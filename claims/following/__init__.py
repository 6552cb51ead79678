"""Readers follow verdicts, speakers and topics by mail, and are answered what they asked.

In: an address and what it wants to follow; the public ledger; requests that were decided. Out: mails, each noted before
it is sent, and sent at most once. Whoever has not confirmed it is told nothing, and who follows what nobody sees.
"""
