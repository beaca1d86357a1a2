"""Loading is all or nothing, happens once, and comes out the same every time."""

import shutil
from importlib.resources import as_file, files

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from accounts.models import User
from audit.actors import SystemJob
from audit.models import AuditEvent
from children.models import Child, Episode, PersonAroundChild, SocialWorkAllocation
from desk.demonstration.loading import load_demonstration
from desk.demonstration.published import PublishedDataError, read_folder, read_published
from disputes.models import Dispute
from office.models import AuthoritySettings
from reviews.models import Booking, Decision, RecordOfReview, Review
from tests.schema import using_database

BY = SystemJob("test of loading")


@pytest.fixture
def folder(tmp_path):
    """A copy of the published files, to be spoiled."""
    with as_file(files("desk.demonstration").joinpath("harrow2011")) as published:
        shutil.copytree(published, tmp_path / "copy")
    return tmp_path / "copy"


def spoil(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, "the row to spoil is not there once"
    path.write_text(text.replace(old, new), encoding="utf-8")


def nothing_is_there():
    return not any(model.objects.exists() for model in (Child, User, Review, AuditEvent, AuthoritySettings, Dispute))


def test_loading_again_is_refused_in_one_line_and_changes_nothing(demonstration):
    before = AuditEvent.objects.count(), Child.objects.count()
    with pytest.raises(CommandError, match=r"^This database already holds children"):
        call_command("load_demo", "harrow2011")
    assert (AuditEvent.objects.count(), Child.objects.count()) == before


def test_a_failure_near_the_end_leaves_nothing_behind(db, folder):
    # The panel of the secure placement is said to have sat before the placement began.
    spoil(folder, "secure_panels.csv", "2011-11-14,2011-12-08", "2011-11-14,2011-11-01")
    with pytest.raises(ValidationError):
        load_demonstration(published=read_folder(folder), by=BY)
    assert nothing_is_there()


def test_a_row_that_the_database_refuses_leaves_nothing_behind(db, folder):
    spoil(
        folder,
        "episodes.csv",
        "HX0002,2010-09-27,S,C1,N1,Q2,PR1,2011-03-02",
        "HX0002,2010-09-27,S,C1,N1,Q2,PR1,2011-03-09",
    )
    with pytest.raises(IntegrityError, match="Two episodes of one child"):
        load_demonstration(published=read_folder(folder), by=BY)
    assert nothing_is_there()


def test_a_date_that_is_none_is_named_by_file_and_line(folder):
    spoil(folder, "children.csv", "HX0003,Robin,Kettlebeck,F,2009-01-13", "HX0003,Robin,Kettlebeck,F,2009-02-30")
    with pytest.raises(PublishedDataError, match=r"^children\.csv, line 4: dob is no date: 2009-02-30\.$"):
        read_folder(folder)


def test_a_review_of_a_child_nobody_knows_is_refused(folder):
    spoil(folder, "reviews.csv", "R00001,HX0036", "R00001,HX9036")
    with pytest.raises(PublishedDataError, match=r"^children\.csv has no HX9036\.$"):
        read_folder(folder)


def test_an_unknown_demonstration_is_refused():
    with pytest.raises(PublishedDataError, match=r"^There is no demonstration called nowhere\."):
        read_published("nowhere")


DESCRIBED = (
    (Child, ("local_id", "search_name", "language", "communication_needs", "siblings__name")),
    (Episode, ("child__local_id", "started_on", "placed_with", "placement_address", "is_out_of_area")),
    (PersonAroundChild, ("child__local_id", "relationship", "full_name", "phone")),
    (SocialWorkAllocation, ("child__local_id", "from_on", "social_worker__email", "team__name")),
    (Review, ("child__local_id", "completed_on", "due_on", "held_on", "status", "spoken_outcome", "spoken_note")),
    (Decision, ("review__child__local_id", "review__completed_on", "text", "target_on", "status", "closed_on")),
    (RecordOfReview, ("review__child__local_id", "review__completed_on", "text", "finished_on", "distributed_on")),
    (Booking, ("review__child__local_id", "on", "at", "venue__name", "is_current", "moved_because")),
)


def described():
    return {model.__name__: sorted(map(str, model.objects.values_list(*fields))) for model, fields in DESCRIBED}


def test_loading_comes_out_the_same_every_time(db, demonstration_database):
    load_demonstration(published=read_published("harrow2011"), by=BY)
    again = described()
    with using_database(demonstration_database):
        before = described()
    assert again == before
    assert len(again["Decision"]) > 1000


def test_known_passwords_are_never_loaded_into_real_use(db, settings):
    settings.SETTINGS_MODULE = "iro_service.settings.production"
    with pytest.raises(CommandError, match=r"^A demonstration, whose passwords everyone knows"):
        call_command("load_demo", "harrow2011")
    assert nothing_is_there()


def test_there_is_one_sign_in_per_role_and_it_works(demonstration, capsys):
    call_command("demo_sign_ins")
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == 10
    signed_in = [authenticate(None, username=words[-2], password=words[-1]) for words in lines]
    assert None not in signed_in
    assert len({user.role_grants.get().role for user in signed_in}) == 10
    assert all(len(words[-1]) >= 12 for words in lines)


def test_sign_ins_are_not_told_where_there_is_no_demonstration(db, capsys):
    call_command("demo_sign_ins")
    assert capsys.readouterr().out == ""
