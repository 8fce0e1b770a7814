"""Lines of stories that were joined to another in which their unit has a line already: they stayed where they were."""

from __future__ import annotations

from django.db.models import QuerySet

from sada.store.models import Act, Line, Story

DEEPEST = 5  # stories joined to stories that were joined


def left_lines(lines: QuerySet[Line], story: Story) -> list[Line]:
    """Of these lines those of the emptied stories that went into `story`, the newest first. One query where none."""
    gone, ahead = set[int](), {story.pk}
    for _step in range(DEEPEST):
        joined = Act.objects.filter(subject_type="story", subject_id__in=ahead, name="story.merged")
        ahead = {int(pk) for pk in joined.values_list("before__story", flat=True) if pk} - gone - {story.pk}
        if not ahead:
            break
        gone |= ahead
    if not gone:
        return []
    rows = lines.filter(story__in=gone, story__places=None).select_related("unit", "changed_by", "approved_by")
    return list(rows.order_by("-changed_at"))
