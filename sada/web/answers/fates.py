"""What befell a reply on a network, or a letter, as a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PROBLEMS: Mapping[str, Promise] = {
    "unreached": _("The network could not be reached. Nothing was sent; it is tried again by itself."),
    "limited": _("The network asks for a pause. It goes on by itself."),
    "expired": _("The network no longer takes the keys of this account. Set new ones in the register, then try again."),
    "sealed": _(
        "The keys of this account cannot be opened: the secret key of Sada has changed. Set them again, then try again."
    ),
    "refused": _("The network will not take this reply. Read what it said; publish it by hand, or change the text."),
    "gone": _("The post that was to be answered is no longer there, or may not be replied to."),
    "hidden": _(
        "The network lets an account reply only where it knows the number of the post and of the comment, and this "
        "address hides it: the post is none of the account's own, or the comment is not among those listed under it. "
        "Publish the reply by hand and record its address."
    ),
    "duplicate": _(
        "The network says it has this text already, but Sada does not find it on this thread. Look there, and say "
        "whether it stands there."
    ),
    "unsure": _(
        "It is not known yet whether the reply arrived. Sada looks for it on the thread before it tries again."
    ),
    "cannot_look": _(
        "It is not known whether the reply arrived, and this network does not show Sada its own messages."
    ),
    "wrong_account": _("The case is now with a unit that this account may not answer for. Nothing was sent."),
    "off": _("The account is out of use or has no keys. Nothing was sent."),
    "altered": _("The text differs from what was approved and was not sent. Tell the administrator."),
    "facts": _(
        "A fact in this text no longer holds, so nothing more was sent. Renew its proof where it still holds as "
        "written, then try again; else change the text, which then needs a new approval."
    ),
    "unproven": _(
        "The text says that it was done, and the report tied to the case is not proven to be closed. Take in its "
        "proof, then try again; or change the text, which then needs a new approval."
    ),
    "ended": _("The case was ended without an answer, and this text with it. Nothing was sent."),
    "fault": _("A fault within Sada stopped it. Try again; if it stops once more, tell the administrator."),
    "wrong_keys": _(
        "The keys of this account belong to another one, so nothing was posted. Set the keys of this account in the "
        "register, then try again."
    ),
}
LETTERS: Mapping[str, Promise] = {
    "unsure": _(
        "The letter may have arrived: the mail server was given it and never answered. Sada does not send it again by "
        "itself. Have the server's log searched for the number below, or ask whoever was to get it; then say how it "
        "stands."
    ),
    "unrecorded": _("The letter has left. Its case could not be told at once; that is made up for by itself."),
    "bounced": _(
        "The letter came back: it could not be delivered to this address. Correct the address and send it anew, or try "
        "this one again once the reason is gone."
    ),
    "altered": PROBLEMS["altered"],
    "facts": PROBLEMS["facts"],
    "unproven": PROBLEMS["unproven"],
    "ended": PROBLEMS["ended"],
    "fault": PROBLEMS["fault"],
}


def problem(code: str, channel: str = "network") -> str | Promise:
    """The sentence of a problem; "" where there is none."""
    return (LETTERS if channel == "email" else PROBLEMS).get(code, "")
