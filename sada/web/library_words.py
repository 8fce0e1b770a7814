"""Sentences of the log-in library that we say in our own Arabic. Named here so that the catalogue
keeps them; nothing else reads this module."""

from django.utils.translation import gettext_noop

SAID_OUR_WAY = (
    gettext_noop("Two-Factor Authentication"),
    gettext_noop("Change Password"),
    gettext_noop("Password Reset"),
    gettext_noop("Forgot your password?"),
    gettext_noop("Activate Authenticator App"),
    gettext_noop("Current Password"),
    gettext_noop("New Password"),
    gettext_noop("New Password (again)"),
    gettext_noop("The username and/or password you specified are not correct."),
    gettext_noop("Password successfully changed."),
    gettext_noop("Password successfully set."),
    gettext_noop("Your password is now changed."),
)
