"""The door for a web server that speaks WSGI."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from zaizao_city.foundation.memory import settle_memory

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zaizao_city.config.settings")
application = get_wsgi_application()
settle_memory()
