"""What machines are answered, beside records: schemas of lists, lines, days and problems."""

from typing import Any

Schema = dict[str, Any]

URI: Schema = {"type": "string", "format": "uri"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
DAY: Schema = {"type": "string", "format": "date"}
DIGEST: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
WORD: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
TEXT: Schema = {
    "type": "object",
    "propertyNames": {"pattern": "^[a-z]{2}$"},
    "additionalProperties": WORD,
    "description": "A text by language.",
}
NEXT: Schema = {**URI, "description": "The next page; null on the last."}


def maybe(schema: Schema) -> Schema:
    """The same, or nothing."""
    return {"anyOf": [schema, {"type": "null"}]}


def shape(says: str = "", /, *, optional: tuple[str, ...] = (), **properties: Schema) -> Schema:
    """An object with these keys and no others; all are there but the optional ones."""
    described: Schema = {"description": says} if says else {}
    return described | {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name in properties if name not in optional],
        "properties": properties,
    }


def each(schema: Schema) -> Schema:
    """A list of these."""
    return {"type": "array", "items": schema}


def named(name: str) -> Schema:
    """A schema that stands among the components."""
    return {"$ref": f"#/components/schemas/{name}"}


def list_of(kind: str) -> Schema:
    """One page of the records of a kind."""
    return shape(
        kind={"const": kind},
        count={**COUNT, "description": "All records that fit, on whatever page."},
        records=each(named(kind)),
        next=maybe(NEXT),
    )


PROBLEM = shape(
    "What happened, why, and what to do next (RFC 9457).",
    type=URI,
    title=WORD,
    status={"type": "integer"},
    detail=WORD,
    next=WORD,
)
LINE = shape(
    "One decision about what is public. Who decided is not told, only where.",
    optional=("change",),
    chain=WORD,
    seq=COUNT,
    at=MOMENT,
    what=WORD,
    kind=maybe(WORD),
    code=maybe(WORD),
    by={"enum": ["command-line", "desk", "holder"]},
    change={"type": "object", "description": "For a changed record: {key: [before, after]}."},
    previous=DIGEST,
    digest=DIGEST,
)
HEADS: Schema = {"type": "object", "description": "The last line of each chain."}
SEAL = shape(
    "The heads of all chains at the end of a day, signed (Ed25519 over the digest).",
    day=DAY,
    at=MOMENT,
    heads=HEADS,
    previous=WORD,
    digest=DIGEST,
    key=WORD,
    signature=WORD,
)
SNAPSHOT = shape(
    "Everything public on a day; the digest is the SHA-256 of what stands at “content”.",
    day=DAY,
    at=MOMENT,
    publication=COUNT,
    heads=HEADS,
    digest=DIGEST,
    content=URI,
)
ABOUT = maybe(shape(kind=WORD, code=WORD))
OWED = shape(
    "What is owed, by whom, to whom, until when. People are “someone”.",
    number=COUNT,
    kind=WORD,
    title=TEXT,
    about=ABOUT,
    owed_by=WORD,
    owed_to=WORD,
    since=MOMENT,
    due=DAY,
    first_due={**DAY, "description": "The date promised first, before it was put off."},
    days_late=COUNT,
    state={"enum": ["open", "settled", "refused"]},
    settled=maybe(MOMENT),
    reason=WORD,
    answer={**maybe(COUNT), "description": "The number of the published answer."},
)
ANSWER = shape(
    "A published answer. Who asked, and in which words, is not told.",
    number=COUNT,
    kind=WORD,
    about=ABOUT,
    language=WORD,
    title=WORD,
    answer=WORD,
    asked=DAY,
    answered=maybe(DAY),
    page=URI,
)
CONTACTS = shape(
    "Whom to reach at an organisation: those who agree to be shown.",
    organisation=WORD,
    confirmed_at=maybe(MOMENT),
    contacts=each(shape(name=WORD, role=TEXT, email=maybe(WORD), phone=maybe(WORD))),
)
HITS = shape(
    query=WORD,
    corrected=maybe(WORD),
    total=COUNT,
    by_kind={"type": "object", "additionalProperties": COUNT},
    hits=each(
        shape(
            kind=WORD,
            code=WORD,
            title=TEXT,
            summary=TEXT,
            record=URI,
            pages={"type": "object", "additionalProperties": URI},
        )
    ),
)
FIGURES = shape(
    "Numbers computed from the records of this site.",
    day=DAY,
    figures=each(shape(code=WORD, name=TEXT, unit=WORD, number={"type": "number"}, opens=URI)),
)
INDEX = shape(
    "Everything that there is.",
    name=TEXT,
    publisher=TEXT,
    licence={**maybe(URI), "description": "Null: nobody has stated one."},
    languages=each(WORD),
    publication=maybe(shape(number=COUNT, at=MOMENT)),
    datasets=each(shape(kind=WORD, title=TEXT, count=COUNT, records=URI, table=URI)),
    others={"type": "object", "additionalProperties": URI},
    description=URI,
    pages={"type": "object", "additionalProperties": URI},
)


def days(name: str, entry: str) -> Schema:
    """One page of seals or snapshots, of lines, or of numbered things."""
    properties = {name: each(named(entry)), "next": maybe(NEXT)}
    return shape() | {"required": list(properties), "properties": properties}
