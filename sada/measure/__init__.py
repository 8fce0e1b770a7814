"""Stage 5: how well the desk answers. Samples come by queries, figures by `sada.figures`; nothing is stored."""
