from django.db import migrations

POSTGRES = [
    """CREATE INDEX reports_lesson_title ON reports_lesson USING gin (search_words(title))""",
    """CREATE INDEX reports_lesson_words ON reports_lesson USING gin (search_words(words))""",
]
GONE = """INSERT INTO reports_lesson_fts(reports_lesson_fts, rowid, title, words)
    VALUES ('delete', old.id, old.title, old.words);"""
NEW = """INSERT INTO reports_lesson_fts(rowid, title, words)
    VALUES (new.id, new.title, new.words);"""
SQLITE = [
    """CREATE VIRTUAL TABLE reports_lesson_fts USING fts5(
    title, words, content='reports_lesson', content_rowid='id')""",
    f"""CREATE TRIGGER reports_lesson_fts_new AFTER INSERT ON reports_lesson
    BEGIN {NEW} END""",
    f"""CREATE TRIGGER reports_lesson_fts_gone AFTER DELETE ON reports_lesson
    BEGIN {GONE} END""",
    f"""CREATE TRIGGER reports_lesson_fts_other AFTER UPDATE ON reports_lesson
    BEGIN {GONE} {NEW} END""",
]


def make(apps, schema_editor):
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRES if is_postgres else SQLITE:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in ("title", "words"):
            schema_editor.execute(f"DROP INDEX reports_lesson_{name}")
        return
    for name in ("new", "gone", "other"):
        schema_editor.execute(f"DROP TRIGGER reports_lesson_fts_{name}")
    schema_editor.execute("DROP TABLE reports_lesson_fts")


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_reports"),
        ("initiatives", "0009_search_text"),
    ]

    operations = [migrations.RunPython(make, unmake)]
