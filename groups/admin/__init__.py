"""Groups, departments and people at the desk of the city's staff."""

from groups.admin.groups import DepartmentAdmin, GroupAdmin, MembershipAdmin, UserAdmin

__all__ = ["DepartmentAdmin", "GroupAdmin", "MembershipAdmin", "UserAdmin"]
