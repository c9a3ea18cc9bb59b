"""What people said: answers, objections and reasons."""
