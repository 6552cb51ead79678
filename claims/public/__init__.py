"""The readers' pages.

In: records of the public ledger. Out: HTML that works without scripts and cookies, and can be cached by anybody.
Nothing is read but through `claims.publication`, so that no draft can slip out.
"""
