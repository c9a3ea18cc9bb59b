"""Reports of events, old systems and sequences: each cell is kept, and no fax is called."""

import json
from pathlib import Path

from tests.desk.imports.test_further_tools import come_in, lost, values
from tests.desk.imports.test_imports import account, facts, person, written
from workstation.desk.desk import Desk

SEQUENCES = """\
Prospect ID,First Name,Last Name,Title,Company,Emails,Work Phones,Mobile Phones,Stage,Opted Out,\
Call Opted Out,Email Opted Out Reason,Touched At,Owner
11,Rowan,Ashby,VP Ops,Corvid Labs,"rowan@corvid.example.com, r.ashby@corvid.example.com",\
+1 312-555-0142; +1 312-555-0143,+1 312-555-0144,Approaching,No,No,,2026-11-02 14:00:00 UTC,Pat
12,Quinn,Marsh,CFO,Halden Paper,quinn@halden.example.com,,,Bad Timing,Yes,Yes,clicked the link,\
2026-09-01 14:00:00 UTC,Pat
13,Sam,Reed,,Ostrom & Vale,sam@ostrom.example.com,,,Do Not Contact,No,No,,,Pat
"""
WEBINAR = """\
Attendee Report,,,,,,,,
Report Generated:,"Nov 20, 2026 10:05 AM",,,,,,,
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,# Cancelled,Viewers,,
Sensor days,812 3456 7890,"Nov 19, 2026 04:58 PM",62,3,0,2,,
Attendee Details,,,,,,,,
Attended,User Name,First Name,Last Name,Email,Organization,Job Title,Join Time,Time (minutes)
Yes,Rowan Ashby,Rowan,Ashby,rowan@corvid.example.com,Corvid Labs,VP Ops,"Nov 19, 2026 05:00 PM",58
No,,Quinn,Marsh,quinn@halden.example.com,Halden Paper,CFO,--,--
"""
OLD_SYSTEM = """\
KUNR;MATCHCODE;NAME1;NAME2;STRASSE;LKZ;PLZ;ORT;TELEFON1;TELEFAX;EMAIL;WWW;ANSPRECHPARTNER;UMSATZ_VJ;\
LETZTER_BESUCH;WV_DATUM;SPERRE;KUNDENGRUPPE;BEMERKUNG
10001;CORVID;Corvid Labs GmbH;z. Hd. Frau Ashby;Mühlweg 1;D;20095;Hamburg;040/66969-123;\
040/66969-124;info@corvid.example.com;www.corvid.example.com;Frau Rowan Ashby;1.234.567,89;\
03.11.2026;01.12.2026;;Interessent;zahlt pünktlich
10002;HALDEN;Halden Papier AG;;Dockstr. 2;CH;8001;Zürich;;;;;Herr Quinn Marsh;250.000,00;;;J;Kunde;
10003;OSTROM;Ostrom & Vale;;;A;1010;Wien;01 99 00 12 34;;;;;;12.10.2026;KW 3;N;\
Kein Interesse;zweite Wahl
"""


def test_people_found_by_searching_come_with_the_company_they_are_at_now(
    desk: Desk, tmp_path: Path
) -> None:
    people = (
        "Full Name,Current Company,Headline,LinkedIn Profile URL,Last Message Date,Reply\n"
        "Rowan Ashby,Corvid Labs,VP Operations at Corvid Labs,https://www.linkedin.com/in/rowan,"
        "2026-10-30,No\n"
        "Quinn Marsh,Halden Paper,CFO,https://www.linkedin.com/in/quinn,,\n"
    )
    result = come_in(desk, tmp_path, people)
    assert lost(desk, result, people, read="") == set()
    assert account(desk, "Corvid Labs")["last_touch_on"] == "2026-10-30"
    assert person(desk, "Quinn Marsh")["title"] == "CFO"


def test_prospects_of_a_sequence_who_opted_out_of_calls_are_protected(
    desk: Desk, tmp_path: Path
) -> None:
    result = come_in(desk, tmp_path, SEQUENCES)
    several = (
        "+1 312-555-0142; +1 312-555-0143|rowan@corvid.example.com, r.ashby@corvid.example.com"
    )
    assert lost(desk, result, SEQUENCES, read=f"Yes|No|{several}") == set()
    assert desk.store.value("SELECT count(*) FROM phones") == 3
    assert account(desk, "Corvid Labs")["last_touch_on"] == "2026-11-02"
    assert account(desk, "Halden Paper")["bin"] == "nurture.quarterly"
    flags = {
        name: (found["do_not_call"], found["opted_out"])
        for name in ("Rowan Ashby", "Quinn Marsh", "Sam Reed")
        for found in (person(desk, name),)
    }
    assert flags == {"Rowan Ashby": (0, 0), "Quinn Marsh": (1, 1), "Sam Reed": (1, 1)}


def test_the_people_of_an_event_stand_below_its_own_small_table(desk: Desk, tmp_path: Path) -> None:
    plan = desk.imports.plan(written(tmp_path, WEBINAR))
    assert plan.notes == ("5 lines before the column names left out",)
    result = come_in(desk, tmp_path, WEBINAR)
    names = [row["name"] for row in desk.store.rows("SELECT name FROM accounts ORDER BY id")]
    assert names == ["Corvid Labs", "Halden Paper"]
    rows = WEBINAR[WEBINAR.index("Attended,") :]
    assert lost(desk, result, rows, read="") == set()


def test_a_list_of_an_old_system_keeps_places_numbers_and_who_pays(
    desk: Desk, tmp_path: Path
) -> None:
    result = come_in(desk, tmp_path, OLD_SYSTEM)
    assert (
        lost(desk, result, OLD_SYSTEM, read="D|A|N|J|Frau Rowan Ashby|Herr Quinn Marsh|01.12.2026")
        == set()
    )
    assert values(desk, "Corvid Labs GmbH", "source_id", "country", "domain", "last_touch_on") == [
        "10001", "DE", "corvid.example.com", "2026-11-03",
    ]  # fmt: skip
    assert account(desk, "Halden Papier AG")["bin"] == "avoid.client"
    assert values(desk, "Ostrom & Vale", "country", "bin", "next_follow_up_on") == [
        "AT", "nurture.quarterly", "2027-01-18",
    ]  # fmt: skip


def test_numbers_are_told_apart_by_labels_behind_them_or_beside_them_in_an_object(
    desk: Desk, tmp_path: Path
) -> None:
    people = (
        "Name,Company,Country,Phones\nQuinn Marsh,Halden Paper,UK,"
        '"020 7946 0020 (office), 020 7946 0021 (mobile)"\n'
    )
    come_in(desk, tmp_path, people)
    phones = [
        {"type": "work", "number": "+44 20 7946 0018"},
        {"type": "fax", "number": "+44 20 7946 0019"},
    ]
    told = {"person": {"name": "Rowan Ashby", "phones": phones}, "company": {"name": "Corvid Labs"}}
    path = tmp_path / "people.jsonl"
    path.write_text(json.dumps(told) + "\n", encoding="utf-8")
    desk.imports.run(desk.imports.plan(path, "contacts"))
    found = desk.store.rows("SELECT number, kind FROM phones ORDER BY number")
    assert [tuple(row) for row in found] == [
        ("+442079460018", "work"),
        ("+442079460020", "work"),
        ("+442079460021", "mobile"),
    ]
    fax = desk.store.value("SELECT value FROM facts WHERE key = 'Fax'")
    assert fax == "+44 20 7946 0019"
    assert desk.imports.run(desk.imports.plan(path, "contacts")).changed is None
    assert facts(desk, "Corvid Labs") == {}
