"""Rules on records: accounts, people, bins, fit, signals, opportunities, merges."""

import msgspec
from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.properties import words
from tests.properties.keeper import Keeper
from workstation.method.profiles import Profile
from workstation.method.words import OPPORTUNITY_KINDS, ROLES

KINDS = st.sampled_from(["accounts", "contacts"])
MINOR = st.none() | st.integers(0, 10**9) | st.just(-5) | st.just(2**70)


class RecordRules(Keeper):
    """What the rep does to records."""

    @rule(name=words.names, domain=words.domains, phone=words.phones, bin_key=words.bins,
          employees=st.none() | st.integers(-1, 9000))  # fmt: skip
    def add_an_account(
        self, name: str, domain: str, phone: str, bin_key: str, employees: int | None
    ) -> None:
        values = {"name": name, "domain": domain, "phone": phone, "employees": employees,
                  "country": "US"}  # fmt: skip
        self.do(lambda: self.desk.accounts.add(values, bin_key))

    @rule(data=st.data(), name=words.names, domain=words.domains, note=words.notes,
          city=words.often("Chicago", "Leeds"), revenue=MINOR)  # fmt: skip
    def edit_an_account(
        self, data: st.DataObject, name: str, domain: str, note: str, city: str, revenue: int | None
    ) -> None:
        values = {"name": name, "domain": domain, "note": note, "city": city,
                  "revenue_minor": revenue, "revenue_currency": "EUR"}  # fmt: skip
        asked = data.draw(st.sets(st.sampled_from(sorted(values)), min_size=1))
        if "revenue_minor" in asked:
            asked.add("revenue_currency")
        account = self.one(data, "accounts")
        self.do(lambda: self.desk.accounts.edit(account, {key: values[key] for key in asked}))

    @rule(data=st.data(), name=words.people, email=words.emails, phone=words.phones,
          role=st.sampled_from(ROLES))  # fmt: skip
    def add_a_person(
        self, data: st.DataObject, name: str, email: str, phone: str, role: str
    ) -> None:
        account = self.one(data, "accounts")
        self.do(
            lambda: self.desk.accounts.add_contact(
                account, name, title="VP Operations", role=role, email=email, phone=phone
            )
        )

    @rule(data=st.data(), name=words.people, way=words.often("312-555-0143", "ira@example.com", ""))
    def add_a_person_from_a_line(self, data: st.DataObject, name: str, way: str) -> None:
        account = self.one(data, "accounts")
        referrer = self.one_or_none(data, "contacts")
        self.do(lambda: self.desk.accounts.add_named(account, f"VP Ops {name} {way}", referrer))

    @rule(data=st.data(), name=words.people, way=words.often("312-555-0144", "ada@example.net"))
    def fill_in_somebody_known(self, data: st.DataObject, name: str, way: str) -> None:
        person = self.one(data, "contacts", "account_id IS NOT NULL")
        row = self.desk.store.row("SELECT account_id, name FROM contacts WHERE id = ?", (person,))
        if row is not None:
            line = f"{row['name']} {way}"
            self.do(lambda: self.desk.accounts.add_named(row["account_id"], line))

    @rule(data=st.data(), name=words.people, email=words.emails, phone=words.phones)
    def edit_a_person(self, data: st.DataObject, name: str, email: str, phone: str) -> None:
        values = {"name": name, "email": email, "phone": phone, "note": name}
        asked = data.draw(st.sets(st.sampled_from(sorted(values)), min_size=1))
        person = self.one(data, "contacts")
        self.do(
            lambda: self.desk.accounts.edit_contact(person, {key: values[key] for key in asked})
        )

    @rule(data=st.data())
    def place_somebody(self, data: st.DataObject) -> None:
        person = self.one(data, "contacts", "account_id IS NULL")
        account = self.one(data, "accounts")
        self.do(lambda: self.desk.accounts.place(person, account))

    @rule(data=st.data(), reason=words.reasons, call=st.none() | st.booleans(),
          mail=st.none() | st.booleans())  # fmt: skip
    def protect_somebody(
        self, data: st.DataObject, reason: str, call: bool | None, mail: bool | None
    ) -> None:
        person = self.one(data, "contacts")
        self.do(
            lambda: self.desk.accounts.protect(person, reason, do_not_call=call, opted_out=mail)
        )

    @rule(data=st.data(), bin_key=words.bins, reason=words.reasons)
    def move_accounts(self, data: st.DataObject, bin_key: str, reason: str) -> None:
        moving = self.some(data, "accounts")
        other = self.one_or_none(data, "accounts") if bin_key == "avoid.duplicate" else None
        step = data.draw(st.none() | words.whens)
        self.do(
            lambda: self.desk.bins.move(
                moving, bin_key, reason, duplicate_of=other, next_step=self.when(step)
            )
        )

    # Fit and signals

    @rule(data=st.data(), fact=words.facts)
    def learn_a_fact(self, data: st.DataObject, fact: tuple[str, str]) -> None:
        account = self.one(data, "accounts")
        self.do(lambda: self.desk.fit.learn(account, *fact))

    @rule(data=st.data(), some=st.booleans())
    def score_anew(self, data: st.DataObject, some: bool) -> None:
        chosen = self.some(data, "accounts") if some else None
        self.do(lambda: self.desk.fit.rescore(account_ids=chosen))

    @rule(weight=st.integers(1, 3), first=st.booleans())
    def change_the_profiles(self, weight: int, first: bool) -> None:
        profiles: list[Profile] = list(self.desk.fit.profiles)
        criteria = [*profiles[0].criteria]
        at = 0 if first else -1
        criteria[at] = msgspec.structs.replace(criteria[at], weight=weight)
        changed = [msgspec.structs.replace(profiles[0], criteria=criteria), *profiles[1:]]
        self.do(lambda: self.desk.fit.change(changed))

    @rule(data=st.data(), note=words.notes, points=st.none() | st.integers(-20, 40))
    def add_a_signal(self, data: st.DataObject, note: str, points: int | None) -> None:
        kind = data.draw(st.sampled_from([each.key for each in self.desk.signals.kinds()]))
        account = self.one(data, "accounts")
        person = self.person_of(data, account)
        self.do(
            lambda: self.desk.signals.add(
                account, kind, contact_id=person, note=note, points=points
            )
        )

    @rule(data=st.data(), some=st.booleans())
    def count_urgency_anew(self, data: st.DataObject, some: bool) -> None:
        chosen = self.some(data, "accounts") if some else None
        self.do(lambda: self.desk.signals.recount(chosen))

    # Opportunities

    @rule(data=st.data(), name=words.often("Night desk", "Renewal"), amount=MINOR,
          kind=st.sampled_from(OPPORTUNITY_KINDS))  # fmt: skip
    def pass_an_opportunity_on(
        self, data: st.DataObject, name: str, amount: int | None, kind: str
    ) -> None:
        account = self.one(data, "accounts")
        self.do(
            lambda: self.desk.pipeline.open_opportunity(
                account, name, amount_minor=amount, kind=kind, account_executive=name
            )
        )

    @rule(data=st.data())
    def accept_an_opportunity(self, data: st.DataObject) -> None:
        chosen = self.one(data, "opportunities")
        self.do(lambda: self.desk.pipeline.accept(chosen))

    @rule(data=st.data(), reason=words.reasons,
          stage=st.sampled_from(["won", "lost", "walked_away", "rejected"]))  # fmt: skip
    def close_an_opportunity(self, data: st.DataObject, stage: str, reason: str) -> None:
        chosen = self.one(data, "opportunities")
        self.do(lambda: self.desk.pipeline.close(chosen, stage, reason))

    # Two that are one

    @rule(data=st.data(), kind=KINDS)
    def merge_two(self, data: st.DataObject, kind: str) -> None:
        keep, lose = self.one(data, kind), self.one(data, kind)
        self.do(lambda: self.desk.merging.merge(kind, keep, lose))

    @rule(data=st.data(), kind=KINDS)
    def tell_two_apart(self, data: st.DataObject, kind: str) -> None:
        one, other = self.one(data, kind), self.one(data, kind)
        self.do(lambda: self.desk.duplicates.apart(kind, one, other))
