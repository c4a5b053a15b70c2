import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.readers.decode import decode

CHINESE = "社会化电商中的信任与直播购买意愿研究，基于消费者视角的实证分析。\n" * 20
FRENCH = "Les élèves étaient à l'école où régnait un calme étrange.\n" * 20
ENGLISH = "PT J\nTI Trust in live streaming\nER\n"

no_lone_surrogates = st.text(st.characters(exclude_categories=["Cs"]))


def test_plain_utf8_is_given_back_without_a_copy():
    data = (ENGLISH + CHINESE).encode()
    assert decode(data).text is data


def test_plain_ascii_is_utf8():
    assert decode(ENGLISH.encode())[:2] == (ENGLISH.encode(), "UTF-8")


@pytest.mark.parametrize(
    ("mark", "codec", "name"),
    [
        (codecs.BOM_UTF8, "utf-8", "UTF-8 with BOM"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16LE"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16BE"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32LE"),
        (b"", "utf-16-le", "UTF-16LE"),
        (b"", "utf-16-be", "UTF-16BE"),
        (b"", "gb18030", "GB18030"),
    ],
)
def test_chinese_text_of_every_encoding_is_read(mark, codec, name):
    text = ENGLISH + CHINESE
    found = decode(mark + text.encode(codec))
    assert found == (text.encode(), name, 0, 0, False)


@given(no_lone_surrogates)
def test_text_with_a_mark_is_read_whatever_it_is(text):
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "").replace("\0", "")
    for mark, codec in [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")]:
        data = mark + text.encode(codec)
        if not data.startswith(codecs.BOM_UTF32_LE):
            assert decode(data).text == plain.encode()


def test_all_line_ends_become_one():
    assert decode(b"a\r\nb\rc\nd").text == b"a\nb\nc\nd"


def test_other_separators_of_lines_stay():
    text = "a\u2028b\u0085c\x0bd\n"
    assert decode(text.encode()).text == text.encode()


def test_marks_and_nuls_inside_are_dropped():
    assert decode(b"ER\n\xef\xbb\xbfPT J\0\n").text == b"ER\nPT J\n"


def test_western_text_is_taken_for_windows_and_said_to_be_a_guess():
    found = decode(FRENCH.encode("cp1252"))
    assert found == (FRENCH.encode(), "Windows-1252", 0, 0, True)


def test_bytes_that_windows_does_not_know_are_latin():
    found = decode(FRENCH.encode("cp1252") + b"\x81 ")
    assert (found.encoding, found.is_guess) == ("ISO-8859-1", True)


@pytest.mark.parametrize("codec", ["big5", "shift_jis", "cp1251"])
def test_what_is_neither_chinese_nor_western_is_guessed(codec):
    text = {
        "big5": "社會化電子商務中的信任與直播購買意願之研究，以消費者觀點進行實證分析。\n",
        "shift_jis": "これは日本語で書かれた抄録の例です。研究の目的を述べます。\n",
        "cp1251": "Это пример аннотации на русском языке о доверии покупателей.\n",
    }[codec] * 30
    found = decode(text.encode(codec))
    assert found.is_guess
    assert found.text == text.encode()


def test_a_few_bad_bytes_in_utf8_are_replaced_and_counted():
    data = bytearray((ENGLISH * 2 + CHINESE).encode())
    place = data.index("信任".encode())
    data[place] = 0x20
    found = decode(bytes(data))
    assert (found.encoding, found.replaced, found.line) == ("UTF-8", 2, 7)
    assert found.text.decode().count("\ufffd") == 2


@pytest.mark.parametrize("before", [4094, 4095, 4096, 8191])
def test_utf8_is_known_wherever_its_characters_stand(before):
    data = b"\n" * before + ("é信任\n" * 3000).encode()
    assert decode(data) == (data, "UTF-8", 0, 0, False)
    bad = decode(data + b"\xff\n")
    assert (bad.encoding, bad.replaced, bad.line) == ("UTF-8", 1, before + 3001)


def test_replacement_characters_of_the_file_itself_are_not_counted():
    data = ("\ufffd\ufffd" + CHINESE).encode() + b"\xff"
    assert decode(data).replaced == 1


@given(st.integers(1, 400))
def test_utf8_cut_anywhere_stays_utf8(cut):
    found = decode((ENGLISH + "TI é 信任\n").encode()[:cut])
    assert found.encoding == "UTF-8"
    assert found.replaced <= 1


def test_gb18030_cut_inside_a_character_stays_gb18030():
    found = decode(CHINESE.encode("gb18030")[:-2])
    assert (found.encoding, found.replaced, found.line) == ("GB18030", 1, 20)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, b"\x00\x01" * 99])
def test_what_is_no_text_is_none(data):
    assert decode(data) is None


@given(st.binary(max_size=300))
def test_any_bytes_become_text_or_nothing(data):
    found = decode(data)
    if found:
        found.text.decode()
        assert b"\r" not in found.text
        assert b"\0" not in found.text
        assert codecs.BOM_UTF8 not in found.text


@given(no_lone_surrogates)
def test_a_plain_text_that_was_read_is_read_the_same_again(text):
    once = decode(codecs.BOM_UTF8 + text.encode()).text
    if not once.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and decode(once):
        assert decode(once).text == once


def test_glued_batches_of_two_encodings_are_read_each_in_its_own():
    first, second = ("题名 社会化电子商务研究\n" * 20, "题名 网络购物意愿\n" * 20)
    found = decode(first.encode() + second.encode("gb18030"))
    assert (found.text.decode(), found.replaced) == (first + second, 0)
    assert found.encoding == "UTF-8 and GB18030"


def test_behind_a_mark_of_utf8_a_first_line_in_ascii_is_enough():
    found = decode(codecs.BOM_UTF8 + ENGLISH.encode() + CHINESE.encode("gb18030"))
    assert (found.text.decode(), found.encoding) == (ENGLISH + CHINESE, "UTF-8 and GB18030")


@pytest.mark.parametrize("length", [9, 4096, 4097, 6000, 8192, 9000, 13000])
def test_a_character_cut_off_at_the_end_of_any_file_is_told(length):
    above = length % 3
    found = decode((b"\n" * above + "信".encode() * 9000)[: length - 1])
    assert (found.encoding, found.replaced, found.line) == ("UTF-8", 1, above + 1)


@pytest.mark.parametrize("line", ["L'assemblée créée à l'été.\n", "Die Lösung — für Größe.\n"])
def test_two_accents_side_by_side_are_still_western(line):
    found = decode((line * 20).encode("cp1252"))
    assert (found.text.decode(), found.encoding) == (line * 20, "Windows-1252")


@pytest.mark.parametrize("good", [9, 10, 11])
def test_ten_characters_of_utf8_outweigh_one_that_is_none(good):
    data = b"x" * 9 + "é ".encode() * good + b"\xff" + b"x" * 9
    assert (decode(data).encoding == "UTF-8") == (good >= 10)


@pytest.mark.parametrize("length", [1, 2, 3])
def test_what_ends_inside_a_character_is_utf8_though_it_has_no_other(length):
    data = b"x" * 99 + "\U0001d49c".encode()[:length]
    assert (decode(data).encoding, decode(data).replaced) == ("UTF-8", 1)
    assert decode(data + b"xxx").encoding != "UTF-8"


@pytest.mark.parametrize(
    ("length", "controls", "is_text"),
    [(90, 2, True), (90, 3, False), (5000, 81, True), (5000, 82, False)],
)
def test_a_text_has_few_control_characters(length, controls, is_text):
    data = b"\x01" * controls + b"x" * (length - controls)
    assert (decode(data) is not None) == is_text
    assert decode(b"x" * 4096 + data) is not None


def test_bytes_in_pairs_that_are_no_words_are_no_text():
    assert decode("words of text ".encode("utf-16-le") * 50).encoding == "UTF-16LE"
    assert decode("words \x01\x02 ".encode("utf-16-le") * 50) is None


TAIL = {
    "UTF-8": ("DE trust; risk; streams\n" * 5).encode(),
    "GB18030": CHINESE.encode("gb18030"),
    "Windows-1252": FRENCH.encode("cp1252"),
    "nothing": bytes(range(1, 9)) * 20 + b"\n",
}


@pytest.mark.parametrize("name", TAIL)
@pytest.mark.parametrize("head", [ENGLISH * 4, ENGLISH * 4 + "x"])
def test_what_was_put_behind_utf16_is_read_in_its_own_encoding(name, head):
    data = codecs.BOM_UTF16_LE + head.encode("utf-16-le") + TAIL[name]
    found = decode(data)
    if name in {"UTF-8", "GB18030"}:
        assert found.encoding == f"UTF-16LE and {name}"
        tail = TAIL[name].decode(name)
        assert (found.text.decode(), found.replaced) == (head + tail, 0)
    else:
        # Nothing tells that these bytes are no UTF-16.
        assert found.encoding == "UTF-16LE"
        assert found.text.startswith(head.encode())


def test_the_line_of_what_cannot_be_read_is_counted_over_both_encodings():
    data = codecs.BOM_UTF16_LE + (ENGLISH * 4).encode("utf-16-le") + CHINESE.encode("gb18030")[:-2]
    found = decode(data)
    assert (found.encoding, found.replaced, found.line) == ("UTF-16LE and GB18030", 1, 12 + 20)


def test_stray_nuls_at_even_places_do_not_make_it_utf16():
    found = decode(b"TI T\0rus\0t\n" + ENGLISH.encode() * 9)
    assert (found.encoding, found.text) == ("UTF-8", b"TI Trust\n" + ENGLISH.encode() * 9)
