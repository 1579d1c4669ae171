"""How a web worker takes its visitors (gunicorn.conf.py)."""

from gunicorn.workers.gthread import ThreadWorker


class Worker(ThreadWorker):
    """Takes a new connection only when a thread is free for it: until then it stays where another
    worker can take it. A connection is kept for more requests, so gunicorn's own worker, which
    takes all that come while it is busy, may have all visitors of a minute and another none."""

    _most = 0

    @property
    def worker_connections(self) -> int:
        """How many there may be: those that wait for their next request, and one per thread."""
        waiting = len(self.keepalived_conns) + len(self.pending_conns)
        return min(self._most, waiting + int(self.cfg.threads))

    @worker_connections.setter
    def worker_connections(self, most: int) -> None:
        self._most = most
