"""The search index: an inverted index in plain tables, so that both databases answer alike."""

from django.db import models

from perron.core.text import TextField


class SearchDocument(models.Model):
    """A thing that can be found, with what a result line shows."""

    kind = models.SlugField(max_length=40)
    code = models.CharField(max_length=120)
    title = TextField()
    summary = TextField()
    order_key = models.CharField(max_length=200, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["kind", "code"], name="search_document_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class SearchWord(models.Model):
    """A stem of one language, with the number of documents that hold it."""

    language = models.CharField(max_length=2)
    stem = models.CharField(max_length=60)
    documents = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["language", "stem"], name="search_word_once"),
        )

    def __str__(self) -> str:
        return f"{self.language} {self.stem}"


class SearchPosting(models.Model):
    """How heavily a document holds a stem."""

    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="postings")
    document = models.ForeignKey(SearchDocument, models.CASCADE, related_name="postings")
    weight = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["word", "document"], name="search_posting_once"),
        )
        indexes = (models.Index(fields=["word", "-weight", "document"]),)

    def __str__(self) -> str:
        return f"{self.word_id} in {self.document_id}"


class SearchTrigram(models.Model):
    """Three letters of a stem: the way to a word that was misspelt."""

    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="trigrams")
    letters = models.CharField(max_length=3, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["letters", "word"], name="search_trigram_once"),
        )

    def __str__(self) -> str:
        return self.letters
