"""What stands on every page is made once, and still speaks the reader's language."""

import pytest
from django.template import Context, Template

from core.templatetags.frame import linked


def test_the_end_of_a_page_is_in_the_language_of_who_reads(client, db):
    dutch = client.get("/privacy/").content.decode()
    client.post("/taal/", {"language": "en"})
    english = client.get("/privacy/").content.decode()
    client.post("/taal/", {"language": "nl"})
    again = client.get("/privacy/").content.decode()
    assert "Andere taal" in dutch
    assert "Another language" in english
    assert "Andere taal" not in english
    assert "Andere taal" in again


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Kijk op https://voorbeeld.example/tuin", 'href="https://voorbeeld.example/tuin"'),
        ("Kijk op www.voorbeeld.nl", 'href="http://www.voorbeeld.nl"'),
        ("Schrijf naar tuin@voorbeeld.nl", 'href="mailto:tuin@voorbeeld.nl"'),
    ],
)
def test_an_address_in_a_text_becomes_a_link(text, link):
    assert link in linked(text)


def test_a_text_without_address_is_only_made_harmless():
    shown = Template("{{ text|linked|linebreaks }}").render(Context({"text": "Tuin <b> & co."}))
    assert shown == "<p>Tuin &lt;b&gt; &amp; co.</p>"
