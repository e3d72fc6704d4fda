"""The JSON API: one file per resource; each parses, makes one call and serializes."""

from ninja import NinjaAPI

api = NinjaAPI(title="Hederssak", version="1", urls_namespace="api")
