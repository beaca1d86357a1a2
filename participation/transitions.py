"""Which step a form, and somebody's filling of it, may take next."""

from participation.enums import AskedStatus, ThemeStatus, VersionStatus

VERSIONS: dict[VersionStatus, frozenset[VersionStatus]] = {
    VersionStatus.DRAFT: frozenset({VersionStatus.PUBLISHED}),
    VersionStatus.PUBLISHED: frozenset({VersionStatus.RETIRED}),
    VersionStatus.RETIRED: frozenset(),
}
ASKED: dict[AskedStatus, frozenset[AskedStatus]] = {
    AskedStatus.ASKED: frozenset({AskedStatus.STARTED, AskedStatus.SUBMITTED, AskedStatus.WITHDRAWN}),
    AskedStatus.STARTED: frozenset({AskedStatus.SUBMITTED, AskedStatus.WITHDRAWN}),
    AskedStatus.SUBMITTED: frozenset(),
    # Withdrawn by mistake: asked again, with what was filled so far.
    AskedStatus.WITHDRAWN: frozenset({AskedStatus.ASKED, AskedStatus.STARTED}),
}
# Retired by mistake: in use again.
THEMES: dict[ThemeStatus, frozenset[ThemeStatus]] = {
    ThemeStatus.CURRENT: frozenset({ThemeStatus.RETIRED}),
    ThemeStatus.RETIRED: frozenset({ThemeStatus.CURRENT}),
}


def version_may_become(status: str, following: str) -> bool:
    """Say whether a version in one status may come to stand in another."""
    return VersionStatus(following) in VERSIONS[VersionStatus(status)]


def asked_may_become(status: str, following: str) -> bool:
    """Say whether a form that was asked may come to stand in another status."""
    return AskedStatus(following) in ASKED[AskedStatus(status)]


def theme_may_become(status: str, following: str) -> bool:
    """Say whether a theme in one status may come to stand in another."""
    return ThemeStatus(following) in THEMES[ThemeStatus(status)]
