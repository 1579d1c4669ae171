import django.db.models.deletion
from django.db import migrations, models

# As a function of our own it can say what it costs: as dear as it is made of cheap parts, the
# planner would read every row rather than look in the index. And a second process for a search of
# ten milliseconds takes longer to start than to search: it is not for parallel plans.
POSTGRES = [
    """CREATE FUNCTION search_words(text) RETURNS tsvector LANGUAGE plpgsql
    IMMUTABLE STRICT PARALLEL UNSAFE COST 20
    AS $$ BEGIN RETURN array_to_tsvector(string_to_array($1, ' ')); END $$""",
    """CREATE INDEX initiatives_searchtext_title ON initiatives_searchtext
    USING gin (search_words(title))""",
    """CREATE INDEX initiatives_searchtext_words ON initiatives_searchtext
    USING gin (search_words(words))""",
]
GONE = """INSERT INTO initiatives_searchtext_fts(initiatives_searchtext_fts, rowid, title, words)
    VALUES ('delete', old.initiative_id, old.title, old.words);"""
NEW = """INSERT INTO initiatives_searchtext_fts(rowid, title, words)
    VALUES (new.initiative_id, new.title, new.words);"""
SQLITE = [
    """CREATE VIRTUAL TABLE initiatives_searchtext_fts USING fts5(
    title, words, content='initiatives_searchtext', content_rowid='initiative_id')""",
    f"""CREATE TRIGGER initiatives_searchtext_fts_new AFTER INSERT ON initiatives_searchtext
    BEGIN {NEW} END""",
    f"""CREATE TRIGGER initiatives_searchtext_fts_gone AFTER DELETE ON initiatives_searchtext
    BEGIN {GONE} END""",
    f"""CREATE TRIGGER initiatives_searchtext_fts_other AFTER UPDATE ON initiatives_searchtext
    BEGIN {GONE} {NEW} END""",
]


def make(apps, schema_editor):
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRES if is_postgres else SQLITE:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION search_words(text) CASCADE")
        return
    for name in ("new", "gone", "other"):
        schema_editor.execute(f"DROP TRIGGER initiatives_searchtext_fts_{name}")
    schema_editor.execute("DROP TABLE initiatives_searchtext_fts")


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0008_bring_a_list"),
        ("neighbourhoods", "0004_words_of_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "initiative",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search",
                        serialize=False,
                        to="initiatives.initiative",
                    ),
                ),
                ("title", models.TextField()),
                ("words", models.TextField()),
            ],
        ),
        migrations.AddIndex(
            model_name="initiative",
            index=models.Index(
                condition=models.Q(("visibility", "public")),
                fields=["id", "neighbourhood"],
                name="initiative_public_by_key",
            ),
        ),
        migrations.RunPython(make, unmake),
    ]
