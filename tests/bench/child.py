"""One worker process: gets ready, reads the files it is given, and prints what that cost as JSON.

python -m tests.bench.child FILE…
"""

import json
import os
import re
import resource
import secrets
import sys
import time
from pathlib import Path

import django
import psutil

STATUS = Path("/proc/self/status")  # Linux; its VmHWM, unlike getrusage, does not count the parent's memory
BYTES_A_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss


def main(files: list[str]) -> None:
    extract = worker()
    ready = {"ready_s": time.time() - psutil.Process().create_time(), "ready_mb": peak_memory()}
    start, claims = time.process_time(), 0
    for file in files:
        claims += len(extract(Path(file).read_text("utf-8")).claims)
    print(
        json.dumps(ready | {"cpu_s": time.process_time() - start, "peak_mb": peak_memory(), "claims": claims})
    )


def worker():
    """What a worker of the newsroom loads before it takes its first article."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
    django.setup()

    from django.conf import settings

    from claims import tasks
    from claims.extraction import load_pipeline

    tasks.load_model()
    return load_pipeline(settings.EXTRACTION_MODEL).extract


def peak_memory() -> float:
    """Megabytes of memory this process has held at most."""
    if STATUS.exists() and (found := re.search(r"VmHWM:\s+(\d+) kB", STATUS.read_text())):
        return int(found[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES_A_UNIT / 1e6


if __name__ == "__main__":
    main(sys.argv[1:])
