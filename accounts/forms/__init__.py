"""Forms of the accounts app: signing in, and the people who work here."""

from accounts.forms.people import (
    AccountForm,
    DetailsForm,
    EndForm,
    EndPostForm,
    GrantRoleForm,
    ManageTeamForm,
    PostForm,
    StaffFilters,
    TeamForm,
    say,
)
from accounts.forms.signing_in import (
    ChangePasswordForm,
    ChooseRoleForm,
    CodeForm,
    ConfirmForm,
    ForgottenPasswordForm,
    NewPasswordForm,
    SetUpForm,
    SignInForm,
)

__all__ = [
    "AccountForm",
    "ChangePasswordForm",
    "ChooseRoleForm",
    "CodeForm",
    "ConfirmForm",
    "DetailsForm",
    "EndForm",
    "EndPostForm",
    "ForgottenPasswordForm",
    "GrantRoleForm",
    "ManageTeamForm",
    "NewPasswordForm",
    "PostForm",
    "SetUpForm",
    "SignInForm",
    "StaffFilters",
    "TeamForm",
    "say",
]
