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
EARLY: Final = 7  # forms before times: «10/2015» and «الأسبوع الثاني من شوال» hold no hour
_FORMS: Final = (
    (
        "feast",
        r"(?:a?(?P<nth>o)[jJ]?f?j?)?(?P<feast>3)(?P<kind>M?)(?:(?P<words>_{0,2})"
        r"(?:(?P<count>[dtno])(?![mhsjU%P:/-]|\.[dtn])|,?q?(?:(?P<year>y)|(?<=q)(?P<said>w))(?P<mark>[HG])?|i?q?(?P<when>[puc])))?",
    ),
    ("middle", r"xfs?(?P<month>h)M?(?:q?(?P<year>y)H?)?"),
    ("week_of", rf"j(?P<week>[oWp])f?(?:s?{_MONTH}{_YEAR}?{_MARK}|(?:i?(?P<unit>[sq]))(?P<when>[puc])?(?P<inyear>y)?)"),
    ("numeric", rf"(?:[fb]?{_ON}(?P<began>d)(?:[-/](?P<in>d))?l)?{_ON}"
        r"(?P<a>[dty])(?P<sep>[-/.])(?P<b>[dt])(?P=sep)(?P<c>[dty])(?![/:])" + _MARK),
    (
        "named",
        rf"(?P<lead>[fb]?{_ON}(?P<from>{_DAY})(?:(?P<frommonth>[mh])(?:(?P<fromyear>y)[HG]?)?)?(?P<link>-|l|&|(?=[wo])){_ON}|{_ON})"
        rf"(?P<day>{_DAY})[-/.]?f?i?s?M?{_MONTH}{_YEAR}?{_MARK}",
    ),
    (
        "month_first",
        rf"{_ON}s?(?P<month>[mh])[-/]?(?:b(?P<from>[dwo])(?:-|l|&|(?=[wo]))(?P<to>[dwo])|(?P<day>[do])(?![m:hjsU%P.\d])|(?P<dayword>w)(?=[,.f\n]|$))"
        rf"(?P<tail>[,]?f?(?P<year>[yw]))?{_MARK}",
    ),
    ("month", rf"s?{_MONTH}{_YEAR}{_MARK}"),
    ("relative_month", r"(?P<this>i)s?(?P<month>[mh])|s?(?P<month2>[mh])(?:q?(?P<when>[puc]))"),
    ("bare_month", r"s(?P<month>[mh])|(?<=F)(?P<month2>[mh])|(?P<sure>m)"),
    ("month_number", r"(?<![-/\d.])(?:(?P<month>d)[-/](?P<year>y)|(?P<year2>y)[-/](?P<month2>d))(?![-/.\d%])" + _MARK),
    ("years", r"(?P<lead>[Ffbq]*)(?P<from>y)(?P<link>[-/]|&|l)q?(?P<year>y)" + _MARK),
    ("day_of_month", r"(?:[fb]?(?P<from>[dwo])(?P<link>[-l&]))?(?P<day>[dwo])[fF]?i?s(?P<when>[puc])?(?![mh])"),
    ("quarter", r"(?P<part>x)(?P<quarter>o)(?:f?i?q(?P<when>[puc])?_?(?P<year>[yw])?|f?(?P<year2>[yw]))"),
    ("decade", r"(?P<decade>Q)"),
    (
        "year",
        r"q(?P<kind>_(?=y))?\(?(?P<year>[yw])\)?(?P<mark>[HG])?|(?P<year2>y)(?P<mark2>[HG])|"
        r"(?<=F)(?P<year3>y)(?=[.,)f»\n&])",
    ),
    ("day_of_week", r"i?j(?P<when>[puc])?J?(?P<weekday>k)"),
    (
        "weekday",
        r"(?:(?<![dwotTBix])A)?(?:(?P<shift>(?:[BK]|of?)?)(?P<near>a)\(?J?(?P<day>k)\)?|"
        r"(?P<this>i?)J?(?P<weekday>k)(?:(?P<when>[pu])|fj(?P<week>[pu]))?)(?:B?F?A(?!J?[ka]))?",
    ),
    ("ago", r"(?P<way>[KNB])(?:(?P<count>[dwtn])(?P<unit>[jJsq])|(?P<one>[jsqJ]))(?![puca])"),
    (
        "span",
        r"(?:(?P<count>[dwtn])(?P<unit>j)|(?P<unit2>j)(?:(?P<count2>[dwn])|(?P<few>_))?)(?P<when>[pu])|"
        r"W(?P<count3>[dwtn])(?P<unit3>j)",
    ),
    ("rest", r"(?P<this>i)(?P<unit>[sqJj])(?!k)|(?P<unit2>[Jsqj])(?P<after>B)?(?P<when>[puc])"),
    ("relative", r"(?P<shift>(?:[KB]|of?)?)(?:(?<![dwotTBix])A)?(?:J(?=a))?(?P<day>a)(?:(?P<first>o)|(?P<next>[pu]))?"),
    ("night", r"(?P<this>i)A|(?P<night>A)(?P<when>[pu])?"),
    ("day_month", r"(?<=[DJkeFBKN])(?P<day>d)[-/](?P<month>d)(?![-/.%])"),
)  # fmt: skip
FORMS: Final = tuple((name, re.compile(pattern)) for name, pattern in _FORMS)
BEGINS: Final = re.compile(r"[dwotymhkaJjsqQKNBA3]")
