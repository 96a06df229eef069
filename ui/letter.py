"""The letter with its report on the page Screening: to whom, about what, in which language; files
made when one clicks; the answer and a paragraph for the press to copy."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from dossiers.letter import default_subject, first_addressee, of_world_heritage, press
from dossiers.report import file_name, training_mark
from dossiers.report_basis import day_said
from dossiers.screening import five_lines
from i18n import LANGUAGES, NAMES, Translator, translator
from layers.answer import Answer
from reports.letter_order import LETTER_FORMS, LetterOrder, order_of
from reports.letter_template import made as template
from reports.letter_template import refused
from ui.papers import letter_of
from ui.screening_address import LONGEST_WORDS, Asked, write

_DOCX = LETTER_FORMS["docx"]


def letter(given: Answer, asked: Asked, t: Translator, options: Sequence[Answer] = ()) -> None:
    """Ask what the letter needs, then hand out its files. `options`: the answers of all options, if
    it is one of them."""
    st.header(t("Letter and report"), anchor="letter")
    language, left, right = st.columns([1, 2, 2])
    with language:
        chosen = _language(asked, t)
    told = translator(chosen)
    with left:
        _words("addressee", t("Addressee"), asked.addressee, first_addressee(given, told), t)
    with right:
        _words("subject", t("Subject"), asked.subject, default_subject(given, told), t)
    _files(given, options, asked, chosen, t)
    _to_copy(given, told, t)


def _language(asked: Asked, t: Translator) -> str:
    """The language of the report: the screen's, until another is chosen."""
    now = asked.report or t.lang
    key = f"report-{t.lang}"
    st.session_state[key] = now
    st.selectbox(
        t("Language of the letter and the report"),
        LANGUAGES,
        format_func=NAMES.__getitem__,
        key=key,
        on_change=lambda: write("report", st.session_state[key]),
    )
    return now


def _words(name: str, label: str, now: str, default: str, t: Translator) -> None:
    """A line of text; left blank, what stands in it in grey holds."""
    key = f"letter-{name}-{t.lang}"
    st.session_state[key] = now
    st.text_input(
        label,
        key=key,
        max_chars=LONGEST_WORDS,
        placeholder=default,
        on_change=lambda: write(name, str(st.session_state[key]).strip()),
    )


def _files(
    given: Answer, options: Sequence[Answer], asked: Asked, chosen: str, t: Translator
) -> None:
    if wrong := refused(chosen, t):
        st.warning(wrong)
    language = NAMES[chosen].lower()
    forms = {
        "docx": t("Letter ({language}), DOCX", language=language),
        "pdf": t("Letter ({language}), PDF", language=language),
        "xlsx": t("Report ({language}), XLSX", language=language),
    }
    if of_world_heritage(given):
        forms["notice"] = t("Draft notice to the ministry ({language}), DOCX", language=language)
    with st.container(horizontal=True):
        for form, label in forms.items():
            if not (wrong and LETTER_FORMS[form] == _DOCX):
                addressee = "" if form == "notice" else asked.addressee
                order = order_of(
                    given, form, chosen, date.today(), addressee, asked.subject, options
                )
                _button(given, options, order, label)
    _about_the_template(chosen, t)


def _button(given: Answer, options: Sequence[Answer], order: LetterOrder, label: str) -> None:
    kind, ending = ("notice", "docx") if order.form == "notice" else ("letter", order.form)
    st.download_button(
        label,
        partial(letter_of, given, order, options),
        file_name(given, f"mura-{kind}-{order.lang}-{given.id}.{ending}"),
        LETTER_FORMS[order.form],
        on_click="ignore",
        key=f"letter-{order.form}",
    )


def _about_the_template(chosen: str, t: Translator) -> None:
    """How an office makes the letter its own."""
    with st.expander(t("The office's own letterhead")):
        st.write(
            t(
                "Take the template, put your letterhead and fonts into it in a word processor, and "
                "save it as {file} in the office's folder. Words in double braces are the places "
                "where Mura writes; leave them as they are.",
                file=f"`letter-{chosen}.docx`",
            )
        )
        st.download_button(
            t("Template of the letter, DOCX"),
            partial(template, translator(chosen)),
            f"letter-{chosen}.docx",
            _DOCX,
            on_click="ignore",
            key="letter-template",
        )


def _to_copy(given: Answer, told: Translator, t: Translator) -> None:
    """Plain text, with a button that copies it."""
    st.caption(t("The answer in five lines, to copy"))
    mark = training_mark(given, told)
    lines = (mark, *five_lines(given, told)) if mark else five_lines(given, told)
    st.code("\n".join(lines), language=None, wrap_lines=True)
    if mark:
        return  # a paragraph for the press would be sent on without its mark
    st.caption(t("For the press, to copy"))
    st.code(press(given, day_said(date.today(), told), told), language=None, wrap_lines=True)
