"""What a pack brought: remembered so that a row someone deleted does not come back."""

from django.db import models


class PackLoad(models.Model):
    """The last load of one pack. `known` holds, by file, the keys of every row the pack has ever put here."""

    name = models.CharField(max_length=40, primary_key=True)
    digest = models.CharField(max_length=64)
    known = models.JSONField(default=dict)
    loaded_at = models.DateTimeField()
