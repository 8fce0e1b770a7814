"""The way to the mail server, which tells the moment from which a letter may have arrived.

A server says 354 when it is ready for the text of a letter. Before that nothing can have arrived; from then until its
answer nobody but the server knows. So the moment is written down, and a letter without an answer is not sent blindly
again.
"""

import smtplib
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

GO_AHEAD = 354  # RFC 5321, 4.2.3: start mail input
Begins = Callable[[], None]


class _Watched(smtplib.SMTP):
    def __init__(self, *args: Any, begins: Begins, **more: Any) -> None:
        self._begins = begins
        super().__init__(*args, **more)

    def getreply(self) -> tuple[int, bytes]:
        """An answer of the server; before the text of a letter leaves, that it leaves is told."""
        code, said = super().getreply()
        if code == GO_AHEAD:
            self._begins()
        return code, said


class _WatchedTls(_Watched, smtplib.SMTP_SSL):
    """The same where the line is under TLS from its first byte."""


class Backend(EmailBackend):
    """Django's own, with `begins` called as soon as the server is ready for the text of a letter."""

    def __init__(self, *args: Any, begins: Begins | None = None, **more: Any) -> None:
        self._begins = begins or _nothing
        super().__init__(*args, **more)

    @property
    def connection_class(self) -> Callable[..., smtplib.SMTP]:  # type: ignore[override]
        """The class of the connection, by the settings."""
        return partial(_WatchedTls if self.use_ssl else _Watched, begins=self._begins)


def _nothing() -> None:
    """Nobody asked to be told."""
