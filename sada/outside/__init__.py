"""The only network and the only readers of foreign formats: bytes in, records of `sada.ports` out. Knows no Django."""
