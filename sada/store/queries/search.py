"""Search over items, cases, facts and units, forgiving in spelling: both sides pass through the same folding."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import CharField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Concat, Left, Lower

from sada.store.models import Case, CaseItem, Fact, Item, Unit
from sada.understand import fold as folding
from sada.understand.fold import fold, search_text, words

# The same folding as understand.fold, as far as one SQL call can say it; for columns that keep no folded copy.
_FROM = "أإآٱىةؤئکگیہھپچژڤ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹" + "ـًٌٍَُِّْٰ"
_TO = "ااااي" + "هويككيههبجزف" + "0123456789" * 2
_WORD = re.compile(r"[^\W_]+")
PAGE = 20
FEW = 500


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


def holding(rows: QuerySet[Any], prefix: str, asked: SearchQuery) -> QuerySet[Any]:
    """The rows whose item (`prefix` leads to it) holds every word.

    Where few items do, their ids are looked up first; else the newest rows are gone through until enough are found. The
    planner cannot choose between the two itself: it does not know how common the words are together.
    """
    ids = list(Item.objects.filter(search=asked).order_by().values_list("pk", flat=True)[: FEW + 1])
    return rows.filter(**{f"{prefix}id__in": ids} if len(ids) <= FEW else {f"{prefix}search": asked})


def items(
    rows: QuerySet[Item], text: str, after: tuple[Any, int] | None = None, size: int = PAGE
) -> tuple[list[Item], bool]:
    """A page of items that hold every word, newest first, and whether there is more; `lead` holds the first words."""
    asked = query(text)
    if asked is None:
        return [], False
    found = holding(rows, "", asked)
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
    shown = rows.select_related("unit", "owner").order_by("-opened_at", "-pk")
    named = shown.annotate(folded=Folded("subject"))
    found = list(named.filter(_holds_all("folded", text) | Q(number__contains=text.strip().upper()))[:size])
    within = CaseItem.objects.filter(case__in=rows).order_by("-pk")
    answering = holding(within, "item__", asked).values_list("case_id", flat=True)[: size * 3]
    found += shown.filter(pk__in=set(answering)).exclude(pk__in=[case.pk for case in found])[:size]
    return sorted(found, key=lambda case: (case.opened_at, case.pk), reverse=True)[:size]


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
    whole = folding.Folded(" ".join([*names, *titles]))
    known: dict[str, str] = {}
    for match in _WORD.finditer(whole.text):
        word = match.group()
        if len(word) > 2 and word not in known and not word.isdigit():
            known[word] = whole.original[slice(*whole.span(*match.span()))]
    return known
