"""A user's entries over shipped ones."""

from __future__ import annotations

from communique.codebook.overlay import merged_documents, merged_entries, merged_rows

SHIPPED = [{"id": "a", "names": ["A"], "code": "X"}, {"id": "b", "names": ["B"]}]


def test_a_known_id_replaces_in_place() -> None:
    own = [{"id": "a", "names": ["Z"]}]
    assert merged_entries(SHIPPED, own) == [{"id": "a", "names": ["Z"]}, SHIPPED[1]]


def test_extend_joins_lists_and_replaces_values() -> None:
    own = [{"id": "a", "extend": True, "names": ["A", "Z"], "code": "Y"}]
    assert merged_entries(SHIPPED, own)[0] == {"id": "a", "names": ["A", "Z"], "code": "Y"}


def test_drop_takes_away_and_new_ids_are_added() -> None:
    own = [{"id": "a", "drop": True}, {"id": "c", "names": ["C"]}]
    assert [e["id"] for e in merged_entries(SHIPPED, own)] == ["b", "c"]


def test_the_shipped_entries_stay_as_they_are() -> None:
    before = [dict(e) for e in SHIPPED]
    merged_entries(SHIPPED, [{"id": "a", "extend": True, "names": ["Z"]}])
    assert before == SHIPPED


def test_a_replaced_person_loses_the_entry_in_the_other_file() -> None:
    twice = [{"id": "p", "roles": [1]}, {"id": "p", "roles": [2]}]
    assert merged_entries(twice, [{"id": "p", "roles": [3]}]) == [{"id": "p", "roles": [3]}]


def test_documents_merge_tables_and_entries() -> None:
    shipped = {"weights": {"a": 1, "b": 2}, "cue": [{"id": "x"}], "words": ["one"]}
    own = {"weights": {"b": 3}, "cue": [{"id": "y"}], "words": ["two"]}
    assert merged_documents(shipped, own) == {
        "weights": {"a": 1, "b": 3},
        "cue": [{"id": "x"}, {"id": "y"}],
        "words": ["two"],
    }


def test_rows_are_matched_by_their_key_columns() -> None:
    shipped = [
        {"code": "SRB", "from": "", "name": "a"},
        {"code": "SRB", "from": "2006", "name": "b"},
    ]
    own = [{"code": "SRB", "from": "2006", "name": "c"}]
    assert [r["name"] for r in merged_rows("actors/states.csv", shipped, own)] == ["a", "c"]
