"""Who works here: how they prove who they are, and which roles they have.

In: ids and the administrator who acts, attempts to sign in. Out: accounts, roles and sessions, an AuditEntry per act.
Passwords, codes and their pages are django-allauth's; what it may not do stands here.
"""
