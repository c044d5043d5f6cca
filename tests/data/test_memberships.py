"""Who belonged to which body on which day, against public counts and well-known days."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import Any

import pytest

from communique.codebook.actors import actor_index
from communique.codebook.resources import load_toml


def _entries() -> dict[str, dict[str, Any]]:
    return {
        entry["id"]: entry
        for name in ("organisations", "groups")
        for entry in load_toml(f"actors/{name}.toml")["actor"]
    }


_ENTRIES = _entries()


def _members(body: str, day: str) -> set[str]:
    """Codes of the members on `day`; the last day of membership is the one before `until`."""
    return {
        member["code"]
        for member in _ENTRIES[body]["members"]
        if member["from"] <= day and day < member.get("until", "9999")
    }


COUNTS = [
    ("org.nato", {
        "1999-03-11": 16, "1999-03-12": 19, "2004-03-29": 26, "2009-04-01": 28, "2017-06-05": 29,
        "2020-03-27": 30, "2023-04-04": 31, "2024-03-06": 31, "2024-03-07": 32,
    }),
    ("org.eu", {
        "1994-12-31": 12, "1995-01-01": 15, "2004-04-30": 15, "2004-05-01": 25, "2007-01-01": 27,
        "2013-07-01": 28, "2020-01-31": 28, "2020-02-01": 27,
    }),
    ("grp.eurozone", {
        "1999-01-01": 11, "2001-01-01": 12, "2007-01-01": 13, "2008-01-01": 15, "2009-01-01": 16,
        "2011-01-01": 17, "2014-01-01": 18, "2015-01-01": 19, "2023-01-01": 20, "2026-01-01": 21,
    }),
    ("org.un", {
        "1989-12-31": 159, "1990-12-31": 159, "1991-12-31": 166, "1992-12-31": 179,
        "1993-12-31": 184, "1994-12-31": 185, "1999-12-31": 188, "2000-12-31": 189,
        "2002-12-31": 191, "2006-12-31": 192, "2011-07-14": 193,
    }),
    ("org.osce", {"1975-08-01": 35, "2005-12-31": 55, "2006-06-22": 56, "2012-11-21": 57}),
    ("org.council-of-europe", {"1989-05-05": 23, "2007-05-11": 47, "2022-03-16": 46}),
    ("org.g7", {"1975-11-15": 6, "1976-06-27": 7, "2022-06-26": 7}),
    ("org.g8", {"1997-06-20": 8, "2014-03-23": 8, "2014-03-24": 7}),
    ("org.g20", {"2010-11-11": 20, "2023-09-09": 21}),
    ("org.cis", {"2008-08-01": 11, "2009-08-18": 10, "2018-05-19": 9}),
    ("org.csto", {"2002-10-07": 6, "2006-08-16": 7, "2022-01-06": 6}),
    ("org.sco", {"2001-06-15": 6, "2017-06-09": 8, "2023-07-04": 9, "2024-07-04": 10}),
    ("org.brics", {"2009-06-16": 4, "2011-04-14": 5, "2024-01-01": 9, "2025-01-06": 10}),
    ("org.eaeu", {"2015-01-01": 3, "2015-01-02": 4, "2015-08-12": 5}),
    ("org.au", {"2002-07-09": 53, "2011-07-28": 54, "2017-01-30": 55}),
    ("org.ecowas", {"1999-12-31": 16, "2001-01-01": 15, "2025-01-29": 12}),
    ("org.las", {"1993-11-20": 22, "2024-01-01": 22}),
    ("org.gcc", {"1990-08-02": 6, "2020-01-01": 6}),
    ("org.oic", {"2005-01-01": 57}),
    ("org.asean", {"1967-08-08": 5, "1984-01-07": 6, "1999-04-30": 10, "2025-10-26": 11}),
    ("org.opec", {"2008-01-01": 13, "2018-12-31": 15, "2019-01-01": 14, "2024-01-01": 12}),
    ("org.icc", {
        "2002-07-01": 66, "2016-06-01": 124, "2017-10-27": 123, "2019-03-17": 122,
        "2024-02-01": 124, "2025-01-01": 125,
    }),
    ("org.oecd", {"1961-09-30": 19, "2000-12-14": 30, "2021-05-25": 38}),
    ("org.efta", {"1994-12-31": 7, "1995-01-01": 4}),
    ("org.apec", {"1998-12-01": 21}),
    ("org.warsaw-pact", {"1960-01-01": 8, "1968-09-13": 7}),
]  # fmt: skip

_CASES = [(body, day, count) for body, days in COUNTS for day, count in days.items()]


@pytest.mark.parametrize(("body", "day", "count"), _CASES)
def test_count_on_a_day(body: str, day: str, count: int) -> None:
    assert len(_members(body, day)) == count


@pytest.mark.parametrize(
    ("body", "code", "last_out", "first_in"),
    [
        ("org.nato", "FIN", "2023-04-03", "2023-04-04"),
        ("org.nato", "SWE", "2024-03-06", "2024-03-07"),
        ("org.eu", "GBR", "2020-02-01", "2020-01-31"),
        ("org.council-of-europe", "RUS", "2022-03-16", "2022-03-15"),
        ("org.council-of-europe", "GRC", "1970-01-01", "1974-11-28"),
        ("org.cis", "GEO", "2009-08-18", "2009-08-17"),
        ("org.icc", "PHL", "2019-03-17", "2019-03-16"),
        ("org.icc", "UKR", "2024-12-31", "2025-01-01"),
        ("org.opec", "QAT", "2019-01-01", "2018-12-31"),
        ("org.ecowas", "MLI", "2025-01-29", "2025-01-28"),
        ("org.au", "MAR", "2016-12-31", "2017-01-30"),
        ("org.un", "CHE", "2002-09-09", "2002-09-10"),
        ("org.un", "TWN", "1971-10-25", "1971-10-24"),
        ("grp.eurozone", "HRV", "2022-12-31", "2023-01-01"),
    ],
)
def test_a_member_only_in_its_time(body: str, code: str, last_out: str, first_in: str) -> None:
    assert code not in _members(body, last_out)
    assert code in _members(body, first_in)


@pytest.mark.parametrize(
    ("group", "codes"),
    [
        ("grp.five-eyes", {"AUS", "CAN", "GBR", "NZL", "USA"}),
        ("grp.aukus", {"AUS", "GBR", "USA"}),
        ("grp.quad", {"AUS", "IND", "JPN", "USA"}),
        ("grp.visegrad", {"CZE", "HUN", "POL", "SVK"}),
        ("grp.baltic", {"EST", "LTU", "LVA"}),
        ("grp.benelux", {"BEL", "LUX", "NLD"}),
        ("grp.weimar", {"DEU", "FRA", "POL"}),
        ("grp.e3", {"DEU", "FRA", "GBR"}),
        ("grp.p5plus1", {"CHN", "DEU", "FRA", "GBR", "RUS", "USA"}),
        ("grp.normandy", {"DEU", "FRA", "RUS", "UKR"}),
        ("grp.quartet", {"EU", "RUS", "UN", "USA"}),
    ],
)
def test_groups_that_are_listed_out(group: str, codes: set[str]) -> None:
    entry = _ENTRIES[group]
    assert entry["expand"] is True
    assert set(entry["members"]) == codes


def test_members_are_known_and_their_terms_do_not_overlap() -> None:
    known = actor_index().codes | {entry.get("code") for entry in _ENTRIES.values()}
    # The Cook Islands are a party to the court's statute but no state of the table.
    known |= {"COK"}
    faults = []
    for body, entry in _ENTRIES.items():
        terms = defaultdict(list)
        for member in entry.get("members", ()):
            code = member if isinstance(member, str) else member["code"]
            if code not in known:
                faults.append(f"{body}: {code}")
            if isinstance(member, dict):
                terms[code].append((member["from"], member.get("until", "9999")))
        for code, spans in terms.items():
            spans.sort()
            if any(two[0] < one[1] for one, two in pairwise(spans)):
                faults.append(f"{body}: {code} twice at a time")
    assert not faults, "\n".join(faults)


def test_a_member_lives_while_it_belongs() -> None:
    """States that ended leave the lists by the day that they ended."""
    ended = {"CSK": "1993-01-01", "DDR": "1990-10-03", "YMD": "1990-05-22", "SUN": "1991-12-26"}
    ended |= {"YUG": "2003-02-04", "SCG": "2006-06-05"}
    faults = [
        f"{body}: {member['code']}"
        for body, entry in _ENTRIES.items()
        for member in entry.get("members", ())
        if isinstance(member, dict) and member["code"] in ended
        if member.get("until", "9999") > ended[member["code"]]
    ]
    assert not faults, "\n".join(faults)


def test_no_body_bears_the_code_of_a_state() -> None:
    states = actor_index().codes
    entries = load_toml("actors/organisations.toml")["actor"]
    own = [e for e in entries if e["id"] not in {"org.ghf-cmcc", "org.monitoring-lebanon"}]
    assert not [e["id"] for e in own if e["code"].partition(".")[0] in states]
