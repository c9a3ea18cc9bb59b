"""Stories: short true accounts of a customer like theirs, found by the industry called."""

from collections.abc import Sequence

import msgspec

from workstation.method.text import folded


class Story(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One story to tell; ``industries`` are words that an industry's name may contain."""

    key: str
    title: str
    text: str
    result: str = ""
    industries: list[str] = []

    def fits(self, industry: str) -> bool:
        """Say whether the story is told of this very industry."""
        theirs = folded(industry)
        return bool(theirs) and any(folded(word) in theirs for word in self.industries)


def stories_for(stories: Sequence[Story], industry: str | None) -> list[Story]:
    """Return the stories, those of the industry first, those of any next, then the others."""

    def rank(story: Story) -> int:
        if not story.industries:
            return 1
        return 0 if story.fits(industry or "") else 2

    return sorted(stories, key=rank)
