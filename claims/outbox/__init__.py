"""Telling the outside, exactly the things that came true.

In: messages that an action stores in its own transaction. Out: hints to the task queue, sent after the commit, at
least once; whoever acts on a hint looks at the rows and may find nothing left to do.
"""
