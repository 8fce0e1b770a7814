"""Which addresses the worker may connect to."""

from django.conf import settings

from sada.outside.fetch import Address, is_public


def is_allowed(address: Address, port: int) -> bool:
    """The open network, and the addresses that SADA_FETCH_ALLOW names (a ministry's own servers)."""
    return is_public(address, port) or not settings.FETCH_ALLOW.isdisjoint({str(address), f"{address}:{port}"})
