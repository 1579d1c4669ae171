from django.db import models
from django.db.models import F

from core.fulltext import Groups, Has

from .initiative import Initiative


class SearchTextQuerySet(models.QuerySet["SearchText"]):
    def having(self, groups: Groups) -> "SearchTextQuerySet":
        """Where of each group a word stands somewhere."""
        return self.filter(Has(F("words"), groups))

    def titled(self, groups: Groups) -> "SearchTextQuerySet":
        """Where it stands in the title."""
        return self.filter(Has(F("title"), groups))


class SearchText(models.Model):
    """The telling words of an initiative, folded, each once: of its title, and of all its text.

    Written in one transaction with what it is of (actions.finding.index); an initiative without
    one is found by nobody. On SQLite triggers keep `initiatives_searchtext_fts` beside it
    (migration 0009): who changes this table in a migration makes them anew.
    """

    initiative = models.OneToOneField(
        Initiative, models.CASCADE, primary_key=True, related_name="search"
    )
    title = models.TextField()
    words = models.TextField()

    objects = SearchTextQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title
