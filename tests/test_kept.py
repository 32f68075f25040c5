"""What is kept for every session: made once, and not without end."""

from pcp_data.ui.kept import Kept


def asked(kept, keys):
    made = []
    for key in keys:
        assert kept.get(key, lambda key=key: made.append(key) or f"for {key}") == f"for {key}"
    return made


def test_a_result_is_made_once_for_each_key():
    assert asked(Kept(5), "abab") == ["a", "b"]


def test_what_was_used_last_is_kept_and_what_was_not_is_made_again():
    kept = Kept(2)
    assert asked(kept, "abac") == ["a", "b", "c"]
    assert asked(kept, "acb") == ["b"]


def test_nothing_found_is_an_answer_too():
    kept, made = Kept(2), []
    assert [kept.get("a", lambda: made.append(1)) for _ in range(2)] == [None, None]
    assert made == [1]


def test_what_is_forgotten_is_made_again():
    kept = Kept(2)
    asked(kept, "ab")
    kept.clear()
    assert asked(kept, "ab") == ["a", "b"]
