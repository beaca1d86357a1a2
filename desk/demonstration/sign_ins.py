"""Who can sign in to the demonstration. These accounts exist in a demonstration database only."""

from dataclasses import dataclass

from accounts.enums import Role

# Known to everybody who reads this: worth nothing outside a demonstration, where `load_demo` alone sets it.
PASSWORD = "demonstration-2012"  # noqa: S105 - public by design
DOMAIN = "example.org"
ADDRESSES = {
    Role.IRO: "iro",
    Role.MANAGER: "manager",
    Role.SUPPORT_WORKER: "support",
    Role.CONSULTATION_OFFICER: "consultation",
    Role.SOCIAL_WORKER: "social.worker",
    Role.OPERATIONAL_MANAGER: "operational.manager",
    Role.DIRECTOR: "director",
    Role.PANEL_MEMBER: "panel",
    Role.SYSTEM_ADMINISTRATOR: "administrator",
    Role.INFORMATION_GOVERNANCE: "governance",
}


@dataclass(frozen=True)
class SignIn:
    """One account to try, for one role."""

    role: Role
    address: str
    password: str


def address_of(name: str, role: Role | None, *, first: bool) -> str:
    """Return an address: the role's own for the first of a role, else one made of the name."""
    if role and first:
        return f"{ADDRESSES[role]}@{DOMAIN}"
    return f"{name.lower().replace(' ', '.')}@{DOMAIN}"


def sign_ins() -> list[SignIn]:
    """Return one sign-in per role."""
    return [SignIn(role, f"{local}@{DOMAIN}", PASSWORD) for role, local in ADDRESSES.items()]
