from io import BytesIO

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.datastructures import MultiValueDict
from PIL import Image

from core.forms import CleanCharField, PhotoField, PortraitField, Renderer
from core.images import Photo, Refusal


class Story(forms.Form):
    title = CleanCharField(max_length=10)
    words = CleanCharField(widget=forms.Textarea, required=False)
    photo = PhotoField(required=False)


def jpeg():
    out = BytesIO()
    Image.new("RGB", (600, 400), "green").save(out, "JPEG")
    return out.getvalue()


def story(title="Tuin", words="", photo=None):
    files: MultiValueDict[str, UploadedFile] = MultiValueDict()
    if photo is not None:
        files["photo"] = SimpleUploadedFile("tuin.jpg", photo)
    return Story({"title": title, "words": words}, files)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("a\x07\x1b\x7f\x85b", "ab"),
        ("een\r\ntwee\rdrie\nvier", "een\ntwee\ndrie\nvier"),
        ("een\ttwee", "een\ttwee"),
        ("cafe\u0301", "café"),
        ("  rand  ", "rand"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("مرحبا", "مرحبا"),
        ("\x00", ""),
        ("a\ud800b", "ab"),
    ],
)
def test_text_is_kept_as_it_was_meant(typed, kept):
    form = story(words=typed)
    assert form.is_valid()
    assert form.cleaned_data["words"] == kept


@pytest.mark.parametrize("typed", ["Tuin\r\nBcc: x", "Tuin\nBcc: x", "Tuin\r\r\n \tBcc: x"])
def test_a_field_of_one_line_stays_one_line(typed):
    assert CleanCharField().clean(typed) == "Tuin Bcc: x"


def test_only_control_characters_is_nothing():
    assert "title" in story(title="\x00\x01 ").errors


def test_the_length_counts_what_is_kept():
    assert story(title="e\u0301" * 10).is_valid()
    assert story(title="\x00" * 50 + "Tuin").is_valid()


def test_too_long_says_by_how_much():
    assert story(title="abcdefghijklm").errors["title"] == [
        "Maak de tekst korter: u gebruikt 13 tekens, er passen er 10."
    ]


def test_where_is_counted_the_browser_cuts_nothing():
    """A `maxlength` takes the end off what is pasted, before anybody can say so."""

    class Counted(forms.Form):
        plan = CleanCharField(max_length=10, widget=forms.Textarea(attrs={"data-count": True}))
        name = CleanCharField(max_length=10)

    form = Counted({"plan": "abcdefghijklm", "name": "Noor"})
    assert 'data-count="10"' in str(form["plan"])
    assert "maxlength" not in str(form["plan"])
    assert 'maxlength="10"' in str(form["name"])
    assert form.errors["plan"] == ["Maak de tekst korter: u gebruikt 13 tekens, er passen er 10."]


def test_a_photo_arrives_as_it_was_sent():
    form = story(photo=jpeg())
    assert form.is_valid()
    file = form.cleaned_data["photo"]
    file.seek(0)
    assert file.read() == jpeg()


def test_a_portrait_arrives_read():
    portrait = PortraitField().clean(SimpleUploadedFile("gezicht.jpg", jpeg()))
    assert isinstance(portrait, Photo)
    assert (portrait.width, portrait.height) == (600, 400)


def test_no_photo_is_none():
    form = story()
    assert form.is_valid()
    assert form.cleaned_data["photo"] is None


def test_without_a_new_photo_the_old_one_stays_out_of_it():
    field = PhotoField()
    assert field.clean(None, initial="foto/12.webp") is None


def test_a_required_photo_is_required():
    with pytest.raises(forms.ValidationError):
        PhotoField().clean(None)


@pytest.mark.parametrize("content", [b"<svg></svg>", b"PK\x03\x04", jpeg()[:300], b"hallo"])
def test_a_file_that_is_no_photo_says_what_to_do(content):
    form = story(photo=content)
    assert not form.is_valid()
    assert form.errors["photo"][0] in {str(label) for label in Refusal.labels}
    assert "Kies" in form.errors["photo"][0]


def test_a_file_of_nothing_is_refused():
    assert "photo" in story(photo=b"").errors


def test_the_widget_asks_for_photos_only():
    html = str(Story()["photo"])
    assert 'accept="image/jpeg,image/png,image/webp,image/heic,image/heif"' in html
    assert "data-photo" in html
    assert "checkbox" not in html


def test_forms_are_drawn_by_our_templates():
    renderer = Renderer()
    assert renderer.get_template(renderer.form_template_name)
    assert renderer.get_template(renderer.field_template_name)
