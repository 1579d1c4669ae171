"""Is this container well? `web` answers, or the `clock` still ticks; exit 0 or 1."""

import os
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

TICKS_WITHIN = 600  # seconds; beat writes its schedule every three minutes


def web() -> bool:
    """Under the name that Django expects; /healthz leans on nothing else, so neither do we."""
    host = (
        os.environ.get("ALLOWED_HOSTS", "").split(",")[0] or urlsplit(os.environ["SITE_URL"]).netloc
    )
    address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz"
    request = urllib.request.Request(address, headers={"Host": host})
    with urllib.request.urlopen(request, timeout=4) as answer:
        return bool(answer.status == 200)


def clock() -> bool:
    ticks = [path.stat().st_mtime for path in Path("/tmp").glob("beat-schedule*")]
    return time.time() - max(ticks, default=0.0) < TICKS_WITHIN


if __name__ == "__main__":
    try:
        sys.exit(0 if {"web": web, "clock": clock}[sys.argv[1]]() else 1)
    except OSError as error:
        sys.exit(type(error).__name__)
