"""The pages about invitations and papers, and the one page that people outside open."""

from desk.inviting.views.answering import reply
from desk.inviting.views.changing import again, answer, bounce, leave_out, mend, withdraw
from desk.inviting.views.lists import invitations, papers, undelivered
from desk.inviting.views.people import add, propose, review
from desk.inviting.views.recording import chase, paper
from desk.inviting.views.sending import letter, letters, posted, send

__all__ = [
    "add",
    "again",
    "answer",
    "bounce",
    "chase",
    "invitations",
    "leave_out",
    "letter",
    "letters",
    "mend",
    "paper",
    "papers",
    "posted",
    "propose",
    "reply",
    "review",
    "send",
    "undelivered",
    "withdraw",
]
