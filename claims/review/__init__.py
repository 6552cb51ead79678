"""The desk's rules: moves, actions, queries.

In: ids and the person who acts. Out: rows moved along MOVES, an AuditEntry per move, and on publication a
PublicRecord. Every action is one transaction: lock, check, change, record, announce.
"""
