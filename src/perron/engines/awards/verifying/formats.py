"""The two formats, instance and result, as the contract describes them."""

from perron.engines.awards.verifying.shapes import (
    Shape,
    among,
    flag,
    keyed,
    like,
    listed,
    maybe,
    record,
    text,
    whole,
)

INSTANCE_FORMAT = "perron-awards-instance/1"
RESULT_FORMAT = "perron-awards-result/1"
ENDINGS = ("optimal", "gap", "nodes", "clock", "ranked")
CODES = (
    "funded",
    "funded_in_part",
    "below_threshold",
    "no_money",
    "excused_exclusive",
    "excused_required",
    "excused_board",
    "no_room",
    "below_cutoff",
    "no_cutoff",
)
MOST_CENTS = 10**12
MOST_ASKED = 10**11
MOST_SCORE = 10**6
MOST_APPLICATIONS = 20_000
MOST_THINGS = 200_000
MOST_MONEYS = 8
WHOLE_SHARE = 10_000
MILLION = 10**6
ANY_NUMBER = 10**40  # a sum that a result claims may be wrong, never endless

ID = like(r"[A-Za-z0-9][A-Za-z0-9._:/+-]{0,79}", "an id")
YEAR = like(r"[0-9]{4}", "a year of four digits")
DIGEST = like(r"[0-9a-f]{64}", "a SHA-256 in small hexadecimal digits")
CENTS = whole(0, MOST_CENTS)
SCORE = whole(0, MOST_SCORE)
CLAIM = whole(-ANY_NUMBER, ANY_NUMBER)
COUNT = whole(0, ANY_NUMBER)
MULTIPLIER = whole(0, ANY_NUMBER)


def every(shape: Shape) -> Shape:
    """A list of any length that an instance can give rise to."""
    return listed(shape, 0, MOST_THINGS)


INSTANCE = record(
    {
        "format": among(INSTANCE_FORMAT),
        "edition": ID,
        "currency": like(r"[A-Z]{3}", "a currency of three letters"),
        "rules": record(
            {
                "method": among("optimise", "rank"),
                "threshold": SCORE,
                "seed": text,
                "gap_ppm": whole(0, MILLION),
                "node_limit": whole(0, MOST_CENTS),
            },
            {"skip": flag},
        ),
        "sources": every(record({"id": ID, "limit": CENTS}, {"years": keyed(YEAR, CENTS)})),
        "moneys": listed(
            record({"id": ID, "parts": keyed(ID, whole(1, WHOLE_SHARE))}), 0, MOST_MONEYS
        ),
        "applications": listed(
            record(
                {
                    "id": ID,
                    "score": SCORE,
                    "tie": whole(-MOST_CENTS, MOST_CENTS),
                    "asked": whole(0, MOST_ASKED),
                    "cell": ID,
                    "moneys": every(ID),
                },
                {
                    "groups": every(ID),
                    "board": ID,
                    "requires": every(ID),
                    "levels": listed(whole(1, 100), 1, 100),
                    "profile": keyed(YEAR, whole(0, WHOLE_SHARE)),
                },
            ),
            0,
            MOST_APPLICATIONS,
        ),
    },
    {
        "groups": every(record({"id": ID}, {"floor": CENTS, "ceiling": CENTS})),
        "boards": every(
            record({"id": ID}, {"most_awards": whole(0, MOST_CENTS), "most_money": CENTS})
        ),
        "exclusive": every(listed(ID, 2, MOST_THINGS)),
    },
)

MULTIPLIERS = record(
    {
        "scale": whole(1, ANY_NUMBER),
        "sources": keyed(ID, MULTIPLIER),
        "years": keyed(ID, keyed(YEAR, MULTIPLIER)),
        "ceilings": keyed(ID, MULTIPLIER),
        "floors": keyed(ID, MULTIPLIER),
    },
    {
        "boards": keyed(ID, record({}, {"awards": MULTIPLIER, "money": MULTIPLIER})),
        "exclusive": keyed(ID, MULTIPLIER),
        "requires": keyed(ID, keyed(ID, MULTIPLIER)),
    },
)
FACT = {
    "money": ID,
    "amount": CLAIM,
    "score": CLAIM,
    "cutoff": CLAIM,
    "level": CLAIM,
    "threshold": CLAIM,
    "points_short": CLAIM,
    "euros_less": maybe(CLAIM),
    "by": ID,
}

RESULT = record(
    {
        "format": among(RESULT_FORMAT),
        "instance": DIGEST,
        "rules": DIGEST,
        "method": among("optimise", "rank"),
        "ended": among(*ENDINGS),
        "nodes": COUNT,
        "awards": every(
            record(
                {
                    "id": ID,
                    "money": ID,
                    "level": CLAIM,
                    "amount": CLAIM,
                    "sources": keyed(ID, CLAIM),
                }
            )
        ),
        "cutoffs": every(record({"cell": ID, "money": ID, "id": maybe(ID), "score": maybe(CLAIM)})),
        "spent": record({"sources": keyed(ID, CLAIM), "years": keyed(ID, keyed(YEAR, CLAIM))}),
        "floors": every(
            record({"group": ID, "floor": CLAIM, "granted": CLAIM, "shortfall": CLAIM})
        ),
        "shortfall": record(
            {
                "total": CLAIM,
                "bound": CLAIM,
                "multipliers": MULTIPLIERS,
                "without_cutoffs": record(
                    {"total": CLAIM, "bound": CLAIM, "multipliers": MULTIPLIERS}
                ),
            }
        ),
        "quality": record(
            {
                "total": CLAIM,
                "bound": CLAIM,
                "gap_ppm": CLAIM,
                "multipliers": MULTIPLIERS,
                "without_cutoffs": record({"bound": CLAIM, "multipliers": MULTIPLIERS}),
            }
        ),
        "rank": record(
            {"awards": every(ID), "quality": CLAIM, "shortfall": CLAIM, "changes": CLAIM}
        ),
        "passing_over": record(
            {
                "inside": CLAIM,
                "across": record(
                    {
                        "applications": CLAIM,
                        "most_points": CLAIM,
                        "floors": keyed(ID, CLAIM),
                    }
                ),
            }
        ),
        "open": every(ID),
        "sentences": every(
            record({"id": ID, "code": among(*CODES), "facts": record({}, FACT), "text": text})
        ),
        "digest": DIGEST,
    }
)
