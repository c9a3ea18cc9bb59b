"""Fit on the command line."""

from tests.cli.conftest import Terminal


def test_a_sum_is_printed_line_by_line(ws: Terminal) -> None:
    made = ws.json("fit", "corvid")
    assert (made["account"], made["fit"], made["stars"], made["confidence"], made["tier"]) == (
        "Corvid Labs", 100, 5, 17, 3,
    )  # fmt: skip
    assert [(line["key"], line["met"]) for line in made["lines"]][:4] == [
        ("industry", None), ("size", None), ("revenue", None), ("geography", True),
    ]  # fmt: skip
    out = ws.done("fit", "corvid").out
    assert "Corvid Labs  ★★★★★  tier 3  17 % of the weight known" in out
    assert "\t2\tyes\tA country where we sell\tUS" in out
    assert "\t3\t?\t50 to 5000 people\t" in out


def test_a_fact_that_is_noted_counts(ws: Terminal) -> None:
    made = ws.json("fit", "corvid", "--fact", "hiring freeze=yes", "--fact", "budget=1k")
    assert (made["fit"], made["deal_breaker"], made["flags"]) == (0, "budget", ["hiring_freeze"])
    assert "a deal breaker: No budget to speak of" in ws.done("fit", "corvid").out
    made = ws.json("fit", "corvid", "--fact", "budget=")
    assert (made["fit"], made["deal_breaker"]) == (85, None)
    assert "less 15 for red flags" in ws.done("fit", "corvid").out
    noted = ws.done("fit", "corvid", "--fact", "hiring freeze=no", "--fact", "mood=fine")
    first = noted.out.splitlines()[0]
    assert first.startswith("Corvid Labs: hiring_freeze no, mood fine  (undo ")
    assert "no profile asks for mood" in noted.err
    assert made["noted"]["title"] == "Corvid Labs: forget budget"
    ws.done("undo", first.rstrip(")").rpartition(" ")[2])
    assert "less 15 for red flags" in ws.done("fit", "corvid").out
    assert "hiring_freeze is yes or no" in ws.refused(
        "fit", "corvid", "--fact", "hiring_freeze=maybe"
    )
    assert "Nothing called budget" in ws.refused("fit", "corvid", "--fact", "budget=")


def test_tiers_are_counted_and_all_scored_anew_as_one_action(ws: Terminal, at_desk) -> None:
    assert ws.json("fit", "--tiers") == [
        {"tier": 1, "accounts": 0}, {"tier": 2, "accounts": 0}, {"tier": 3, "accounts": 4},
        {"tier": 4, "accounts": 0}, {"tier": None, "accounts": 0},
    ]  # fmt: skip

    def forget(desk) -> None:
        with desk.store.action("Forget") as act:
            for row in desk.store.rows("SELECT id FROM accounts"):
                act.update(
                    "accounts",
                    row["id"],
                    dict.fromkeys(("fit", "fit_confidence", "tier", "fit_profile")),
                )

    at_desk(forget)
    assert "not been scored yet" in ws.done("fit", "--tiers").err
    preview = ws.json("fit", "--preview")
    assert (preview["changed"], preview["stars_up"]) == (4, 4)
    assert preview["moves"] == [{"from": None, "to": 3, "accounts": 4}]
    assert "not known\ttier 3\t4" in ws.done("fit", "--preview").out
    assert ws.json("fit", "--rescore", "--preview") == preview, "looked at, not done"
    assert ws.json("fit", "--preview") == preview
    assert "Rescore 4 accounts: 4 changed tier" in ws.done("fit", "--rescore").out
    assert "tier 3\t4" in ws.done("fit", "--tiers").out
    assert "up to date: 4 accounts" in ws.refused("fit", "--rescore")
    ws.done("undo")
    assert "not known\t4" in ws.done("fit", "--tiers").out


def test_one_thing_at_a_time(ws: Terminal) -> None:
    for given in ((), ("corvid", "--tiers"), ("--rescore", "--tiers"), ("--fact", "a=b")):
        found = ws("fit", *given)
        assert found.code == 2
        assert "Give an ACCOUNT" in found.err
    assert ws("fit", "corvid", "--fact", "freeze").code == 2
