"""What came of one kill."""

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """Whether the kill hit a living program, in the middle of writing, and what was lost.

    ``held_up`` is how long the machine had let the program wait for a core in the last second and
    a half (seconds): a second in which it cannot run does not count against it.
    """

    alive: bool
    critical: bool
    losses: list[str] = field(default_factory=list)
    held_up: float = 0.0
