"""Search over items, cases, facts and units, forgiving in spelling: both sides pass through the same folding."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import CharField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Concat, Left, Lower

from sada.store.models import Case, Fact, Item, Unit
from sada.understand.fold import fold, search_text, words

# The same folding as understand.fold, as far as one SQL call can say it; for columns that keep no folded copy.
_FROM = "أإآٱىةؤئکگیہھپچژڤ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹" + "ـًٌٍَُِّْٰ"
_TO = "ااااي" + "هويككيههبجزف" + "0123456789" * 2
PAGE = 20


class Folded(Func):
    """A column folded by the database: one alef, ي, ه, no vowel signs, Western digits, lower case."""

    function = "translate"
    output_field = CharField()

    def __init__(self, expression: Any) -> None:
        super().__init__(Lower(expression), Value(_FROM), Value(_TO))


def query(text: str) -> SearchQuery | None:
    """All words of `text`; None when it holds no word."""
    stems = search_text(text)
    return SearchQuery(stems, config="simple") if stems else None


def items(
    rows: QuerySet[Item], text: str, after: tuple[Any, int] | None = None, size: int = PAGE
) -> tuple[list[Item], bool]:
    """A page of items that hold every word, newest first, and whether there is more; `lead` holds the first words."""
    asked = query(text)
    if asked is None:
        return [], False
    found = rows.filter(search=asked)
    if after:
        at, pk = after
        found = found.filter(Q(published_at__lte=at) & (Q(published_at__lt=at) | Q(pk__lt=pk)))
    shown = found.select_related("outlet", "reading").defer("search").order_by("-published_at", "-pk")
    taken = list(shown.annotate(body=Left("text", 4000)).defer("text", "search")[: size + 1])
    return taken[:size], len(taken) > size


def _holds_all(column: str, text: str) -> Q:
    """Every word stands in the folded column, without regard to the article."""
    whole = Q()
    for word in words(fold(text)):
        whole &= Q(**{f"{column}__contains": word.removeprefix("ال") if len(word) > 4 else word})
    return whole


def cases(rows: QuerySet[Case], text: str, size: int = PAGE) -> list[Case]:
    """Cases by number or subject, and those that answer an item which holds every word; newest first."""
    asked = query(text)
    if asked is None:
        return []
    by_item = Case.objects.filter(case_items__item__search=asked).values("pk")
    number = text.strip().upper()
    named = rows.annotate(folded=Folded("subject"))
    found = named.filter(_holds_all("folded", text) | Q(number__contains=number) | Q(pk__in=by_item))
    return list(found.select_related("unit", "owner").order_by("-opened_at", "-pk")[:size])


def facts(rows: QuerySet[Fact], text: str, size: int = PAGE) -> list[Fact]:
    """Facts whose statement, value or measure holds every word; latest changed first."""
    asked = query(text)
    if asked is None:
        return []
    vector = SearchVector("search_norm", config="simple")
    found = rows.annotate(vector=vector).filter(vector=asked).distinct()
    return list(found.select_related("unit", "owner").order_by("-changed_at", "-pk")[:size])


def units(rows: QuerySet[Unit], text: str, size: int = PAGE) -> list[Unit]:
    """Units by any of their names, in alphabetical order, the higher ones first."""
    if query(text) is None:
        return []
    variants = Func(F("variants"), Value(" "), function="array_to_string", output_field=CharField())
    names = Concat(
        "name_ar", Value(" "), "short_ar", Value(" "), variants, Value(" "), "name_en", output_field=CharField()
    )
    found = rows.annotate(folded=Folded(names)).filter(_holds_all("folded", text))
    return sorted(found[: size * 5], key=lambda unit: (unit.path.count("/"), unit.sort_key))[:size]


def vocabulary(items_rows: QuerySet[Item], units_rows: QuerySet[Unit], newest: int = 1500) -> dict[str, str]:
    """Folded word → the word as written, from titles and unit names in the reader's reach: what one may have meant."""
    titles = items_rows.order_by("-published_at", "-pk").values_list("title", flat=True)[:newest]
    names = units_rows.values_list("name_ar", flat=True)
    known: dict[str, str] = {}
    for written in " ".join([*names, *titles]).split():
        bare = written.strip("«»\"'()[].,،؛:!؟?…-")
        if len(bare) > 2 and not any(c.isdigit() for c in bare):
            known.setdefault(bare, bare)
    return {folded: word for word in known if (folded := fold(word).strip(" ."))}
