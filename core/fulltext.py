"""The questions of search that each database answers in its own way.

What they lean on is made by migrations: on PostgreSQL pg_trgm, the function `search_words` and
indexes on what it gives, on SQLite beside each table an FTS5 table of its name and `_fts`, kept by
triggers.
"""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

MOST_RESEMBLING = 80
FEW = 10  # words that mean the same to who asks

Groups = Sequence[Collection[str]]
Compiled = tuple[str, list[Any]]


class _Place(NamedTuple):
    """Names, quoted: of the column, its table, the key of that, and this row's key."""

    column: str
    table: str
    key: str
    row: str
    beside: str  # the FTS5 table


class _Search(Lookup[Any]):
    prepare_rhs = False

    def _place(self, compiler: SQLCompiler) -> _Place:
        model, quote = self.lhs.target.model, compiler.quote_name_unless_alias
        table, key = model._meta.db_table, quote(model._meta.pk.column)
        return _Place(
            column=quote(self.lhs.target.column),
            table=quote(table),
            key=key,
            row=f"{quote(self.lhs.alias)}.{key}",
            beside=quote(f"{table}_fts"),
        )


class Has(_Search):
    """Of each group at least one word; the column holds folded words with a space between."""

    rhs: Groups

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        """Where one group has few words, all in one look in the index: it visits the others only
        where those few are. Of groups with many words each, one look would cost the words of the
        one times those of the other: the first by the row itself, each other by a list of keys.
        """
        at, groups = self._place(compiler), _checked(self.rhs)
        column, params = self.process_lhs(compiler, connection)
        if len(groups) > 1 and min(map(len, groups)) <= FEW:
            each = [f"search_words({column}) @@ %s::tsquery"] * len(groups)
            anyone = [" | ".join(f"'{word}'" for word in group) for group in groups]
            return f"({' AND '.join(each)})", [*params * len(groups), *anyone]
        holds = "search_words({}) @@ ANY(%s::tsquery[])"
        others = f"SELECT {at.key} FROM {at.table} WHERE {holds.format(at.column)}"  # noqa: S608
        each = [holds.format(column)] + [f"{at.row} IN ({others})"] * (len(groups) - 1)
        words = [[f"'{word}'" for word in group] for group in groups]
        return f"({' AND '.join(each)})", [*params, *words]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        at = self._place(compiler)
        groups = (" OR ".join(f'"{word}"' for word in group) for group in _checked(self.rhs))
        wanted = " AND ".join(f"({group})" for group in groups)
        found = f"SELECT rowid FROM {at.beside} WHERE {at.beside} MATCH %s"  # noqa: S608 names
        return f"{at.row} IN ({found})", [f"{{{at.column}}} : ({wanted})"]


class _OfWord(_Search):
    """About the column `text` of a table of words; what is asked has letters and figures only."""

    rhs: str

    def _fts(self, compiler: SQLCompiler, match: str, more: str = "") -> Compiled:
        at = self._place(compiler)
        found = f"SELECT rowid FROM {at.beside} WHERE {at.beside} MATCH %s {more}"  # noqa: S608
        return f"{at.row} IN ({found})", [match]


class Contains(_OfWord):
    """Three signs or more, anywhere in the word."""

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*params, f"%{self.rhs}%"]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        return self._fts(compiler, f'"{self.rhs}"')


class Begins(_OfWord):
    """Two signs or more, at its beginning."""

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*params, f"{self.rhs}%"]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        return self._fts(compiler, f'" {self.rhs}"')


class Resembles(_OfWord):
    """Enough threes of signs in common to be the same word with a typing error."""

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} %% %s", [*params, self.rhs]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        padded = f" {self.rhs} "
        threes = " OR ".join(f'"{padded[at : at + 3]}"' for at in range(len(padded) - 2))
        return self._fts(compiler, threes, f"ORDER BY rank LIMIT {MOST_RESEMBLING}")


def _checked(groups: Groups) -> Groups:
    """Words are letters and figures only (core.dutch.words_of), so nothing ends a quote."""
    if not groups or not all(groups):
        raise EmptyResultSet
    return groups
