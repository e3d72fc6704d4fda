"""A column that lists are ordered by: what a name's order is, is said by its bytes, on both engines alike."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class OrderKey(models.CharField[str, str]):
    """Text in the order of its bytes. PostgreSQL would order by the language that it was set up with; SQLite never."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        """Say it to PostgreSQL."""
        parameters: dict[str, Any] = super().db_parameters(connection)
        return parameters | {"collation": "C"} if connection.vendor == "postgresql" else parameters
