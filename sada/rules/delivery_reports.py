"""What a mail server reports of a letter, and what that means for it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What a mail server reports of a letter of ours (RFC 3464). `message_id`: the letter's, with brackets; `action`:
    failed, delayed, delivered, relayed or expanded; `status`: as 5.1.1 (RFC 3463); `said`: in the server's words."""

    message_id: str
    action: str
    status: str = ""
    recipient: str = ""
    said: str = ""

    @property
    def is_failure(self) -> bool:
        """The letter did not arrive and will not: also where the server has given up what was only delayed (4.4.7)."""
        return self.action == "failed" and self.status[:1] in ("5", "4", "")

    @property
    def is_delay(self) -> bool:
        """The server goes on trying."""
        return self.action == "delayed"
