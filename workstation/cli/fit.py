"""How well accounts fit the ideal customer profiles: a sum, all scores anew, what would move."""

from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import json_option
from workstation.cli.done import done_line, report
from workstation.cli.names import complete_account
from workstation.cli.output import (
    Column,
    advise,
    complain,
    on_terminal,
    paint,
    say,
    say_json,
    say_table,
)
from workstation.cli.rows import changed_shape
from workstation.cli.session import Session

if TYPE_CHECKING:
    from workstation.desk.changed import Changed
    from workstation.desk.fit.fit import Fit, FitPreview, FitScore, FitSum, SumLine

_MET = {True: "yes", False: "no", None: "?"}
_KINDS = {"criterion": "", "red_flag": "red flag", "deal_breaker": "deal breaker"}


@click.command()
@click.argument("account", required=False, shell_complete=complete_account)
@click.option("--fact", "facts", metavar="KEY=VALUE", multiple=True, help="Note what you know.")
@click.option("--rescore", is_flag=True, help="Score all accounts anew, as one action.")
@click.option("--preview", is_flag=True, help="Say what that would move; change nothing.")
@click.option("--tiers", is_flag=True, help="Count the accounts of each tier.")
@json_option
@click.pass_obj
def fit(
    session: Session, *, account: str | None, facts: tuple[str, ...], rescore: bool, preview: bool,
    tiers: bool, as_json: bool,
) -> None:  # fmt: skip
    """Show how well ACCOUNT fits, line by line; or score all accounts anew.

    With --fact sales_leader_since=2026-10-01 a fact is noted first, with --fact KEY= forgotten.
    The profiles are in profiles.yaml of the playbook; after a change of yours there --preview says
    what --rescore would move.
    """
    asked = (account is not None, rescore or preview, tiers)
    if sum(asked) != 1 or (facts and account is None):
        raise click.UsageError("Give an ACCOUNT, or one of --rescore, --preview and --tiers.")
    drawer = session.desk.fit
    if account is not None:
        number = session.desk.accounts.resolve(account)
        noted = drawer.learn_all(number, dict(map(_fact, facts))) if facts else None
        _say_sum(drawer.of(number), noted, as_json=as_json)
    elif preview:
        _say_preview(drawer.preview(), as_json=as_json)
    elif rescore:
        report(drawer.rescore(), as_json=as_json)
    else:
        _say_tiers(drawer, as_json=as_json)
    if not (rescore or preview) and (why := drawer.stale()):
        complain(f"{why} 'workstation fit --rescore' scores them anew.")


def _fact(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign:
        raise click.UsageError(f"--fact takes KEY=VALUE, not {text!r}.")
    return key, value


def _say_sum(made: "FitSum", noted: "Changed | None", *, as_json: bool) -> None:
    one = made.score
    if as_json:
        say_json(
            {"account": made.account, "title": made.profile.title}
            | _shape(one)
            | {"others": [_shape(score) for _, score in made.others]}
            | {"noted": None if noted is None else changed_shape(noted)}
        )
        return
    if noted is not None:
        say(done_line(noted))
        advise(noted.advice)
    stars = "fit is not known yet" if one.stars is None else "★" * one.stars + "☆" * (5 - one.stars)
    tier = f"tier {one.tier}" if one.tier else "no tier yet"
    say(f"{paint(made.account, 'bold')}  {stars}  {tier}  {one.share_known} % of the weight known")
    say(f"{made.profile.title}: {_reckoned(one)}")
    if one.tier_said:
        say(one.tier_said)
    say_table(
        (
            Column("kind", style="dim"),
            Column("points", right=True),
            Column("met"),
            Column("what", least=12, style="bold"),
            Column("found", least=8),
        ),
        [
            (_KINDS[each.kind], _points(each), _MET[each.met], each.title, each.found)
            for each in one.lines
        ],
    )
    for profile, score in made.others:
        said = "not known" if score.fit is None else f"fit {score.fit}"
        say(f"{profile.title}: {said}, {score.share_known} % known")


def _reckoned(one: "FitScore") -> str:
    if one.deal_breaker:
        title = next(each.title for each in one.lines if each.key == one.deal_breaker)
        return f"fit 0, a deal breaker: {title}"
    if one.fit is None:
        return "nothing is known of what it asks"
    lowered = sum(each.points for each in one.lines if each.kind == "red_flag" and each.met)
    less = f" less {lowered} for red flags" if lowered else ""
    return f"fit {one.fit}: {one.met} of {one.known} points known are met{less}"


def _points(each: "SumLine") -> str:
    return f"-{each.points}" if each.kind == "red_flag" else str(each.points or "")


def _shape(one: "FitScore") -> dict[str, object]:
    return {
        "profile": one.profile,
        "fit": one.fit,
        "stars": one.stars,
        "confidence": one.confidence,
        "tier": one.tier,
        "flags": list(one.flags),
        "deal_breaker": one.deal_breaker,
        "met": one.met,
        "known": one.known,
        "total": one.total,
        "lines": [
            {name: getattr(each, name) for name in each.__struct_fields__} for each in one.lines
        ],
    }


def _say_preview(made: "FitPreview", *, as_json: bool) -> None:
    moves = [
        {"from": before, "to": after, "accounts": count}
        for (before, after), count in made.moves.items()
    ]
    if as_json:
        say_json(
            {
                "accounts": made.accounts,
                "changed": made.changed,
                "moves": moves,
                "stars_up": made.stars_up,
                "stars_down": made.stars_down,
                "lifted": made.lifted,
            }
        )
        return
    say(made.said())
    if warning := made.warning():
        complain(warning)
    say_table(
        (Column("from"), Column("to"), Column("accounts", right=True)),
        [(_tier(each["from"]), _tier(each["to"]), each["accounts"]) for each in moves],
    )


def _say_tiers(drawer: "Fit", *, as_json: bool) -> None:
    counts = drawer.tiers()
    if as_json:
        say_json([{"tier": tier, "accounts": count} for tier, count in counts.items()])
        return
    say_table(
        (Column("tier"), Column("accounts", right=True)),
        [(_tier(tier), count) for tier, count in counts.items()],
    )
    if on_terminal() and not sum(counts.values()):
        say("No account yet: 'workstation import FILE' brings some in.")


def _tier(tier: int | None) -> str:
    return "not known" if tier is None else f"tier {tier}"
