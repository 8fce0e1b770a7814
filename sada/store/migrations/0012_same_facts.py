"""Facts that state the same thing are known by a digest of its stems; those there already get theirs."""

import hashlib

from django.db import migrations

from sada.understand.fold import search_text


def fill(apps, schema_editor):
    Fact = apps.get_model("store", "Fact")
    for fact in Fact.objects.filter(same_as="").iterator(chunk_size=500):
        stems = sorted(set(search_text(f"{fact.statement_ar} {fact.measure}").split()))
        fact.same_as = hashlib.sha256(" ".join(stems).encode()).hexdigest() if stems else ""
        fact.save(update_fields=["same_as"])


class Migration(migrations.Migration):
    """Fills the column."""

    dependencies = [("store", "0011_approval_guards")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
