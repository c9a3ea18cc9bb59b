"""The program killed at random moments, hundreds of times: what was acknowledged is there."""
