"""Replies on networks: one adapter a network, each behind `sada.ports.Poster`, over the guarded client of `fetch`."""
