"""What the portal does otherwise than allauth with accounts."""

from kyodo_portal.post.accounts import AccountAdapter

BEFORE = "allauth.mfa.stages.AuthenticateStage"


class PortalAccountAdapter(AccountAdapter):
    """The letters of `kyodo_portal.post.accounts`, and one step more on the way in."""

    def get_login_stages(self) -> list[str]:
        stages: list[str] = super().get_login_stages()
        stages.insert(stages.index(BEFORE), "groups.accounts.confirming.OwnerStage")
        return stages
