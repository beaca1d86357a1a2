"""C28 and C57: the project's own rules (.semgrep) each find the faults that are planted here, and nothing else."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

RULES = Path(settings.BASE_DIR) / ".semgrep" / "rules.yml"
TOOLS = Path(settings.BASE_DIR) / ".venv" / "tools" / "bin"
# rule -> file -> its lines: those that begin with "!" must be found, the others must not.
PLANTED = {
    "markup-taken-as-safe": {
        "children/presenters.py": """
from django.utils.safestring import SafeString, mark_safe
from django.utils.html import format_html
!a = mark_safe(child.full_name)
!b = SafeString(child.full_name)
!c = format_html(f"<b>{child}</b>")
!d = format_html("<b>%s</b>" % child)
!e = HttpResponse(f"<b>{child}</b>")
f = SafeString("<br>")
g = format_html("<b>{}</b>", child)
""",
    },
    "template-does-not-escape": {
        "templates/desk/planted.html": """
!<p>{{ child|safe }}</p>
!<p>{{ child | safeseq }}</p>
!{% autoescape off %}{{ child }}{% endautoescape %}
<p>{{ safe|escape }} {{ child.is_safe }}</p>
""",
        "templates/emails/planted.txt": "{% autoescape off %}{{ link }}{% endautoescape %}",
    },
    "letter-is-markup": {"templates/emails/planted.html": "!<p>{{ child }}</p>"},
    "template-from-text": {
        "desk/planted.py": """
from django.template import Template, engines
!a = Template(text)
!b = engines["django"].from_string(text)
""",
    },
    "form-without-token": {
        "reviews/views.py": """
!from django.views.decorators.csrf import csrf_exempt
!@csrf_exempt
def hold(request): ...
""",
    },
    "sql-by-hand": {
        "reporting/planted.py": """
!a = Child.objects.raw("SELECT 1")
!b = Child.objects.filter(pk=1).extra(where=[text])
!c = Child.objects.annotate(x=RawSQL(text, []))
!cursor.execute(f"SELECT {text}")
!cursor.execute("SELECT %s" % text)
!cursor.execute("SELECT " + text)
cursor.execute("SELECT %s", [text])
""",
    },
    "record-past-the-door": {
        "quality/views/planted.py": """
!a = Child.objects.get(pk=pk)
!b = Review.objects.filter(child=pk)
!c = Dispute.objects.all()
!d = get_object_or_404(Consultation, pk=pk)
!e = Review._default_manager
f = Child.objects.visible_to(user).filter(pk=pk)
g = get_object_or_404(Child.objects.visible_to(user), pk=pk)
h = User.objects.get(pk=pk)
""",
        "quality/actions/planted.py": "a = Child.objects.get(pk=pk)",
        "desk/planted_rows.py": "!a = Child.objects.get(pk=pk)",
    },
    "part-of-a-record-past-the-door": {
        "disputes/views.py": """
!a = Reply.objects.get(pk=pk)
!b = Decision.objects.all()
!c = get_object_or_404(RecordOfReview, pk=pk)
!d = Booking.objects.current().filter(pk=pk)
!e = ResolutionStage.objects.filter(pk=pk)
f = Booking.objects.current().filter(review=review)
""",
    },
    "asks-a-network": {
        "exchange/planted.py": """
!import socket
!import requests
!from urllib.request import urlopen
!from smtplib import SMTP
import smtplib
!with smtplib.SMTP("mail.example.org") as post: ...
!post = smtplib.SMTP_SSL("mail.example.org", 465)
refused = smtplib.SMTPRecipientsRefused
from urllib.parse import urlencode
""",
    },
    "runs-a-program": {
        "office/planted.py": """
import os, subprocess
!subprocess.run(text, shell=True)
!os.system(text)
subprocess.run(["ls"], check=True)
""",
    },
    "reads-code-as-data": {
        "office/planted_reading.py": """
import pickle, yaml
!a = pickle.loads(text)
!b = yaml.load(text)
!c = eval(text)
d = json.loads(text)
""",
    },
    "prints": {
        "children/planted.py": """
!print(child)
!traceback.print_exc()
""",
        "children/management/commands/planted.py": "print(1)",
    },
    "logs-a-value": {
        "children/planted_logging.py": """
!logger.info("opened %s", child)
!logger.warning("%s: %s", child.pk, child.full_name)
!logger.error(str(error))
!logger.exception(error)
!logger.error("failed: %s", error)
logger.info("opened %s", child.pk)
logger.info("opened")
logger.error("job %s failed: %s", job.pk, type(error).__name__)
""",
    },
    "sends-anywhere": {
        "accounts/planted.py": """
!a = redirect(request.GET["next"])
!b = redirect(request.POST.get("next"))
c = redirect("home")
""",
    },
    "debug-is-on": {
        "iro_service/settings/planted.py": """
!DEBUG = True
!HANDLER = "django.utils.log.AdminEmailHandler"
!APPS = ["django.contrib.admin"]
""",
    },
    "script-runs-text": {
        "static/js/planted.js": """
!eval(text);
!place.innerHTML = text;
!place.insertAdjacentHTML("beforeend", text);
place.textContent = text;
""",
    },
}


def scanned(folder: Path, *names: str) -> set[tuple[str, str, int]]:
    """Return what the rules find in a folder: rule, file, line."""
    environment = {
        **os.environ,
        "PATH": f"{TOOLS}:{os.environ['PATH']}",
        "SEMGREP_SETTINGS_FILE": str(folder / "settings.yml"),
        "SEMGREP_LOG_FILE": "/dev/null",
        "SEMGREP_SEND_METRICS": "off",
        "SEMGREP_ENABLE_VERSION_CHECK": "0",
    }
    options = ["--json", "--quiet", "--no-git-ignore", "--metrics", "off", "--jobs", "2"]
    command = [str(TOOLS / "semgrep"), "scan", "--config", str(RULES), *options, *(names or ["."])]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["errors"] == []
    return {(each["check_id"].rpartition(".")[2], each["path"], each["start"]["line"]) for each in found["results"]}


@pytest.fixture(scope="module")
def finds(tmp_path_factory) -> set[tuple[str, str, int]]:
    folder = tmp_path_factory.mktemp("planted")
    for files in PLANTED.values():
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(re.sub("^!", "", text.strip(), flags=re.MULTILINE), encoding="utf-8")
    return scanned(folder)


@pytest.mark.parametrize("rule", PLANTED)
def test_c28_planted_fault_is_found_and_nothing_else(finds, rule):
    expected = {
        (rule, name, number)
        for name, text in PLANTED[rule].items()
        for number, line in enumerate(text.strip().splitlines(), 1)
        if line.startswith("!")
    }
    assert {find for find in finds if find[0] == rule} == expected


def test_c28_every_rule_has_its_planted_fault():
    assert re.findall(r"^  - id: (\S+)$", RULES.read_text(encoding="utf-8"), re.MULTILINE) == list(PLANTED)


def test_c28_rules_know_every_model_of_a_case():
    """A model that is new must stand in one of the two lists, by whether it has a door of its own."""
    doors, parts = re.findall(r"regex: \^\(([A-Z]\w+(?:\|\w+)+)\)\$$", RULES.read_text(encoding="utf-8"), re.MULTILINE)
    cases = ("children", "reviews", "participation", "disputes", "quality")
    models = [model for app in cases for model in apps.get_app_config(app).get_models()]
    about_nobody = {"SiblingGroup", "IssueType", "Venue", "Journey", "ConsultationForm", "FormVersion", "Question"}
    about_nobody |= {"Theme", "ThemeChange"}
    with_a_door = {model.__name__ for model in models if hasattr(model.objects.all(), "visible_to")}
    assert set(doors.split("|")) == with_a_door
    assert set(parts.split("|")) == {model.__name__ for model in models} - with_a_door - about_nobody


def test_c28_every_exception_names_its_rule_and_its_reason():
    listed = ["git", "grep", "-hn", "nosemgrep", "--", "*.py", "*.html", "*.js", ":!tests"]
    lines = subprocess.run(
        listed, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    assert [line for line in lines if not re.search(r"nosemgrep: [a-z-]+ - \w+ \w+", line)] == []
