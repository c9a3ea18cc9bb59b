"""What holds of the whole desk whatever is done to it, and of every reader whatever it is given."""
