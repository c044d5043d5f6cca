"""The actor tables hold together: dates, codes, ids and the forms that several entries share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from communique.codebook.actors import actor_index
from communique.codebook.resources import load_csv, load_folder, load_toml

_DAY = re.compile(r"(?:\d{4}|0000|9999)(?:-(\d\d)(?:-(\d\d))?)?")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9_-]+")
# The sectors of the coding guide and of the role nouns.
_SECTORS = {
    "GOV", "MIL", "REB", "LEG", "MED", "CVL", "OPP", "BUS", "JUD", "COP", "SPY", "UAF", "NGO",
    "PTY", "CRM", "REF", "EDU", "LAB", "REL", "HLH", "AGR", "ELI", "IGO", "ENV", "SET", "",
}  # fmt: skip
_FILES = ("organisations", "groups", "armed_groups", "parties_media_ngos")


def _bodies() -> Iterator[tuple[str, dict[str, Any]]]:
    for name in _FILES:
        for entry in load_toml(f"actors/{name}.toml")["actor"]:
            yield name, entry


def _persons() -> list[dict[str, Any]]:
    return load_folder("actors/persons", "person")


def _roles(entry: dict[str, Any]) -> list[dict[str, Any]]:
    return [*entry.get("roles", ()), *(m for m in entry.get("members", ()) if isinstance(m, dict))]


def _date_faults(where: str, role: dict[str, Any]) -> Iterator[str]:
    days = [str(role[key]) for key in ("from", "until") if key in role]
    for day in days:
        match = _DAY.fullmatch(day)
        if match is None:
            yield f"{where}: {day!r} is no date"
        elif not 1 <= int(match[1] or 1) <= 12 or not 1 <= int(match[2] or 1) <= 31:
            yield f"{where}: {day!r} is not in the calendar"
    if len(days) == 2 and days[1][: len(days[0])] < days[0][: len(days[1])]:
        yield f"{where}: ends on {days[1]} before it begins on {days[0]}"


def test_dates_are_possible() -> None:
    faults: list[str] = []
    for entry in [*_persons(), *(e for _, e in _bodies())]:
        for role in [entry, *_roles(entry)]:
            faults += _date_faults(entry["id"], role)
    for row in load_csv("actors/states.csv"):
        ends = {key: row[key] for key in ("from", "until") if row[key]}
        faults += _date_faults(row["code"], ends)
    assert not faults, "\n".join(faults)


def _codes_of(entry: dict[str, Any]) -> Iterator[str]:
    for holder in [entry, *_roles(entry)]:
        if holder.get("code"):
            yield str(holder["code"])
    yield from (m for m in entry.get("members", ()) if isinstance(m, str))
    yield from entry.get("members_extra", ())


def test_codes_are_known() -> None:
    """A code is a state, an acronym, or either with a sector of the guide behind a dot."""
    states = actor_index().codes
    own = {code for _, entry in _bodies() for code in _codes_of(entry)}
    faults = []
    for entry in [*_persons(), *(e for _, e in _bodies())]:
        for code in _codes_of(entry):
            base, _, sector = code.partition(".")
            if sector not in _SECTORS:
                faults.append(f"{entry['id']}: sector of {code}")
            elif base not in states and not _ACRONYM.fullmatch(base):
                faults.append(f"{entry['id']}: {code} is neither state nor acronym")
            elif sector and base not in states and base not in own:
                faults.append(f"{entry['id']}: {code} is a part of nothing listed")
    assert not faults, "\n".join(faults)


def test_an_office_is_held_once_at_a_time() -> None:
    """Two terms of one person in one office of one state do not overlap by more than a day."""
    faults = []
    for entry in _persons():
        terms = defaultdict(list)
        for role in entry["roles"]:
            title = role.get("title") or role["office"]
            span = (str(role.get("from", "0000")), str(role.get("until", "9999")))
            terms[title, role["code"], role.get("body")].append(span)
        for (title, code, _), spans in terms.items():
            for one, two in pairwise(sorted(spans)):
                if two[0][: len(one[1])] < one[1][: len(two[0])]:
                    faults.append(f"{entry['id']}: {title} of {code}: {one} and {two}")
    assert not faults, "\n".join(faults)


def test_an_id_means_one_entity() -> None:
    """Entries that share an id agree on the name; bodies never share one."""
    faults = []
    names: dict[str, set[str]] = defaultdict(set)
    for entry in _persons():
        names[entry["id"]].add(entry["name"])
    faults += [f"{i}: {sorted(n)}" for i, n in names.items() if len(n) > 1]
    genders: dict[str, set[str]] = defaultdict(set)
    for entry in _persons():
        genders[entry["id"]].add(entry.get("gender", ""))
    faults += [f"{i}: two genders" for i, g in genders.items() if len(g - {""}) > 1]
    seen: dict[str, str] = {}
    for name, entry in _bodies():
        if entry["id"] in seen:
            faults.append(f"{entry['id']}: in {seen[entry['id']]} and {name}")
        seen[entry["id"]] = name
    assert not faults, "\n".join(faults)


def test_a_full_name_means_one_body_at_a_time() -> None:
    """A name of several words belongs to two bodies only where their codes or times differ not."""
    owners: dict[str, list[tuple[str, tuple[str, ...], str, str]]] = defaultdict(list)
    for _, entry in _bodies():
        span = (str(entry.get("from", "0000")), str(entry.get("until", "9999")))
        for form in {*entry["names"], *entry.get("bodies", ())}:
            if " " in form:
                owners[form].append((entry["id"], tuple(sorted(_codes_of(entry))), *span))
    faults = []
    for form, entries in owners.items():
        for one, two in pairwise(sorted(entries, key=lambda e: e[2])):
            if one[1] != two[1] and two[2] < one[3]:
                faults.append(f"{form!r}: {one[0]} and {two[0]}")
    assert not faults, "\n".join(faults)


def test_role_nouns_give_known_sectors() -> None:
    faults = [
        f"{entry.get('id', entry['words'][0])}: {entry['sector']}"
        for key in ("agent", "name_word")
        for entry in load_folder("agents", key)
        if entry["sector"] not in _SECTORS
    ]
    words: dict[str, str] = {}
    for entry in load_folder("agents", "agent"):
        for word in entry["words"]:
            if words.get(word, entry["sector"]) != entry["sector"]:
                faults.append(f"{word!r}: {words[word]} and {entry['sector']}")
            words[word] = entry["sector"]
    assert not faults, "\n".join(faults)


def test_places_lie_on_the_globe_in_known_states() -> None:
    states = actor_index().codes
    faults = []
    for row in load_csv("places/places.csv"):
        if not (-90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180):
            faults.append(f"{row['name']}: {row['lat']}, {row['lon']}")
        if row["country"] and row["country"] not in states:
            faults.append(f"{row['name']}: {row['country']}")
    assert not faults, "\n".join(faults)
