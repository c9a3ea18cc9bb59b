"""Says what an import would do or has done: for people, for pipes, and as JSON."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.cli.done import done_line
from workstation.cli.output import (
    Column,
    advise,
    complain,
    paint,
    say,
    say_json,
    say_table,
)
from workstation.cli.rows import Shape
from workstation.desk.imports.choices import SAYS
from workstation.exchange.status_words import MEANINGS, PROTECTIVE
from workstation.method.plural import plural

if TYPE_CHECKING:
    from workstation.desk.imports.choices import Question
    from workstation.desk.imports.imports import ImportPlan, ImportPreview, ImportResult, Sample
    from workstation.desk.imports.ledger import FateRow

_SAMPLES_SHOWN = 5
_POLICIES = {
    "fill_blanks": "only what is empty is filled",
    "prefer_newer": "the newer counts",
    "prefer_file": "the file counts",
    "keep_mine": "what is known stays as it is",
}


def row_of(fate: str, sample: "Sample") -> "FateRow":
    """Return a row with its fate."""
    from workstation.desk.imports.ledger import FateRow

    return FateRow(
        fate,  # type: ignore[arg-type]
        sample.line,
        sample.name,
        sample.why,
        sample.fields,
        sample.other,
    )


def say_plan(plan: "ImportPlan", *, suppress: bool) -> None:
    """Say what the file is and what its columns become."""
    what = f"{plan.as_}, {plan.shape}" if plan.shape else plan.as_
    read = ", ".join(filter(None, (plan.format, plan.encoding)))
    say(f"{paint(plan.file_name, 'bold')} as {what} ({read})")
    say_table(
        (
            Column("column", least=8),
            Column("becomes", least=8, style="bold"),
            Column("for example", least=8, style="dim"),
        ),
        [(each.column, each.field_title, " · ".join(each.samples)) for each in plan.columns],
    )
    advise(_sentence(note) for note in plan.notes)
    if not suppress:
        advise(map(_granted, plan.taken_for_granted))
    if suppress:
        complain("These are not to be contacted: no record is made.")
    elif plan.policy.default != "fill_blanks" or plan.policy.fields:
        others = [f"{key}: {_POLICIES[mode]}" for key, mode in plan.policy.fields.items()]
        complain(_sentence("; ".join([_POLICIES[plan.policy.default], *others])))
    if plan.doubt:
        complain(plan.doubt)


def say_preview(
    plan: "ImportPlan",
    preview: "ImportPreview",
    listed: "Sequence[FateRow] | None",
    fate: str | None,
    *,
    as_json: bool,
) -> None:
    """Say what would become of the rows; ``listed`` are those of a fate that was asked for."""
    if as_json:
        rows = {} if listed is None else {"fate": fate, "listed": [_shape(row) for row in listed]}
        say_json(
            _plan_shape(plan)
            | {
                "action": None,
                "rows": preview.rows,
                "counts": preview.counts,
                "accounts_made": preview.accounts_made,
                "unusable": [
                    {plan.unit: each.line, "line": each.line, "why": each.why}
                    for each in preview.samples["unusable"]
                ],
                "samples": {
                    fate: [_shape(row_of(fate, each)) for each in samples]
                    for fate, samples in preview.samples.items()
                    if samples
                },
                "notes": list(dict.fromkeys((*plan.notes, *preview.notes))),
            }
            | rows
        )
        return
    from workstation.desk.imports.fates import said

    made = preview.accounts_made
    along = f", with {made} new account{'s' * (made != 1)}" if made else ""
    count = f"{preview.rows} row{'s' * (preview.rows != 1)}"
    say(f"{count}: {', '.join(said(preview.counts)) or 'nothing to do'}{along}")
    advise(_sentence(note) for note in preview.notes if note not in plan.notes)
    if listed is None:
        _say_samples(plan, preview)
        return
    _say_rows(plan, listed)
    left = preview.counts[fate or ""] - len(listed)
    if left > 0:
        complain(f"… and {left} more: --limit shows them.")


def say_result(
    plan: "ImportPlan",
    result: "ImportResult",
    unusable: Path | None,
    *,
    suppress: bool,
    as_json: bool,
) -> None:
    """Say what came in; ``unusable`` is where the rows are that could not."""
    if as_json:
        say_json(
            _plan_shape(plan)
            | {
                "action": result.changed.action if result.changed else None,
                "title": result.title,
                "rows": result.rows,
                "counts": result.counts,
                "accounts_made": result.accounts_made,
                "unusable": [{"line": line, "why": why} for line, why in result.unusable],
                "unusable_file": str(unusable) if unusable else None,
                "suppress": suppress,
                "notes": list(result.notes),
            }
        )
        return
    if result.changed:
        say(done_line(result.changed))
        advise(result.changed.advice)
    elif result.rows and result.counts["unusable"] == result.rows:
        complain(result.title)
    else:
        say(result.title)
    advise(_sentence(note) for note in result.notes)
    _say_unusable(plan, result.unusable, result.counts)
    if unusable is not None:
        complain(f"They are in {unusable}: mend them there and import that file.")


def _say_samples(plan: "ImportPlan", preview: "ImportPreview") -> None:
    """Show the first rows of each fate, those that cannot be used at the end."""
    told = ("updated", "joins", "possible_duplicate", "protected")
    for fate in told:
        _say_rows(plan, [row_of(fate, each) for each in preview.samples[fate][:_SAMPLES_SHOWN]])
    bad = [(each.line, each.why or "") for each in preview.samples["unusable"]]
    _say_unusable(plan, bad, preview.counts)


def _say_rows(plan: "ImportPlan", rows: "Sequence[FateRow]") -> None:
    say_table(
        (
            Column(plan.unit, right=True),
            Column("fate", style="bold"),
            Column("who", least=12),
            Column("", least=12, style="dim"),
        ),
        [(row.line, row.fate.replace("_", " "), row.name, _more(row)) for row in rows],
    )


def _more(row: "FateRow") -> str:
    from workstation.desk.imports.fates import said_fields

    parts = [said_fields(row.fields), f"→ {row.other}" if row.other else "", row.why or ""]
    return "; ".join(filter(None, parts))


def _say_unusable(
    plan: "ImportPlan", unusable: Sequence[tuple[int, str]], counts: Mapping[str, int]
) -> None:
    for line, why in unusable[:_SAMPLES_SHOWN]:
        complain(f"{plan.unit.capitalize()} {line}: {why}")
    left = counts["unusable"] - len(unusable[:_SAMPLES_SHOWN])
    if left > 0:
        complain(f"… and {left} more {plural(left, 'row')} that cannot be used.")


def _granted(question: "Question") -> str:
    """Say what is taken for granted, and the option that says otherwise."""
    what, _, column = question.key.partition(" ")
    option = f"--{what}" if what in ("currency", "country") else "--keep-out"
    if (meaning := what.removeprefix(SAYS)) in MEANINGS and meaning not in PROTECTIVE:
        option = f"--status {meaning}=…"
    return _sentence(f"{column}: {question.said} ({option} changes it)")


def _sentence(note: str) -> str:
    return f"{note[:1].upper()}{note[1:]}{'' if note.endswith(('.', '!', '?')) else '.'}"


def _shape(row: "FateRow") -> Shape:
    return {
        "line": row.line,
        "fate": row.fate,
        "name": row.name,
        "fields": list(row.fields),
        "other": row.other,
        "why": row.why,
    }


def _plan_shape(plan: "ImportPlan") -> Shape:
    return {
        "file": plan.file_name,
        "as": plan.as_,
        "shape": plan.shape,
        "format": plan.format,
        "mapping": plan.by_column,
        "mapping_name": plan.mapping_name,
        "policy": {"default": plan.policy.default, "fields": dict(plan.policy.fields)},
        "answers": plan.answers,
        "taken_for_granted": {each.key: each.answer for each in plan.taken_for_granted},
        "doubt": plan.doubt,
    }
