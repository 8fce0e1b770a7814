"""Sentences of the log-in library that we say in our own Arabic (masdar on buttons). Named here so that the catalogue
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
)
