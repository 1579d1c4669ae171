"""The web server, embedded and in production (docs/operations.md). Behind a proxy that buffers:
on its own it is for a demo, or for a network of which every member is trusted."""

import os
from pathlib import Path

from wijkaanpak.logs import as_json
from wijkaanpak.serving import Worker

wsgi_app = "wijkaanpak.wsgi:application"
bind = f"{os.environ.get('WEB_HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
worker_class = Worker
# Without Redis the cache, and with it the rate limits, live in the process: then there is one.
workers = int(os.environ.get("WEB_WORKERS") or (2 if os.environ.get("REDIS_URL") else 1))
threads = int(os.environ.get("WEB_THREADS") or 4)

# A request ends within 10 s by itself (settings.py bounds every wait); this catches what does not.
timeout = 30
graceful_timeout = 8
keepalive = 5
if workers > 1:  # a single worker has nobody to take over while it starts anew
    max_requests = 20_000
    max_requests_jitter = 2_000
if Path("/dev/shm").is_dir():  # noqa: S108 its heartbeat never waits for a disk
    worker_tmp_dir = "/dev/shm"  # noqa: S108
control_socket_disable = True

# Structured lines like everything else; no line per request, because addresses and paths of
# people are personal data. What the proxy writes is in deploy/.
accesslog = None
loglevel = (os.environ.get("LOG_LEVEL") or "info").lower()
logconfig_dict = {
    "formatters": {
        "json": {
            "()": "structlog.stdlib.ProcessorFormatter",
            "processors": [as_json],
            "foreign_pre_chain": [],
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "gunicorn.error": {"handlers": ["stderr"], "level": loglevel.upper(), "propagate": False},
        "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
