"""What a language brings to searching: its stems, its words that say nothing, its compounds."""

import re
from functools import lru_cache
from threading import Lock

import snowballstemmer

from perron.core.searching.folding import fold

STEMMERS = {
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
    "sv": "swedish",
}
COMPOUNDING = frozenset({"da", "de", "fi", "nl", "sv"})  # “Digitalstrategie” is a “Strategie”
CAPITALISING = frozenset({"de"})  # a capital letter belongs to the spelling of a noun
INFLECTION = re.compile(r"(?<=.{4})(?:es|en|e|n|s)$")
REMEMBERED = 100_000  # words kept at hand, by each function that does so: 100 MB in all

WORDS_THAT_SAY_NOTHING = {
    "de": """
        aber als am an auch auf aus bei beim bis das dass dem den der des die dies diese dieser
        dieses durch ein eine einem einen einer eines er es fur hat haben ich ihr ihre im in ins
        ist kann mit nach nicht noch nur oder sein seine sich sie sind so uber um und uns unter
        vom von vor was wenn werden wie wir wird zu zum zur""",
    "en": """
        a an and are as at be been but by can for from has have how i if in into is it its no not
        of on or our so than that the their them there these they this to was we were what when
        which who will with you your""",
    "fr": """
        a au aux avec c ce ces cet cette comme d dans de des donc du elle elles en entre est et
        eux il ils j je l la le les leur leurs lui m ma mais me mes mon n ne nos notre nous on ou
        par pas plus pour qu que qui s sa sans se ses si son sont sous sur t ta te tes ton tu un
        une vers vos votre vous y""",
}
NOISE = {code: frozenset(words.split()) for code, words in WORDS_THAT_SAY_NOTHING.items()}

_one_at_a_time = Lock()  # a stemmer keeps the word it works on
_stemmers = {code: snowballstemmer.stemmer(name) for code, name in STEMMERS.items()}


@lru_cache(maxsize=REMEMBERED)
def stem(folded: str, language: str) -> str:
    """Cut the ending of a folded word; a word with a digit and an unknown language keep theirs."""
    stemmer = _stemmers.get(language)
    if stemmer is None or not folded.isalpha():
        return folded
    with _one_at_a_time:
        cut: str = stemmer.stemWord(folded)
    return fold(cut) or folded


def noise_of(language: str) -> frozenset[str]:
    """Answer the folded words that are too common in this language to tell texts apart."""
    return NOISE.get(language, frozenset())


def is_compounding(language: str) -> bool:
    """Say whether this language writes a compound as one word, its main part last."""
    return language in COMPOUNDING


def tail_of(folded: str) -> str:
    """Read a word backwards without its inflection, so that its last part comes first.

    A stem will not do: it cuts “Ausbildung” shorter than “Bildung”.
    """
    return INFLECTION.sub("", folded)[::-1]


def spelling(written: str, language: str) -> str:
    """Take the capital letter of a sentence's first word away, where a language allows it."""
    first_only = written[1:] == written[1:].lower()
    return written.lower() if first_only and language not in CAPITALISING else written
