"""The front door opens, on every kind of device."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.journey_sqlite
def test_the_home_page_is_whole_on_a_phone(phone, check_page):
    phone.goto("/")

    check_page(phone)


def test_the_home_page_is_whole_on_a_wide_screen(page, check_page):
    page.goto("/")

    check_page(page)


def test_the_home_page_needs_no_script(no_js_page, check_html):
    no_js_page.goto("/")

    assert no_js_page.get_by_role("heading", level=1).is_visible()
    check_html(no_js_page)


def test_the_home_page_reads_from_right_to_left_in_arabic(visitor, check_page):
    page = visitor(locale="ar", extra_http_headers={"Accept-Language": "ar"}).new_page()
    page.goto("/")

    check_page(page)
