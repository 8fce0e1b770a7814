"""How the screens say numbers, dates and durations, in both languages, both digit sets and both calendars.

Plain functions without a request: templates reach them through ``{% load sada %}``, letters and exports call
them directly.
"""
