"""Turns rows of a file into accounts: new, filled in, or known already."""

from collections.abc import Collection, Sequence

from workstation.desk.imports.account_cells import (
    bare_domain,
    bare_domains,
    source_of,
    zone_of_place_in,
)
from workstation.desk.imports.account_columns import PLACE, AccountColumns
from workstation.desk.imports.accounts_known import AccountBook
from workstation.desk.imports.batch import Batch
from workstation.desk.imports.bins_said import BinsSaid
from workstation.desk.imports.cells import ALSO_CALLED
from workstation.desk.imports.columns import Columns
from workstation.desk.imports.company_names import companies_named
from workstation.desk.imports.days_said import DaysSaid
from workstation.desk.imports.differing import keep_differing, weigh
from workstation.desk.imports.facts import add_facts
from workstation.desk.imports.fates import Fate, Outcome
from workstation.desk.imports.fresh import Setting, made_of, unmet
from workstation.desk.imports.identifiers import learn_source
from workstation.desk.imports.moments import moments_of
from workstation.desk.imports.near_names import contradicted
from workstation.desk.imports.own import OWN_SHAPE
from workstation.desk.imports.parents import Parents
from workstation.desk.imports.policy import Rules
from workstation.desk.imports.records import (
    ACCOUNT_HELD,
    Held,
    Known,
    Value,
    apart,
    identifying_domain,
)
from workstation.desk.imports.refusals import protected_by, put_out_of_bounds, refusals
from workstation.desk.imports.suppressions import Suppressions
from workstation.desk.imports.vouch import is_company, why_similar
from workstation.desk.imports.ways import same_number
from workstation.desk.imports.write import ACCOUNT_ROW
from workstation.method.bins import BIN_KEYS
from workstation.method.names import company_keys, name_key

__all__ = ["MOST_OF_A_NAME", "AccountRows", "Fate", "Outcome", "Setting"]

MOST_OF_A_NAME = 300
"""Characters a name may have; more is a sign of columns mixed up."""

_UNSAID = frozenset(("time_zone", "source", "source_id", "source_modified_at", "revenue_currency"))
"""Columns that are not named among what a row fills, since they follow from others."""
_BLANK: Held = dict.fromkeys((*ACCOUNT_HELD, *ACCOUNT_ROW))
_NEVER_FILLED = frozenset(("source", "source_id"))


class AccountRows:
    """Decides about rows of accounts, a portion at a time."""

    def __init__(
        self,
        columns: Columns,
        known: AccountBook,
        batch: Batch,
        rules: Rules,
        suppressions: Suppressions,
        setting: Setting,
        said: tuple[BinsSaid, DaysSaid],
    ) -> None:
        self._bins_said, self._days_said = said
        self._columns = columns
        self.made = 0
        self.known = self._known = known
        self._batch = batch
        self._rules = rules
        self._suppressions = suppressions
        self._setting = setting
        self._said = AccountColumns(columns, setting.money)
        self.parents = Parents(batch.writer)
        self.near = known.near_names()
        self._refused: list[bool] | None = None
        self._own = getattr(columns.plan, "shape", "") == OWN_SHAPE

    @property
    def usual_currency(self) -> str:
        """The currency (ISO code) of amounts that name none."""
        return self._setting.money

    def take(self, rows: Sequence[Sequence[str]]) -> list[Outcome | None]:
        """Decide about rows and collect what they change; None for what is simply new."""
        columns, known = self._columns, self._known
        columns.begin(rows)
        domains = columns.reads("domain", bare_domain, bare_domains) or [None] * columns.count
        names = companies_named(columns)
        if not all(names):
            names = [name or domain or "" for name, domain in zip(names, domains, strict=True)]
        keys = company_keys(names)
        given = self._said.read(domains)
        nothing: list[Value] = [None] * columns.count
        source_ids = [str(one) if one else "" for one in given.get("source_id") or nothing]
        telling = [identifying_domain(one) for one in domains]
        own = columns.cells("workstation_id")
        near = self.near.load(keys)
        known.load(
            numbers={int(number) for number in own if number.isdecimal() and len(number) < 18},
            sources={one for one in source_ids if one},
            domains={one for one in telling if one},
            keys={key for key in keys if key} | near,
        )
        phones = [str(one or "") for one in given.get("phone") or nothing]
        self._suppressions.load(
            domains={one for one in domains if one},
            phones={one for one in phones if one},
            companies=keys,
        )
        self._refused = refusals(columns, "do_not_contact")
        columns.keep_extras()
        self._bins_said.begin()
        self._days_said.begin()
        moments = moments_of(columns, self._setting.written_at)
        outcomes: list[Outcome | None] = [None] * columns.count
        fresh: Sequence[int] = ()
        if self._batch.writer is not None and not columns.has("bin") and self._refused is None:
            looked_up = known.looked_up(source_ids, telling, keys)
            stopped = self._suppressions.domains()
            others = self._parents_said()
            fresh = unmet(
                names,
                MOST_OF_A_NAME,
                [
                    *looked_up,
                    ([one or "" for one in domains], stopped),
                    (phones, self._suppressions.phones()),
                    (keys, self._suppressions.companies()),
                    *others,
                    (own, set(own) - {""}),
                    (keys, near),
                ],
            )
            if fresh:
                whole: dict[str, Sequence[Value]] = {
                    **given,
                    "name": names,
                    "source_modified_at": moments,
                }
                told = columns.facts, self._said.phone_zones
                self._batch.add_fresh(made_of(fresh, whole, keys, told, self._setting))
        done = set(fresh)
        for row in range(columns.count) if len(done) < columns.count else ():
            if row in done:
                continue
            said = {name: column[row] for name, column in given.items()}
            outcomes[row] = self._one(
                row, names[row], keys[row], domains[row] or "", source_ids[row], own[row], said,
                moments[row],
            )  # fmt: skip
        return outcomes

    def _parents_said(self) -> list[tuple[Sequence[str], Collection[str]]]:
        """Return columns all of whose cells are to be looked at: parents, bins, days."""
        columns = self._columns
        cells = [
            columns.cells("parent_source_id") if columns.has("parent_source_id") else [],
            columns.names("parent_name") if columns.has("parent_name") else [],
        ]
        cells += [self._bins_said.told(), *self._days_said.told()]
        return [(column, set(column) - {""}) for column in cells if column]

    def _one(
        self,
        row: int,
        name: str,
        key: str,
        domain: str,
        source_id: str,
        own: str,
        said: Held,
        moment: str,
    ) -> Outcome:
        if not name:
            return Outcome("unusable", why="no name")
        if len(name) > MOST_OF_A_NAME:
            return Outcome("unusable", why=f"a name of {len(name)} letters")
        known = self._known
        country = str(said.get("country") or "")
        found = (own and known.own(own, name)) or self._of_source(source_id, name, domain)
        found = found or known.of_domain(domain, source_id, name, country)
        doubt = None
        if found is None:
            found, doubt = known.of_name(
                name, key, source_id, country, domain,
                said if self._rules.mode("city") in ("fill_blanks", "keep_mine") else None,
            )  # fmt: skip
            doubt = doubt or known.of_domain(domain, source_id) or self.nearly(key, source_id, said)
        facts = self._columns.facts[row]
        if found is None:
            made = self.make(name, key, said, moment, row=row)
            self._add_facts(made, facts)
            self._remember_parent(made, row)
            if made.protected and self._own_bin(row) in known.allowed:
                fields = self._days_said.put(row, made, None)
                return Outcome("protected", made, str(made.held["bin_reason"]), fields)
            if doubt is not None:
                why = why_similar(doubt, domain)
                fields = self._days_said.put(row, made, None)
                return Outcome("possible_duplicate", made, why, fields, other=doubt)
            return Outcome("new", made, fields=self._days_said.put(row, made, None))
        if (
            self._said.from_place
            and self._said.from_place[row]
            and any(found.held[one] for one in PLACE)
        ):
            self._keep_place(row, found, said)
            facts = self._columns.facts[row]
        another = apart(source_id, found)
        fields = self.fill(found, said, moment, row=row)
        if name_key(name) != found.key:
            facts = {**(facts or {}), ALSO_CALLED: name}
        fields += self._add_facts(found, facts, moment)
        self._remember_parent(found, row)
        if self._refused and self._refused[row] and not found.protected:
            fields += put_out_of_bounds(self._batch, found, self._said_so)
        fields += self._bins_said.put(row, found) + self._days_said.put(row, found, None)
        if found.protected and self._would_open(row):
            why = f"stays to be avoided, the file says {self._own_bin(row)}"
            return Outcome("protected", found, why, fields)
        if found.protected and (fields or another):
            return Outcome("protected", found, protected_by(found), fields)
        return Outcome("updated" if fields else "same", found, fields=fields)

    def nearly(self, key: str, source_id: str, said: Held) -> Known | None:
        """Return an account of nearly this name, which nothing else a row says speaks against."""
        found = (known for each in self.near.of(key) for known in self._known.of_key(each))
        return next(
            (one for one in found if not apart(source_id, one) and not contradicted(one, said)),
            None,
        )

    def _of_source(self, source_id: str, name: str, domain: str) -> Known | None:
        if not source_id:
            return None
        return self._known.of_source(source_id, lambda known: is_company(known, name, domain))

    @property
    def _heading(self) -> str:
        return f"{self._setting.today}, {self._batch.source}"

    @property
    def _said_so(self) -> str:
        return f"not to be contacted: {self._batch.source} said so"

    # Records

    def make(
        self, name: str, key: str, given: Held, moment: str, *, row: int | None = None
    ) -> Known:
        """Make an account of what a row gives."""
        allowed, bin_, reason = self._known.allowed, "cold", None
        if row is not None:
            bin_, reason = self._own_bin(row), self._bin_reason(row)
            if bin_ in allowed and (said := self._bins_said.bin_of(row)):
                bin_, reason = said
        suppressed = self._listed(given) or self._suppressions.of_company(key)
        if suppressed and bin_ in allowed:
            bin_, reason = "avoid.bad_fit", suppressed
        if row is not None and self._refused and self._refused[row]:
            bin_, reason = ("avoid.bad_fit" if bin_ in allowed else bin_), self._said_so
        zone = given.get("time_zone")
        if not zone and row is not None and self._said.phone_zones:
            zone = self._said.phone_zones[row]
        detail = given.get("source_detail")
        held: Held = {**_BLANK, **given}
        held["name"], held["bin"], held["bin_reason"] = name, bin_, reason
        held["bin_since_on"] = held["created_on"] = self._setting.today
        held["source_modified_at"] = moment
        held["time_zone"] = zone or zone_of_place_in(given)
        held["source"] = given.get("source") or source_of(detail) or "spear"
        held["source_detail"] = detail or self._batch.source
        known = Known(0, held, name_key(name), protected=bin_ not in allowed)
        self._batch.add_account(known, key, row)
        self._known.add(known, key)
        return known

    def fill(
        self, known: Known, given: Held, moment: str, *, row: int | None = None
    ) -> tuple[str, ...]:
        """Fill in what is empty, and change what the policy lets a file change; return which."""
        fresh: Held = {}
        other: Held = {}
        rules, held = self._rules, known.held
        told = {name: value for name, value in given.items() if value is not None}
        for name, value in told.items():
            was = held[name]
            if was == value or name in _NEVER_FILLED or _lacks_country(name, value, was):
                continue
            if was is None or _lacks_country(name, was, value):
                if rules.fills(name):
                    fresh[name] = value
            else:
                about = "accounts", known, moment
                weigh(rules, about, (name, value), self._heading, (fresh, other))
        if "revenue_minor" not in fresh:
            fresh.pop("revenue_currency", None)
        learn_source(self._batch, self._known, known, str(given.get("source_id") or ""), fresh)
        if not held["time_zone"] and (zone := self._zone_for(fresh, row)):
            fresh["time_zone"] = zone
        if self._own:
            # Our own export names the file somebody came from, which is no word of another tool.
            other.pop("source_detail", None)
        kept = keep_differing(self._batch, rules, (known, known, None), other) if other else ()
        if not fresh:
            return kept
        if moment > str(held["source_modified_at"] or ""):
            fresh["source_modified_at"] = moment
        self._batch.fill("accounts", known, fresh)
        if domain := fresh.get("domain"):
            self._known.learn_domain(known, str(domain))
        if "phone" in fresh:
            self._known.learn_phone(known)
        reason = self._listed(fresh)
        kept += put_out_of_bounds(self._batch, known, reason) if reason else ()
        return (*(name for name in fresh if name not in _UNSAID), *kept) or tuple(fresh)[:1]

    def _listed(self, given: Held) -> str | None:
        """Return why a company of this domain or number is not to be contacted, None if it may."""
        reason = self._suppressions.of_domain(str(given.get("domain") or ""))
        if reason is None and (phone := given.get("phone")):
            reason = self._suppressions.of_person((), [str(phone)])
        return reason

    def _zone_for(self, fresh: Held, row: int | None) -> str | None:
        """Return the time zone that follows from what is filled in."""
        if "time_zone" in fresh or not self._rules.fills("time_zone"):
            return None
        if (
            row is not None
            and self._said.phone_zones
            and "phone" in fresh
            and self._said.phone_zones[row]
        ):
            return self._said.phone_zones[row]
        return zone_of_place_in(fresh) if any(name in fresh for name in PLACE) else None

    def _add_facts(
        self, known: Known, facts: dict[str, str] | None, moment: str = ""
    ) -> tuple[str, ...]:
        return add_facts(self._batch, self._rules, (known, known, None), facts, moment)

    def _own_bin(self, row: int) -> str:
        """Return the bin our own export names for an account that is new here."""
        told = self._columns.cells("bin")[row] if self._columns.has("bin") else ""
        return told if told in BIN_KEYS else "cold"

    def _would_open(self, row: int) -> bool:
        """Say whether our own export names a bin that is prospected."""
        told = self._columns.cells("bin")[row] if self._columns.has("bin") else ""
        return told in self._known.allowed

    def _bin_reason(self, row: int) -> str | None:
        return self._columns.cells("bin_reason")[row] or None if self._columns.has("bin") else None

    def _keep_place(self, row: int, known: Known, said: Held) -> None:
        """Leave a place that is known as it is; when the file says another, keep that too."""
        if self._rules.overwrites_any:
            return
        told = [said.pop(name, None) for name in PLACE]
        if any(one and one != known.held[name] for name, one in zip(PLACE, told, strict=True)):
            self._columns.keep_at(row, self._columns.columns_of("place")[0])

    def _remember_parent(self, known: Known, row: int) -> None:
        columns = self._columns
        if not (columns.has("parent_source_id") or columns.has("parent_name")):
            return
        source_id = columns.cells("parent_source_id")[row]
        name = columns.names("parent_name")[row] if columns.has("parent_name") else ""
        if source_id or name:
            self.parents.add(known, source_id, name)


def _lacks_country(name: str, one: Value, other: Value) -> bool:
    """Say whether a number is another one as it was written without its country."""
    if name != "phone" or not other or str(other)[0] != "+":
        return False
    return same_number(str(one or ""), str(other))
