"""How heavily a thing holds its words."""

from perron.core.records.kinds import Findable
from perron.core.searching.weighing import HEAVIEST, Entry, saturated, weigh
from perron.core.text import Text


def weights(thing: Findable, *, kind: str = "leaflet", code: str = "x-1") -> dict[str, int]:
    """The weights by language and written word."""
    found = weigh(thing, kind=kind, code=code)
    return {f"{entry.language}:{entry.written}": weight for entry, weight in found.items()}


def test_a_title_outweighs_a_body() -> None:
    found = weights(Findable(Text(fr="Tablettes"), body=((Text(fr="Ordinateurs"), 2),)))
    assert found["fr:tablettes"] == 4 * found["fr:ordinateurs"]


def test_a_word_weighs_more_when_repeated_and_less_in_a_long_text() -> None:
    assert saturated(2, 10, 8) > saturated(1, 10, 8) > saturated(1, 40, 8)


def test_a_text_is_read_in_its_own_language_only() -> None:
    found = weights(Findable(Text(fr="Écoles", de="Schulen")))
    assert {"fr:écoles", "de:Schulen"} <= set(found)
    assert not {"en:écoles", "en:schulen", "de:écoles"} & set(found)


def test_a_text_in_no_language_of_the_region_is_not_lost() -> None:
    assert "fr:scholen" in weights(Findable(Text(nl="Scholen")))


def test_a_summary_counts_unless_the_body_repeats_it() -> None:
    summary = Text(en="A remark")
    alone = weights(Findable(Text(en="Title"), summary))
    repeated = weights(Findable(Text(en="Title"), summary, ((summary, 1),)))
    assert alone["en:remark"] == repeated["en:remark"]


def test_small_words_are_left_out_unless_there_is_nothing_else() -> None:
    assert "fr:du" not in weights(Findable(Text(fr="Agence du numérique")))
    assert "fr:une" in weights(Findable(Text(fr="Une")))


def test_a_source_weighs_half_of_what_it_is_a_source_of() -> None:
    thing = Findable(Text(fr="Tablettes"))
    half = weights(thing, kind="reference")["fr:tablettes"]
    assert weights(thing)["fr:tablettes"] == 2 * half


def test_a_title_is_found_as_a_whole_also_without_its_brackets() -> None:
    found = weigh(Findable(Text(fr="W.IN.G (fonds public)")), kind="leaflet", code="x-1")
    stems = {entry.stem for entry in found}
    assert {"=wing fond public", "=wing", "wing fond", "#x-1"} <= stems


def test_the_parts_of_a_name_written_together_weigh_half() -> None:
    found = weights(Findable(Text(fr="CoderDojo")))
    assert found["fr:CoderDojo"] == 2 * found["fr:coder"] == 2 * found["fr:dojo"]


def test_no_weight_is_beyond_the_heaviest() -> None:
    bodies = tuple((Text(fr=f"tablette {number}"), 8) for number in range(9))
    assert weights(Findable(Text(fr="Tablette"), body=bodies))["fr:tablette"] == HEAVIEST


def test_a_thing_without_words_is_found_by_its_code() -> None:
    found = weigh(Findable(Text(fr="!?")), kind="leaflet", code="7")
    assert Entry("fr", "#7", "#7") in found
    assert Entry("fr", "7", "7", "7") in found
    assert weigh(Findable(Text()), kind="leaflet", code="?") == {Entry("fr", "#?", "#?"): 1}
