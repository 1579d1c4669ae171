from django.db import migrations
from django.utils.text import slugify


def fill(apps, schema_editor):
    """Who has a page gets an address, and is active where it was added."""
    Organisation = apps.get_model("partners", "Organisation")
    ActiveIn = apps.get_model("partners", "ActiveIn")
    for organisation in Organisation.objects.exclude(kind="residents_team").filter(slug=None):
        slug = slugify(organisation.name)[:60].strip("-") or "organisatie"
        if Organisation.objects.filter(slug=slug).exists():
            slug = f"{slug}-{organisation.pk}"
        Organisation.objects.filter(pk=organisation.pk).update(slug=slug)
        if organisation.neighbourhood_id:
            ActiveIn.objects.get_or_create(
                organisation=organisation, neighbourhood_id=organisation.neighbourhood_id
            )


class Migration(migrations.Migration):

    dependencies = [
        ("partners", "0003_organisation_page"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
