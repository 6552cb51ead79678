"""What others build their APIs with, serving the same records from the same tables, for `tests/bench/http_speed.py`."""
