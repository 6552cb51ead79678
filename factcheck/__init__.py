"""How the application is run: settings, addresses, the task queue, the embedded servers. Nothing about claims."""

from factcheck.celery import app as celery_app

__all__ = ["celery_app"]
