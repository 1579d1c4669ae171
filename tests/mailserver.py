"""A small SMTP server for the tests: keeps what it gets, refuses whom it must, can be gone."""

import email
import email.policy
import socketserver
import threading
import time
from email.message import EmailMessage
from types import TracebackType
from typing import Self

from tests.servers import free_port


class MailServer:
    """`refused` holds addresses that get an error 550, `answers` what else is said to which;
    `messages` is what was accepted, `senders` in whose name (the return path).

    While it is `silent` it keeps a message and never says so.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.messages: list[EmailMessage] = []
        self.senders: list[str] = []
        self.refused: set[str] = set()
        self.answers: dict[str, str] = {}
        self.silent = False
        self._server: socketserver.ThreadingTCPServer | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._server = _Server(("127.0.0.1", self.port), _Conversation)
        self._server.mail = self
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Gone: connections are refused until it starts again, on the same port."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if address in str(message["To"])]

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    mail: MailServer


class _Conversation(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            answers = self.server.mail.answers.items()
            said = next((words for address, words in answers if address in line.lower()), "")
            if verb == "MAIL":
                self.server.mail.senders.append(line.partition("<")[2].partition(">")[0])
                self._say("250 fine")
            elif verb == "RCPT" and said:
                self._say(said)
            elif verb == "RCPT" and any(address in line for address in self.server.mail.refused):
                self._say("550 nobody of that name")
            elif verb == "DATA":
                self._say("354 go on")
                self.server.mail.messages.append(self._message())
                while self.server.mail.silent:
                    time.sleep(0.05)
                self._say("250 kept")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 fine")

    def _message(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line[1:] if line.startswith(b"..") else line)
        return email.message_from_bytes(b"".join(lines), policy=email.policy.default)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
