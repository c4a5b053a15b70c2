from cooccur.workshop.generic import generic_terms


def test_words_without_a_topic_are_proposed_in_both_languages(make_keywords):
    counts = {"Analysis": 9, "case studies": 3, "对策": 4, "trust": 90, "study": 1}
    found = {drop.key: drop for drop in generic_terms(make_keywords(counts))}
    assert set(found) == {"analysis", "case studies", "对策"}
    assert "9 of 1000 records" in found["analysis"].evidence


def test_a_broad_word_counts_where_it_is_spread(make_keywords):
    counts = {"performance": 30, "中国": 5}
    assert [drop.key for drop in generic_terms(make_keywords(counts))] == ["performance"]
    both = {drop.key for drop in generic_terms(make_keywords(counts, n_records=100))}
    assert both == {"performance", "中国"}


def test_what_was_searched_for_is_proposed_last(make_keywords):
    drops = list(generic_terms(make_keywords({"alfalfa": 60, "analysis": 9}, n_records=100)))
    assert [drop.key for drop in sorted(drops, key=lambda drop: -drop.score)] == [
        "analysis",
        "alfalfa",
    ]
    assert not list(generic_terms(make_keywords({"alfalfa": 9}, n_records=9)))
