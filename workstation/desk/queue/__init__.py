"""The follow-up queue: whom next, and why."""
