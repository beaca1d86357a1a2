"""What happens to consultation forms, one function each."""

from participation.actions.answering import keep_so_far, submit_form
from participation.actions.asking import ask_again, ask_form, give_back, make_link, take_on, withdraw_form
from participation.actions.building import (
    begin_version,
    make_form,
    move_question,
    publish_version,
    put_question,
    remove_question,
    retire_version,
    write_version,
)
from participation.actions.correcting import add_correction
from participation.actions.standard import add_standard_forms

__all__ = [
    "add_correction",
    "add_standard_forms",
    "ask_again",
    "ask_form",
    "begin_version",
    "give_back",
    "keep_so_far",
    "make_form",
    "make_link",
    "move_question",
    "publish_version",
    "put_question",
    "remove_question",
    "retire_version",
    "submit_form",
    "take_on",
    "withdraw_form",
    "write_version",
]
