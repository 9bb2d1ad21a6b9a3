"""When events and meetings take place, for pages and for people's own calendars."""
