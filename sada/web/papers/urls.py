"""Addresses of papers, under those of cases."""

from __future__ import annotations

from django.urls import path

from sada.web.papers import views

urlpatterns = [
    path("<int:pk>/file.pdf", views.take_case_file, name="case_file"),
    path("<int:pk>/file-in-full.pdf", views.take_unmasked, name="case_file_in_full"),
    path("answers/<int:pk>/letter.pdf", views.take_letter, {"form": "pdf"}, name="letter_pdf"),
    path("answers/<int:pk>/letter.docx", views.take_letter, {"form": "docx"}, name="letter_docx"),
]
