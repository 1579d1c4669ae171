"""Which words are the same to who looks for them, which are near, and which are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dutch import (
    LONGEST,
    Nearness,
    asked,
    cores,
    distance,
    fold,
    nearness,
    stem,
    telling,
    words_of,
)


def near(question: str, word: str) -> Nearness | None:
    (wanted,) = asked(question)
    return nearness(wanted, word, stem(word))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("speeltuin", "speeltuinen"),
        ("boom", "bomen"),
        ("huis", "huizen"),
        ("straat", "straten"),
        ("fiets", "fietsen"),
        ("groen", "groene"),
        ("veilig", "veiligheid"),
        ("melding", "meldingen"),
        ("bank", "bankjes"),
        ("bank", "bankje"),
        ("speeltuin", "speeltuintje"),
        ("ouderen", "oudere"),
        ("cafe", "cafes"),
    ],
)
def test_another_form_of_a_word_is_the_same_both_ways(one, other):
    assert near(one, other) == near(other, one) == Nearness.SAME
    for this, that in ((one, other), (other, one)):
        assert any(core in fold(that) for word in asked(this) for core in cores(word))


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("zwerfafval", "zwerfafvalmeldingen"),
        ("afval", "zwerfafval"),
        ("tuin", "moestuinen"),
        ("kinderen", "kinderfeest"),
        ("bomen", "boomspiegel"),
        ("koken", "kookles"),
    ],
)
def test_a_word_is_found_in_a_compound(part, whole):
    assert near(part, whole) == Nearness.COMPOUND
    assert any(core in fold(whole) for word in asked(part) for core in cores(word))


@pytest.mark.parametrize(
    ("typed", "meant", "how"),
    [
        ("Slotervaat", "slotervaart", Nearness.NEAR),
        ("speltuinen", "speeltuin", Nearness.NEAR),
        ("speeltiun", "speeltuin", Nearness.NEAR),
        ("moestuim", "moestuin", Nearness.NEAR),
        ("kofie", "koffie", Nearness.LOOSE),
        ("vrijwiligger", "vrijwilliger", Nearness.LOOSE),
    ],
)
def test_a_typing_error_is_forgiven(typed, meant, how):
    assert near(typed, meant) == how


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("eten", "weten"),
        ("eten", "vergaderen"),
        ("oven", "boven"),
        ("bank", "band"),
        ("1504", "1505"),
        ("tuin", "tuig"),
        ("feest", "fluit"),
    ],
)
def test_another_word_is_another_word(question, word):
    assert near(question, word) is None


def test_a_part_of_what_is_asked_is_the_last_resort():
    assert near("buurtfeest", "buurt") == near("buurtfeest", "feest") == Nearness.LOOSE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Één Café, ’s avonds!", ["een", "cafe", "s", "avonds"]),
        ("Foto's & 2e-hands", ["fotos", "2e", "hands"]),
        ("🌱 \0 % _ -", []),
        ("ﬁets", ["fiets"]),
        ("حديقة", ["حديقة"]),
        ("x" * 100, ["x" * LONGEST]),
    ],
)
def test_a_text_is_read_in_words(text, words):
    assert words_of(text) == words


def test_words_that_tell_nothing_are_left_out_unless_there_are_no_others():
    assert telling(["de", "tuin", "van", "de", "buren", "tuin"]) == ["tuin", "buren"]
    assert telling(["wij", "voor", "jou"]) == ["wij", "voor", "jou"]


@given(st.text(), st.text(max_size=50))
def test_whatever_somebody_types_it_is_read(question, word):
    for one in asked(question):
        assert near_or_not(one, word) in {None, *Nearness}
        assert len(one.text) <= LONGEST


def near_or_not(one, word):
    (word, *_rest) = words_of(word) or ["woord"]
    return nearness(one, word, stem(word))


@given(st.text("abcd", max_size=9), st.text("abcd", max_size=9))
def test_a_distance_is_the_same_from_both_sides(one, other):
    whole = distance(one, other, 20)

    assert distance(other, one, 20) == whole
    assert (whole == 0) == (one == other)
    for most in (1, 2):
        assert distance(one, other, most) == min(whole, most + 1)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    words = words_of(text)

    assert words_of(" ".join(words)) == words
    assert fold(" ".join(words)) == " ".join(words)
