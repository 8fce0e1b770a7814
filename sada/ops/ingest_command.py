"""`sada ingest`: apart from the other commands, and as light as they are until it runs."""

import sys

import click


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--map", "mapping", multiple=True, metavar="FIELD=COLUMN", help="Which column holds a field; repeatable.")
@click.option("--source", "source_name", default="", help="The name of the source these items came from.")
@click.option("--medium", default="online", show_default=True, help="Their medium: print, radio, tv, online, x …")
@click.option("--show", "only_show", is_flag=True, help="Only show how the first rows would be read; write nothing.")
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask whether the mapping is right.")
def ingest(
    sources: tuple[str, ...],
    mapping: tuple[str, ...],
    source_name: str,
    medium: str,
    only_show: bool,
    is_sure: bool,
) -> None:
    """Take in files, feeds or addresses · إدخال المواد

    Each SOURCE is a file (JSONL, CSV, XLSX, RSS/Atom, HTML, text, or a gzip of them), a folder, an address, or - for
    standard input. Repeating it adds nothing twice; it may be stopped at any point. The columns of a table are guessed
    and shown before anything is written; where the guess was wrong, the same file again with --map corrects the items
    it brought. What people decided about them stays.
    """
    from sada.ops.database import database
    from sada.ops.prepare import load_django, see_migrated

    with database():
        load_django()
        see_migrated()
        from sada.ops.ingest import run

        options = {"only_show": only_show, "is_sure": is_sure}
        sys.exit(run(sources, mapping=mapping, source=source_name, medium=medium, **options))
