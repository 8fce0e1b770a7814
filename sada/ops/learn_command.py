"""`sada learn`: apart from the other commands, and as light as they are until it runs."""

import click


@click.command()
@click.option("--dry-run", is_flag=True, help="Train and compare, keep nothing.")
@click.option("--back-to", metavar="NAME", help="Put a kept version to use; `rules` for the rules alone.")
@click.option("--list", "listing", is_flag=True, help="Show the versions kept and their figures.")
def learn(dry_run: bool, back_to: str | None, listing: bool) -> None:
    """Learn from what people corrected and confirmed · التعلم من التصحيحات

    A new version is compared with the one in use on reviewed items held back from it, and takes over only when it is
    better beyond chance and no class gets worse. The worker does the same every night.
    """
    from sada.ops.database import database
    from sada.ops.prepare import load_django, see_migrated

    with database():
        load_django()
        see_migrated()
        from sada.ops import learn as body

        if listing:
            body.show()
        elif back_to:
            body.back_to(back_to)
        else:
            body.run(dry_run)
