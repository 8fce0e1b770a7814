"""The door of the web server: granian serves ``sada.web.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sada.settings")
application = get_wsgi_application()
