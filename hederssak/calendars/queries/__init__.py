"""What calendars say."""
