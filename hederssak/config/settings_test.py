"""Settings of the tests: the product's own, with a database in memory (or the one the run names) and cheap hashing."""

import atexit
import os
import shutil
import tempfile

if "HEDERSSAK_DATA_DIR" not in os.environ:  # whoever is started by a test uses its folder, and leaves it
    os.environ["HEDERSSAK_DATA_DIR"] = tempfile.mkdtemp(prefix="hederssak-test-")
    atexit.register(shutil.rmtree, os.environ["HEDERSSAK_DATA_DIR"], ignore_errors=True)
os.environ.setdefault("HEDERSSAK_SECRET_KEY", "for tests only")

from hederssak.config.env import env

env.asked |= {"HEDERSSAK_CHROMIUM", "HEDERSSAK_SHARED_DATA", "HEDERSSAK_TEST_DSN"}  # the tests read these themselves

from hederssak.config.settings import *  # noqa: E402, F403 (the environment above must stand first)

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 (the server of static files wants a folder, even an empty one)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": UPLOAD_DIR},  # noqa: F405 (it comes with the star above)
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "hederssak.queue.backends.ImmediateBackend", "QUEUES": ["default", "imports"]}}
CALENDAR_APPS = {
    name: {"client_id": "hederssak", "secret": "between us", "authorize": f"https://{name}.example/authorize"}
    | {"token": f"https://{name}.example/token", "api": f"https://{name}.example/api"}
    for name in ("microsoft", "google")
}
