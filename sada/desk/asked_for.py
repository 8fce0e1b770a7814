"""What a case asks for beside its answer: a reply in the press, a report at 940 or Balady."""

from sada.store.models import PRESS, Case, Kind

FOUND_FAULT = (Kind.COMPLAINT, Kind.OPINION, Kind.NEWS, Kind.STATEMENT)  # a question or praise needs no reply in print


def asks_for_a_reply(case: Case) -> bool:
    """Whether the press found fault, so that a reply there is decided on."""
    return case.medium in PRESS and case.kind in FOUND_FAULT


def asks_for_a_report(case: Case) -> bool:
    """Whether the service itself is asked for: a citizen complains, and nobody has reported it at 940 or Balady.

    What the press says is the media's side; a reply to it has its own clock.
    """
    return case.kind == Kind.COMPLAINT and case.medium not in PRESS and not case.reports.exists()
