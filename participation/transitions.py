"""Which step a form, and somebody's filling of it, may take next."""

from participation.enums import AskedStatus, VersionStatus

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


def version_may_become(status: str, following: str) -> bool:
    """Say whether a version in one status may come to stand in another."""
    return VersionStatus(following) in VERSIONS[VersionStatus(status)]


def asked_may_become(status: str, following: str) -> bool:
    """Say whether a form that was asked may come to stand in another status."""
    return AskedStatus(following) in ASKED[AskedStatus(status)]
