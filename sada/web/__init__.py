"""The screens: rendered on the server, right to left, HTMX; read-only of `store.queries`, changing through acts alone.

How to add a screen (say ``cases``)
-----------------------------------
1. A folder ``sada/web/cases/`` with

   ``nav.py``     ``ENTRY = Entry(key="cases", label=_("Cases"), icon="briefcase", url_name="cases:list",
                  act="case.see", count=awaiting_me, landing={"officer": "mine=1"}, subjects={"case": "cases:show"})``
                  The bar, the phone's foot, the first page of a role, notices and search all follow from it.
   ``urls.py``    ``app_name = "cases"`` and ``urlpatterns``; included under ``/cases/`` by itself (``screens.ORDER``).
   ``views.py``   each view: door (``kernel.access``) → form → act → fragment; no ``if`` about the domain. Log-in is
                  needed everywhere already (LoginNeeded). Annotate the request as ``sada.web.http.HtmxHttpRequest``.
                  A Refusal may simply pass through: the frame says its sentence (toast in a fragment, page otherwise).
   ``forms.py``   ``class CaseForm(ArabicDigits, forms.Form)``: digits of both sets in numbers and dates.
                  ``field.as_field_group`` renders label, help, errors. Invalid form → status 422, which htmx swaps in.

2. Templates in ``sada/web/templates/cases/``, beginning ``{% extends "frame.html" %}{% load i18n sada partials %}``
   with the blocks ``title``, ``heading``, ``head`` (beside the heading), ``page``. Full-width screens (two panes) fill
   ``body`` instead. Fragments: ``{% partialdef row %}…{% endpartialdef %}``, rendered alone as ``cases/list.html#row``.

3. ``toasts.toast(response, _("Case opened"), undo=url)`` in a fragment, ``toasts.later(request, …)`` before a redirect.

4. Keys are declared in HTML: ``data-key="o"`` on a link or button lets that key press it and lists it under ``?``; rows
   that j and k walk are ``<li data-row>`` inside ``<ul data-rows>``. Others: ``data-dialog="id"`` opens a <dialog>,
   ``data-confirm`` (``hx-confirm`` for htmx) asks first, ``data-copy="#id"`` copies clean text, ``data-close`` closes
   its dialog, ``data-tip`` shows a tip on hover and focus.

5. No inline script, no inline style (the CSP refuses both): a width is a <progress value max> or an SVG attribute.

6. The look of every part is on ``/_style`` (SADA_DEBUG=1), its HTML in templates/style_page.html. Strings: English
   msgid with named placeholders, Arabic in the catalogue, six plural forms. Numbers
   with dashes (of cases) turn around in Arabic: ``|ltr`` in HTML, ``say.numbers.code`` in a sentence.
"""
