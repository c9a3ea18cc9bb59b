"""The workstation: a sales desk in the terminal."""

__version__ = "0.1.0"
