"""The search index: an inverted index in plain tables, so that both databases answer alike."""

from typing import Any

from django.db import models

from perron.core.text import TextField

LONGEST_WORD = 60
LONGEST_PHRASE = 120


class CodePointField(models.CharField[Any, Any]):
    """Characters compared one by one, whatever the database's own idea of alphabetical order.

    SQLite does so by itself; PostgreSQL does it under the collation ``C``. Only then do both sort
    alike, and only then can an index answer which words begin with some letters.
    """

    def db_parameters(self, connection: Any) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class SearchDocument(models.Model):
    """A thing that can be found, with what a result line shows."""

    kind = CodePointField(max_length=40)
    code = CodePointField(max_length=120)
    order_key = CodePointField(max_length=200, default="")
    title = TextField()
    summary = TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["kind", "code"], name="search_document_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class SearchWord(models.Model):
    """A word of one language as the texts write it, and the number of documents that hold it.

    ``folded`` has no accents and ``stem`` no ending; ``tail`` is the stem read backwards, in
    languages that put the main word of a compound last. The row of a phrase of a title (two
    neighbouring stems, or all of them) has only a stem.
    """

    language = CodePointField(max_length=2)
    written = CodePointField(max_length=LONGEST_PHRASE)
    folded = CodePointField(max_length=LONGEST_WORD, default="")
    stem = CodePointField(max_length=LONGEST_PHRASE)
    tail = CodePointField(max_length=LONGEST_WORD, default="")
    documents = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["written", "language"], name="search_word_once"),
        )
        indexes = (
            models.Index(fields=["stem", "language"]),
            models.Index(fields=["folded"]),
            models.Index(fields=["tail"]),
        )

    def __str__(self) -> str:
        return f"{self.language} {self.written}"


class SearchPosting(models.Model):
    """How heavily a document holds a word. Its index holds whole rows, in the order of reading."""

    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="postings", db_index=False)
    document = models.ForeignKey(SearchDocument, models.CASCADE, related_name="postings")
    kind = CodePointField(max_length=40)  # the document's: counting by kind reads no document
    weight = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["word", "kind", "document", "weight"], name="search_posting_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.word_id} in {self.document_id}"


class SearchTrigram(models.Model):
    """Three letters of a word, beside its length: the way to a word that was misspelt."""

    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="trigrams")
    letters = CodePointField(max_length=3)
    length = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["letters", "length", "word"], name="search_trigram_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.letters)
