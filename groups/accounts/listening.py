"""What happens at the door and whom it concerns: the signals of allauth, each with its listener."""

from allauth.account import signals as door

from groups.accounts import confirming


def listen() -> None:
    """Called once, when the portal starts."""
    door.user_signed_up.connect(confirming.remember_maker)
    door.email_confirmed.connect(confirming.on_proof)
