"""An edition of three applications, small enough to be followed by eye, and its result."""

from typing import Any

from tests.engines.awards import making

PRICE = {"scale": 1, "sources": {}, "years": {}, "ceilings": {}, "floors": {}}


def a_small_case() -> dict[str, Any]:
    """Three applications for 1,000 cents: two of 400 fit, the third asks for 300."""
    rows = [("first", 80_000, 400), ("second", 70_500, 400), ("third", 60_000, 300)]
    return {
        "format": "perron-awards-instance/1",
        "edition": "small",
        "currency": "EUR",
        "rules": {
            "method": "optimise",
            "threshold": 50_000,
            "seed": "drawn",
            "gap_ppm": 1000,
            "node_limit": 10,
        },
        "sources": [{"id": "region", "limit": 1000}],
        "moneys": [{"id": "from-region", "parts": {"region": 10_000}}],
        "applications": [
            {
                "id": name,
                "score": score,
                "tie": 0,
                "asked": asked,
                "cell": "here",
                "moneys": ["from-region"],
            }
            for name, score, asked in rows
        ],
    }


def a_small_result() -> dict[str, Any]:
    """The first two are funded; what is left is worth the third's score at most."""
    prices = dict.fromkeys(making.BOUNDS, PRICE) | {
        "quality": {**PRICE, "sources": {"region": 60_000}}
    }
    awards = {"first": ("from-region", 100), "second": ("from-region", 100)}
    return making.make_result(a_small_case(), awards, prices)
