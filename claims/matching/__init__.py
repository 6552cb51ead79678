"""Is this something we already hold? For now: who is this speaker?

In: names as the extraction found them. Out: rows. Claims are never merged here; that is an editor's act.
"""
