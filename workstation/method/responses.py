"""The kinds of response and what each one means (Predictable Revenue, responses)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Response:
    """One kind of response with the written rule by which a rep chooses it."""

    key: str
    title: str
    letter: str
    rule: str
    wants_answer: bool = False
    makes_lead: bool = False
    about_person: bool = False


RESPONSES: tuple[Response, ...] = (
    Response(
        "positive",
        "Positive",
        "p",
        "They show any interest, or ask something.",
        wants_answer=True,
        makes_lead=True,
    ),
    Response(
        "referral",
        "Referral",
        "r",
        "They name somebody else to talk to.",
        wants_answer=True,
        makes_lead=True,
    ),
    Response("neutral", "Neutral", "u", "They answer without saying yes or no.", wants_answer=True),
    Response("negative", "Negative", "x", "They say no: find out why.", wants_answer=True),
    Response(
        "out_of_office", "Out of office", "a", "An automatic reply; it often names a stand-in."
    ),
    Response(
        "bounce", "Bounce", "b", "The email came back: the address is dead.", about_person=True
    ),
    Response("opt_out", "Opt-out", "o", "They ask for no more email. Final.", about_person=True),
)
