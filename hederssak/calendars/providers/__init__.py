"""How calendars are spoken to: no database here, and no clock."""
