from django.db import models


class Row(models.Model):
    """One line of the list; `text` is as long as makes the page as long as ours."""

    shelf = models.IntegerField()
    title = models.CharField(max_length=100)
    text = models.TextField()
    at = models.DateTimeField()

    objects: models.Manager["Row"] = models.Manager()

    class Meta:
        app_label = "yardstick"
        indexes = [models.Index(fields=["shelf", "-at"], name="row_newest")]

    def __str__(self) -> str:
        return self.title


class Press(models.Model):
    """What one press writes."""

    row = models.ForeignKey(Row, models.CASCADE, related_name="presses")
    person = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    objects: models.Manager["Press"] = models.Manager()

    class Meta:
        app_label = "yardstick"

    def __str__(self) -> str:
        return str(self.pk)
