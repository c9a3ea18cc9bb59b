"""What leaves: lists, cards, calendars, and the whole desk."""
