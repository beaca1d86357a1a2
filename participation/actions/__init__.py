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
from participation.actions.themes import code_words, make_theme, retire_theme, take_back_coding, use_theme_again
from participation.actions.worker import record_workers_view

__all__ = [
    "add_correction",
    "add_standard_forms",
    "ask_again",
    "ask_form",
    "begin_version",
    "code_words",
    "give_back",
    "keep_so_far",
    "make_form",
    "make_link",
    "make_theme",
    "move_question",
    "publish_version",
    "put_question",
    "record_workers_view",
    "remove_question",
    "retire_theme",
    "retire_version",
    "submit_form",
    "take_back_coding",
    "take_on",
    "use_theme_again",
    "withdraw_form",
    "write_version",
]
