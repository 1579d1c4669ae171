"""Ballots come loose from their voters when a round closes: decision 14, which explains each line.

This is the one place that sees who chose what; it writes nothing of it anywhere.
"""

from random import SystemRandom

from django.db import connection

from ..models import Ballot, BudgetRound, Count, OpenBallot, Voter

AT_ONCE = 500


def loosen(round_: BudgetRound) -> None:
    """The round is locked and no longer takes ballots; all of it in that transaction."""
    overwrite_what_goes()
    voters = Voter.objects.filter(round=round_)
    kept = OpenBallot.objects.filter(voter__round=round_).values_list("choices", "receipt")
    ballots = [Ballot(round=round_, choices=choices, receipt=receipt) for choices, receipt in kept]
    # By keys that are random: the order in which they are written says nothing.
    ballots.sort(key=lambda ballot: ballot.pk)
    people = list(voters.values_list("person", flat=True))
    SystemRandom().shuffle(people)
    OpenBallot.objects.filter(voter__round=round_).delete()
    voters.delete()
    Voter.objects.bulk_create(
        (Voter(round=round_, person_id=person) for person in people), batch_size=AT_ONCE
    )
    Ballot.objects.bulk_create(ballots, batch_size=AT_ONCE)
    Count.objects.create(round=round_)


def sweep_out() -> None:
    """Outside a transaction: nothing of the deleted rows stays in the files of the database. What
    backups and archives of its log still hold is the operator's (docs/operations.md)."""
    tables = (OpenBallot, Voter)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in tables:
                cursor.execute(f"VACUUM {connection.ops.quote_name(table._meta.db_table)}")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def overwrite_what_goes() -> None:
    """Of rows that change or go nothing may stay behind in the file. PostgreSQL sees to that when
    it sweeps (`sweep_out`), SQLite at once, and only when it is told to."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
