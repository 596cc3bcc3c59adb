"""The addresses of accounts: signing in, passwords, second steps. One person's own, or nobody's.

Whoever changes how they sign in proves first who they are (`reauthenticate` counts as a login).
"""

from tests.trust.outcomes import Row, act, both, form, page

INVOLVED = "staff coordinator superuser"
OF_THE_CITY = "staff other_staff coordinator reviewer other_reviewer committee superuser"


def door(name: str) -> Row:
    """A way in: for who has not signed in; everybody else is led on."""
    return form(name, otherwise="goes", anonymous="ok")


def own(name: str, *of: str, otherwise: str = "ok") -> Row:
    """A page about one's own account."""
    return form(name, *of, otherwise=otherwise)


def on_the_way(name: str, otherwise: str = "goes", anonymous: str = "led") -> Row:
    """A step that makes sense only after the one before; asked for by itself it leads back."""
    return form(name, otherwise=otherwise, anonymous=anonymous)


ACCOUNTS = [
    door("account_login"),
    door("account_signup"),
    door("account_request_login_code"),
    form("account_logout", otherwise="ok", anonymous="goes"),
    page("account_inactive", ok="all"),
    form("account_reset_password", ok="all"),
    page("account_password_reset_completed", ok="all"),
    form("first_admin", "=1", "=a-b", otherwise="gone", anonymous="gone"),
    own("account_reauthenticate"),
    own("account_email"),
    page("my_account:settings", otherwise="ok", anonymous="login"),
    act("my_account:language", otherwise="taken", anonymous="stopped", data={"language": "en"}),
    act("my_account:data_create", otherwise="goes", anonymous="login"),
    page("my_account:data_file", "my_data", ok="citizen", anonymous="login"),
    both(
        page("my_account:leave", otherwise="ok", anonymous="login"),
        act(
            "my_account:leave",
            taken="citizen member",
            otherwise="no",
            anonymous="login",
        ),
    ),
    act("my_account:leave_undo", otherwise="goes", anonymous="login"),
    own("account_change_password"),
    own("account_set_password", otherwise="goes"),
    on_the_way("account_email_verification_sent"),
    on_the_way("account_confirm_login_code"),
    on_the_way("account_confirm_password_reset_code", otherwise="led"),
    on_the_way("account_complete_password_reset"),
    on_the_way("mfa_authenticate"),
    on_the_way("mfa_login_webauthn"),
    page("mfa_index", otherwise="ok", anonymous="login"),
    page("mfa_list_webauthn", otherwise="ok", anonymous="login"),
    own("mfa_reauthenticate", otherwise="login"),
    own("mfa_reauthenticate_webauthn", otherwise="login"),
    own("mfa_activate_totp", otherwise="login"),
    own("mfa_add_webauthn", otherwise="login"),
    own("mfa_deactivate_totp", otherwise="hidden"),
    own("mfa_generate_recovery_codes", otherwise="login"),
    both(
        page("mfa_view_recovery_codes", otherwise="hidden", anonymous="login"),
        act("mfa_view_recovery_codes", otherwise="method", anonymous="login"),
    ),
    own("mfa_download_recovery_codes", otherwise="hidden"),
    own("mfa_remove_webauthn", "group_registered", otherwise="login"),
    own("mfa_edit_webauthn", "group_registered", otherwise="login"),
    own("usersessions_list"),
    form("owner:code", otherwise="no", ok=OF_THE_CITY),
    page("recoveries:detail", "recovery", ok=INVOLVED, anonymous="login"),
    page("invitations:offer", "=known-to-the-tests", ok="all"),
    act("invitations:begin", "=known-to-the-tests", otherwise="goes", anonymous="goes"),
    act("invitations:accept", "=known-to-the-tests", otherwise="no", anonymous="goes"),
    form("guests:confirm", "=1", "=unknown", anonymous="hidden"),
    act("recoveries:move", "recovery", no=INVOLVED, anonymous="login", data={"move": "none"}),
]
