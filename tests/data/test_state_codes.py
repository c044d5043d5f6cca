"""Codes of states in other systems: one value a day, known systems, all UN members covered."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from communique.codebook.resources import load_csv, load_toml

_FORMS = {
    "iso2": r"[A-Z]{2}",
    "iso_numeric": r"\d{3}",
    "cow": r"\d{1,3}",
    "cow_abbrev": r"[A-Z]{3}",
    "gw": r"\d{1,3}",
    "cameo": r"[A-Z]{3}",
    "fips": r"[A-Z]{2}",
    "wikidata": r"Q[1-9]\d*",
}
_NEEDED = ("iso2", "iso_numeric", "cow", "cow_abbrev", "gw", "cameo", "fips", "wikidata")
_TODAY = "2025-01-01"
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def _rows() -> list[dict[str, str]]:
    return load_csv("actors/state_codes.csv")


def _holds(row: dict[str, str], day: str) -> bool:
    return (row["from"] or "0000") <= day < (row["until"] or "9999")


def _value(code: str, system: str, day: str) -> str | None:
    found = [
        row["value"]
        for row in _rows()
        if row["code"] == code and row["system"] == system and _holds(row, day)
    ]
    return found[0] if len(found) == 1 else None


def _un_members(day: str) -> set[str]:
    entries = load_toml("actors/organisations.toml")["actor"]
    (un,) = (entry for entry in entries if entry["id"] == "org.un")
    return {
        member["code"]
        for member in un["members"]
        if member["from"] <= day < member.get("until", "9999")
    }


def test_systems_and_the_form_of_their_values() -> None:
    faults = [
        f"{row['code']} {row['system']} {row['value']}"
        for row in _rows()
        if re.fullmatch(_FORMS.get(row["system"], "(?!)"), row["value"]) is None
    ]
    assert not faults, "\n".join(faults)


def test_codes_are_those_of_states() -> None:
    states = {row["code"] for row in load_csv("actors/states.csv")}
    assert {row["code"] for row in _rows()} <= states


def test_days_are_possible_and_ordered() -> None:
    faults = []
    for row in _rows():
        days = [row[key] for key in ("from", "until") if row[key]]
        if not all(_DAY.fullmatch(day) for day in days) or days != sorted(set(days)):
            faults.append(f"{row['code']} {row['system']}: {days}")
    assert not faults, "\n".join(faults)


def test_one_value_a_day() -> None:
    spans = defaultdict(list)
    for row in _rows():
        span = (row["from"] or "0000", row["until"] or "9999", row["value"])
        spans[row["code"], row["system"]].append(span)
    faults = []
    for key, found in spans.items():
        found.sort()
        for one, two in pairwise(found):
            if two[0] < one[1]:
                faults.append(f"{key}: {one} and {two}")
    assert not faults, "\n".join(faults)


def test_a_value_means_one_state_a_day() -> None:
    """Two states that live on the same day never share a value in one system."""
    owners = defaultdict(list)
    for row in _rows():
        span = (row["from"] or "0000", row["until"] or "9999", row["code"])
        owners[row["system"], row["value"]].append(span)
    faults = []
    for key, found in owners.items():
        found.sort()
        for one, two in pairwise(found):
            if one[2] != two[2] and two[0] < one[1]:
                faults.append(f"{key}: {one} and {two}")
    assert not faults, "\n".join(faults)


def test_every_un_member_has_all_codes() -> None:
    held = {(row["code"], row["system"]) for row in _rows() if _holds(row, _TODAY)}
    members = _un_members(_TODAY)
    assert len(members) == 193
    missing = [(code, s) for code in sorted(members) for s in _NEEDED if (code, s) not in held]
    assert not missing


def test_iso2_agrees_with_the_table_of_states() -> None:
    states = {row["code"]: row["iso2"] for row in load_csv("actors/states.csv")}
    now = {r["code"]: r["value"] for r in _rows() if r["system"] == "iso2" and not r["until"]}
    assert {code: states[code] for code in now} == now


def test_numbers_change_with_the_state() -> None:
    """Public facts about states that united, split or were renamed."""
    assert _value("DEU", "cow", "1989-11-09") == "260"
    assert _value("DEU", "cow", "1990-10-03") == "255"
    assert _value("DEU", "gw", "2000-01-01") == "260"
    assert _value("YEM", "cow", "1990-05-21") == "678"
    assert _value("YEM", "cow", "1990-05-22") == "679"
    assert _value("SRB", "gw", "2010-01-01") == "340"
    assert _value("SRB", "cow", "2010-01-01") == "345"
    assert _value("SUN", "cow", "1985-03-11") == _value("RUS", "cow", "2000-05-07") == "365"
    assert _value("SDN", "iso_numeric", "2011-07-08") == "736"
    assert _value("SDN", "iso_numeric", "2011-07-09") == "729"
    assert _value("YUG", "iso_numeric", "1999-03-24") == "891"
    assert _value("ROU", "cameo", "2020-01-01") == "ROM"
    assert _value("AFG", "iso_numeric", "2020-01-01") == "004"
    assert _value("RUS", "fips", "1985-01-01") is None
