"""Texts survive every encoding that offices use, or a question is asked: never wrong letters."""

import pytest

from geodata.problems import ContractError
from geodata.readers.encodings import ENCODINGS, decoded

NAMES = ("Талғар", "Қаялық", "Талгар")
TEXTS = (
    *NAMES,
    "name;lat;lon\nТалғар;43,3;77,2\n",
    "Құлан; Өрнек; Ақыртас; Қостөбе",
    "ТАЛҒАР ҚАЛАШЫҒЫ",
    "Ұзынағаш ауылы, Жамбыл ауданы",
    "Өскемен",
    "Әл-Фараби",
    "№ 5 «Сайрам» — 3",
    "43°18'11\"N",
    "Йогурт Шмидт",
    "скачан",
    "ж",
)


def writable(text, encoding):
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return None


WRITABLE = [
    (text, encoding) for text in TEXTS for encoding in ENCODINGS if writable(text, encoding)
]


@pytest.mark.parametrize(("text", "encoding"), WRITABLE)
def test_the_letters_survive_or_it_is_asked(text, encoding):
    data = writable(text, encoding)
    found = decoded(data, "")
    if found.question is None:
        assert found.text == text
        return
    assert found.question.about == "encoding"
    right = [each for each in found.question.candidates if data.decode(each.token) == text]
    assert right
    assert right[0].sample in text
    assert decoded(data, right[0].token).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "kz1048", "cp866"])
def test_a_file_with_enough_words_needs_no_question(encoding):
    text = "Название;Ауданы\nТалгар;Талгарский район\nСайрам;Сайрамский район\n"
    if encoding in {"utf-8", "utf-8-sig", "utf-16", "kz1048"}:
        text += "Талғар;Талғар ауданы\nҚаялық;Сарқан ауданы\n"
    found = decoded(text.encode(encoding), "")
    assert found.question is None
    assert found.text == text
    assert found.encoding == encoding


@pytest.mark.parametrize("mark", [True, False])
@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_by_its_mark_or_by_its_bytes(order, mark):
    text = "Қаялық;45,66;80,27\n"
    data = (("\ufeff" if mark else "") + text).encode(order)
    assert decoded(data, "") == decoded(data, "utf-16")
    assert decoded(data, "").text == text


def test_pure_ascii_needs_no_question():
    found = decoded(b"name;lat;lon\nTalgar;43.3;77.2\n", "")
    assert (found.encoding, found.question) == ("utf-8", None)


def test_the_same_text_in_two_encodings_is_one_candidate():
    found = decoded("Талгар".encode("cp1251"), "")
    assert (found.encoding, found.question) == ("cp1251", None)
    assert found.text == "Талгар".encode("kz1048").decode("kz1048")


def test_the_letters_of_kz_1048_are_not_those_of_cp1251():
    data = "Қазақстан, Талғар".encode("kz1048")
    assert data.decode("cp1251") == "Ќазаќстан, Талєар"
    assert decoded(data, "").text == "Қазақстан, Талғар"


def test_a_kazakh_name_at_the_end_of_a_long_russian_file_is_seen():
    data = ("Талгар;43,3;77,2\n" * 30_000 + "Әулиеағаш ғимараты;43,3;77,2\n").encode("kz1048")
    found = decoded(data, "")
    assert found.encoding == "kz1048" or found.question


def test_a_doubt_shows_the_line_in_question():
    question = decoded("Талгар;43,3\nӘзірбайжан;40,4\n".encode("ptcp154"), "").question
    samples = {each.token: each.sample for each in question.candidates}
    assert samples["ptcp154"] == "Әзірбайжан;40,4"
    assert samples["kz1048"] == "Ғзірбайжан;40,4"


def test_a_damaged_letter_is_asked_and_not_swallowed():
    data = "Талғар қаласы, Қаялық қалашығы".encode()
    question = decoded(data[:20] + b"\xff" + data[22:], "").question
    assert question.candidates[0].token == "utf-8"
    assert "\ufffd" in question.candidates[0].sample


def test_chinese_is_no_cyrillic():
    found = decoded("西安市;34.3;108.9\n长安;34.2;108.9\n".encode(), "")
    tokens = {each.token for each in found.question.candidates} if found.question else {"utf-8"}
    assert "utf-8" in tokens


def test_an_answer_that_cannot_be_is_asked_again():
    data = "Талғар.".encode("kz1048")
    assert decoded(data, "utf-16").encoding != "utf-16"
    assert decoded(data, "latin-1").encoding in ENCODINGS


def test_a_mark_that_promises_what_does_not_follow():
    with pytest.raises(ContractError) as caught:
        decoded(b"\xff\xfe\x22\x04\x30", "")
    assert caught.value.problems[0].code == "damaged"
