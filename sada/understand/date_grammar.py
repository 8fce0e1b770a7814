"""The grammar of dates over the row of roles (see `roles`), most telling form first: an earlier form keeps its place.

Groups name what a form says: day, month, year, `from` (first day of a range), mark (the calendar's letter), when
(past, next, current), count and unit, and `tail`, the year with what leads to it, which is given back when it is none.
"""

from __future__ import annotations

import re
from typing import Final

_DAY: Final = "[dwo]"
_ON: Final = r"(?:J?\(?k\)?[,(-]?F?)?"  # «يوم الخميس»
_MONTH: Final = r"(?P<month>[mh])(?:/m|\(m\))?"  # «تموز/يوليو»
_YEAR: Final = r"(?P<tail>[,/.-]?f?q?(?:(?P<year>[yw])|(?P<short>[dt])(?=H)))"
_MARK: Final = r"(?P<mark>[HG])?"
_FORMS: Final = (
    ("numeric", rf"{_ON}(?P<a>[dty])(?P<sep>[-/.])(?P<b>[dt])(?P=sep)(?P<c>[dty])(?![/:])" + _MARK),
    (
        "named",
        rf"(?P<lead>[fb]?{_ON}(?P<from>{_DAY})(?:(?P<frommonth>[mh])(?:(?P<fromyear>y)[HG]?)?)?(?:-|l|&){_ON}|{_ON})"
        rf"(?P<day>{_DAY})[-/.]?f?s?{_MONTH}{_YEAR}?{_MARK}",
    ),
    (
        "month_first",
        rf"{_ON}s?(?P<month>[mh])[-/]?(?:b(?P<from>d)(?:-|l|&)(?P<to>d)|(?P<day>[do])(?![m:hjsU%P.\d])|(?P<dayword>w)(?=[,.f]))"
        rf"(?P<tail>[,]?f?(?P<year>[yw]))?{_MARK}",
    ),
    ("month", rf"s?{_MONTH}{_YEAR}{_MARK}"),
    ("relative_month", r"(?P<this>i)s?(?P<month>[mh])|s?(?P<month2>[mh])(?:q?(?P<when>[puc]))"),
    ("bare_month", r"s(?P<month>[mh])|(?<=F)(?P<month2>[mh])|(?P<sure>m)"),
    ("month_number", r"(?<![-/\d.])(?:(?P<month>d)[-/](?P<year>y)|(?P<year2>y)[-/](?P<month2>d))(?![-/.\d%])" + _MARK),
    ("years", r"(?P<lead>[Ffbq]*)(?P<from>y)(?P<link>[-/]|&|l)q?(?P<year>y)" + _MARK),
    ("quarter", r"(?P<part>x)(?P<quarter>o)(?:f?i?q(?P<when>[puc])?(?P<year>[yw])?|f?(?P<year2>y))"),
    ("decade", r"(?P<decade>Q)"),
    ("year", r"q\(?(?P<year>[yw])\)?(?P<mark>[HG])?|(?P<year2>y)(?P<mark2>[HG])|(?<=F)(?P<year3>y)(?=[.,)f»\n&])"),
    ("ago", r"(?P<way>[KNB])(?:(?P<count>[dwtn])(?P<unit>[jJsq])|(?P<one>[jsqJ]))(?![puc])"),
    ("span", r"(?:(?P<count>[dwtn])(?P<unit>j)|(?P<unit2>j)(?P<count2>[dwn])?)(?P<when>[pu])"),
    ("rest", r"(?P<this>i)(?P<unit>[sqJj])|(?P<unit2>[Jsqj])(?P<when>[puc])"),
    ("weekday", r"(?P<near>a)\(?J?(?P<day>k)\)?|J?(?P<weekday>k)(?:(?P<when>[pu])|fj(?P<week>[pu]))?"),
    ("relative", r"(?P<shift>[KBo]?)(?:J(?=a))?(?P<day>a)(?P<first>o)?"),
    ("day_month", r"(?<=[DJkeF])(?P<day>d)[-/](?P<month>d)(?![-/.%])"),
)  # fmt: skip
FORMS: Final = tuple((name, re.compile(pattern)) for name, pattern in _FORMS)
BEGINS: Final = re.compile(r"[dwotymhkaJjsqQKNB]")
