import os

from django.core.wsgi import get_wsgi_application

from hederssak.lib import lines

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hederssak.config.settings")
application = get_wsgi_application()
lines.start()
