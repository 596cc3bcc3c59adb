"""What happens at the door and whom it concerns: the signals of Django and allauth, each with its listener."""

from allauth.account import signals as door
from allauth.mfa import signals as factor
from django.contrib.auth.signals import user_login_failed

from groups.accounts import confirming, factors, record


def listen() -> None:
    """Called once, when the portal starts."""
    door.user_signed_up.connect(confirming.remember_maker)
    door.email_confirmed.connect(confirming.on_proof)
    door.user_logged_in.connect(factors.on_sign_in)
    door.user_logged_in.connect(record.on_sign_in)
    door.login_code_rejected.connect(record.on_wrong_code)
    door.password_reset_code_rejected.connect(record.on_wrong_code)
    user_login_failed.connect(record.on_refused)
    factor.authenticator_used.connect(factors.on_factor)
    factor.authenticator_added.connect(factors.on_new_factor)
    factor.authenticator_removed.connect(factors.on_removal)
    factor.authentication_failed.connect(record.on_wrong_factor)
