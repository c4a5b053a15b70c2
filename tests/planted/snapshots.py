"""Folders in the exact layout of the OpenAlex snapshot, made for tests."""

import gzip
import json
import random

KEYWORDS = ("Trust", "Social commerce", "Live streaming", "Logistics", "Poverty", "Rural areas")


def work(number, rng):
    """A work as the snapshot holds it, with all that is passed over."""
    title = f"Études {number}: {rng.choice(KEYWORDS)} & more"
    names = [*rng.sample(KEYWORDS, rng.randint(1, 4)), f"Word {rng.randint(1, 40)}"]
    author = {"id": f"https://openalex.org/A{number}", "display_name": f"Ana Müller {number}"}
    place = {"id": "https://openalex.org/I1", "display_name": "U", "country_code": "DE"}
    source = {"id": "https://openalex.org/S1", "display_name": "Journal of Examples"}
    topic = {"id": "https://openalex.org/T1", "display_name": "Trade", "score": 0.98}
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/10.1234/{number}",
        "title": title,
        "display_name": title,
        "publication_year": rng.randint(2001, 2024),
        "publication_date": "2020-05-01",
        "ids": {"openalex": f"https://openalex.org/W{number}", "mag": str(number)},
        "language": rng.choice(("en", "zh", None)),
        "primary_location": {"is_oa": False, "source": source, "license": None},
        "type": "article",
        "authorships": [
            {"author_position": "first", "author": author, "institutions": [place]},
            {"author_position": "last", "author": None, "raw_author_name": "Li, 伟"},
        ],
        "cited_by_count": rng.randint(0, 300),
        "is_retracted": False,
        "topics": [{**topic, "field": {"id": "x", "display_name": "Business"}}],
        "keywords": [{"id": "x", "display_name": name, "score": 0.5} for name in names],
        "concepts": [{"id": "x", "wikidata": None, "display_name": "Trade", "level": 0}],
        "mesh": [{"descriptor_ui": "D1", "descriptor_name": "Humans", "is_major_topic": False}],
        "sustainable_development_goals": [],
        "referenced_works_count": 2,
        "referenced_works": ["https://openalex.org/W1", "https://openalex.org/W2"],
        "abstract_inverted_index": {"We": [0], "study": [1], "trade": [2, 4], "and": [3]},
        "counts_by_year": [{"year": 2023, "cited_by_count": 3}],
        "updated_date": "2024-05-01T10:00:00.123456",
    }


def lines(first, last, seed=1):
    """Works of these numbers as JSON, one a line."""
    rng = random.Random(seed * 1000 + first)
    works = (work(number, rng) for number in range(first, last))
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in works).encode()


def write_snapshot(folder, *, parts=6, per_part=60):
    """``folder/data/works`` with its list of files and a folder for every date."""
    root = folder / "data" / "works"
    entries = []
    for part in range(parts):
        day = root / f"updated_date=2024-05-{part // 2 + 1:02d}"
        day.mkdir(parents=True, exist_ok=True)
        name = day / f"part_{part % 2:03d}.gz"
        data = lines(part * per_part + 1, (part + 1) * per_part + 1)
        name.write_bytes(gzip.compress(data, 6, mtime=0))
        url = f"s3://openalex/data/works/{day.name}/{name.name}"
        entries.append({"url": url, "meta": {"content_length": 1, "record_count": per_part}})
    told = {"entries": entries, "meta": {"content_length": 1, "record_count": parts * per_part}}
    (root / "manifest").write_text(json.dumps(told, indent=2), encoding="utf-8")
    return root
