from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("goals", "0003_kept_photo"), ("partners", "0017_post_past_midnight")]

    operations = [
        migrations.AddField(
            model_name="goalparty",
            name="programmes",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="partners.programme"
            ),
        ),
    ]
