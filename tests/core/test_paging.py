import pytest
from django.contrib.contenttypes.models import ContentType

from core.paging import page

LETTERS = list("abcdefg")


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (None, 1),
        ("", 1),
        ("1", 1),
        ("2", 2),
        ("3", 3),
        ("0002", 2),
        ("4", 3),
        ("0", 1),
        ("000000000000", 1),
        ("-1", 1),
        ("1.5", 1),
        ("1e3", 1),
        ("abc", 1),
        ("٣", 1),
        ("²", 1),
        ("\x00", 1),
        (" 2", 1),
        ("9" * 20, 3),
        ("9" * 10_000, 3),
    ],
)
def test_any_page_number_gives_a_page_that_exists(asked, given):
    assert page(LETTERS, asked, per_page=3).number == given


def test_pages_follow_each_other_without_loss_or_overlap():
    pages = [page(LETTERS, str(number), per_page=3) for number in (1, 2, 3)]
    assert [letter for part in pages for letter in part.rows] == LETTERS
    assert [part.previous for part in pages] == [None, 1, 2]
    assert [part.next for part in pages] == [2, 3, None]
    assert {part.total for part in pages} == {7}


def test_an_empty_list_has_one_empty_page():
    assert page([], "5") == ([], 1, 1, 0)


def test_a_total_that_is_known_is_believed():
    assert page(LETTERS, "1", per_page=3, total=100).last == 34


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["1", "2", "99"])
def test_a_page_takes_one_count_and_one_fetch(number, django_assert_num_queries):
    with django_assert_num_queries(2):
        page(ContentType.objects.order_by("pk"), number, per_page=3)
