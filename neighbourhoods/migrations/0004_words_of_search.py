from django.core.management.base import CommandError
from django.db import NotSupportedError, ProgrammingError, migrations, models, transaction

REFUSED = (
    "Search needs the extension pg_trgm, and could not make it in this database: {error}. "
    "Let an administrator of the database run CREATE EXTENSION pg_trgm; or give this user the "
    "right CREATE on the database. Then migrate again (docs/operations.md)."
)
POSTGRES = """
CREATE INDEX neighbourhoods_word_threes ON neighbourhoods_word USING gin (text gin_trgm_ops);
"""
# A space on both sides, so that the first and the last signs of a word count as well.
SQLITE = [
    "CREATE VIRTUAL TABLE neighbourhoods_word_fts USING fts5(text, tokenize='trigram')",
    """CREATE TRIGGER neighbourhoods_word_fts_new AFTER INSERT ON neighbourhoods_word BEGIN
    INSERT INTO neighbourhoods_word_fts(rowid, text) VALUES (new.id, ' ' || new.text || ' ');
    END""",
    """CREATE TRIGGER neighbourhoods_word_fts_gone AFTER DELETE ON neighbourhoods_word BEGIN
    DELETE FROM neighbourhoods_word_fts WHERE rowid = old.id;
    END""",
]


def make(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        for statement in SQLITE:
            schema_editor.execute(statement)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        is_there = cursor.fetchone()
    if not is_there:
        try:
            with transaction.atomic(using=connection.alias):
                schema_editor.execute("CREATE EXTENSION pg_trgm")
        except (ProgrammingError, NotSupportedError) as error:
            said = str(error).strip().splitlines()[0]
            raise CommandError(REFUSED.format(error=said)) from error
    schema_editor.execute(POSTGRES)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX neighbourhoods_word_threes")
        return
    schema_editor.execute("DROP TRIGGER neighbourhoods_word_fts_new")
    schema_editor.execute("DROP TRIGGER neighbourhoods_word_fts_gone")
    schema_editor.execute("DROP TABLE neighbourhoods_word_fts")


class Migration(migrations.Migration):
    dependencies = [
        ("neighbourhoods", "0003_officers_day"),
    ]

    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("place", "Place"), ("initiative", "Initiative")], max_length=12
                    ),
                ),
                ("text", models.CharField(max_length=40)),
                ("stem", models.CharField(max_length=40)),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "stem"], name="word_by_stem")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "text"), name="word_once")
                ],
            },
        ),
        migrations.RunPython(make, unmake),
    ]
