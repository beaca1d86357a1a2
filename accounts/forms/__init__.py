"""Forms of the accounts app: signing in, and the people who work here."""

from accounts.forms.people import (
    AccountForm,
    ChangePostForm,
    ChangeTeamForm,
    DetailsForm,
    EndForm,
    EndPostForm,
    GrantRoleForm,
    ManageTeamForm,
    NewPostForm,
    PostForm,
    StaffFilters,
    TeamForm,
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
    "ChangePostForm",
    "ChangeTeamForm",
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
    "NewPostForm",
    "PostForm",
    "SetUpForm",
    "SignInForm",
    "StaffFilters",
    "TeamForm",
]
