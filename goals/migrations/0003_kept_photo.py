from django.db import migrations, models
from django.db.models import CASCADE, Q


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_mail_when_asked"),
        ("goals", "0002_figure_imports"),
    ]

    operations = [
        migrations.AlterField(
            model_name="contributionphoto",
            name="contribution",
            field=models.OneToOneField(
                null=True, on_delete=CASCADE, related_name="photo", to="goals.contribution"
            ),
        ),
        migrations.AddField(
            model_name="contributionphoto",
            name="draft",
            field=models.OneToOneField(
                null=True, on_delete=CASCADE, related_name="+", to="accounts.draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="contributionphoto",
            constraint=models.CheckConstraint(
                condition=Q(contribution=None) ^ Q(draft=None),
                name="contribution_photo_has_one_home",
            ),
        ),
    ]
