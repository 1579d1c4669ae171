"""Search learns the words of what it may find."""

from collections.abc import Iterable

from core.dutch import stem, words_of

from ..models import Area, Municipality, Word

ROWS_AT_ONCE = 2000


def learn(words: Iterable[str], kind: Word.Kind) -> None:
    """Those that it knows already stay; always in one order, so that no two wait for each other."""
    rows = [Word(kind=kind, text=word, stem=stem(word)) for word in sorted(set(words))]
    Word.objects.bulk_create(rows, ignore_conflicts=True, batch_size=ROWS_AT_ONCE)


def unlearn(words: Iterable[str], kind: Word.Kind) -> None:
    Word.objects.filter(kind=kind, text__in=set(words)).delete()


def learn_places() -> None:
    """Of all municipalities, wijken and buurten, so that a name with a typing error is found."""
    names = [
        *Municipality.objects.current().values_list("search_name", flat=True),
        *Municipality.objects.current().values_list("search_alias", flat=True),
        *Area.objects.current().values_list("search_name", flat=True),
        *Area.objects.current().values_list("search_places", flat=True),
    ]
    learn((word for name in names for word in words_of(name) if word.isalpha()), Word.Kind.PLACE)
