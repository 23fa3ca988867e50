"""More ways of tampering: what a result says about its awards, each with every digest anew."""

from perron.engines.awards.verifying.cases import read_case
from perron.engines.awards.verifying.sums import gap_ppm
from perron.engines.awards.verifying.telling import Fate, Sentences
from perron.engines.awards.verifying.trials import Trial
from tests.engines.awards.drawing import Draw
from tests.engines.awards.tampering import Base, Document, kind, shifted

FAR = 10**7


def with_text(base: Base, row: Document) -> Base:
    """A sentence whose text follows its facts again."""
    sentences = Sentences(Trial(read_case(base.instance), base.result))
    row["text"] = sentences.text(Fate(row["code"], row["facts"]))
    return base.resealed()


# Awards and sums.


@kind
def amount_changed(draw: Draw, base: Base) -> Base | None:
    """An award is a cent or more larger or smaller than the arithmetic says."""
    if not base.awards:
        return None
    award = draw.pick(base.result["awards"])
    award["amount"] = shifted(draw, award["amount"])
    return base.resealed()


@kind
def a_cent_between_sources(draw: Draw, base: Base) -> Base | None:
    """One source of an award pays a cent for another, in the sum of what they pay too."""
    mixed = [award for award in base.result["awards"] if len(award["sources"]) > 1]
    if not mixed:
        return None
    award = draw.pick(mixed)
    giver, taker = draw.some(sorted(award["sources"]), 2)
    for sources in (award["sources"], base.result["spent"]["sources"]):
        sources[giver] -= 1
        sources[taker] += 1
    return base.resealed()


@kind
def award_given_twice(draw: Draw, base: Base) -> Base | None:
    """An award stands twice in the list."""
    if not base.awards:
        return None
    base.result["awards"].append(draw.pick(base.result["awards"]))
    return base.resealed()


@kind
def award_to_a_stranger(draw: Draw, base: Base) -> Base | None:
    """An award goes to nobody, or comes from nowhere."""
    if not base.awards:
        return None
    draw.pick(base.result["awards"])[draw.pick(["id", "money"])] = "stranger"
    return base.resealed()


@kind
def awards_out_of_order(draw: Draw, base: Base) -> Base | None:
    """The awards stand in another order."""
    base.result["awards"] = draw.some(base.result["awards"], len(base.awards))
    return base.resealed()


@kind
def over_limit_hidden(draw: Draw, base: Base) -> Base | None:
    """A source pays more than its limit, and what it pays is told as the limit."""
    source = draw.pick(base.instance["sources"])
    spent = base.result["spent"]["sources"][source["id"]]
    if spent == 0:
        return None
    source["limit"] = spent - 1
    base.remade().result["spent"]["sources"][source["id"]] = spent - 1
    return base.resealed()


@kind
def spent_changed(draw: Draw, base: Base) -> Base | None:
    """A sum of a source, or of one of its years, is another."""
    years = base.result["spent"]["years"]
    rows = [base.result["spent"]["sources"], *years.values()]
    row = draw.pick(rows)
    name = draw.pick(sorted(row))
    row[name] = shifted(draw, row[name])
    return base.resealed()


@kind
def quality_inflated(draw: Draw, base: Base) -> Base | None:
    """The quality is told as more, with the gap that follows."""
    quality = base.result["quality"]
    quality["total"] += draw.pick([1, 1000, FAR])
    quality["gap_ppm"] = gap_ppm(quality["total"], quality["bound"])
    return base.resealed()


@kind
def shortfall_hidden(draw: Draw, base: Base) -> Base | None:
    """A floor that is missed is told as met, in the sum too."""
    missed = [row for row in base.result["floors"] if row["shortfall"]]
    if not missed:
        return None
    row = draw.pick(missed)
    base.result["shortfall"]["total"] -= row["shortfall"]
    row["granted"], row["shortfall"] = row["floor"], 0
    return base.resealed()


@kind
def floor_dropped(draw: Draw, base: Base) -> Base | None:
    """A floor is not told, or told lower than it is."""
    if not base.result["floors"]:
        return None
    row = draw.pick(base.result["floors"])
    if draw.chance(0.5):
        base.result["floors"].remove(row)
    else:
        row["floor"] -= 1
    return base.resealed()


# Cut-offs and passing over.


@kind
def cutoff_changed(draw: Draw, base: Base) -> Base | None:
    """A cut-off is told higher, lower, or as another application's."""
    if not base.result["cutoffs"]:
        return None
    row = draw.pick(base.result["cutoffs"])
    name = draw.pick(["id", "score"])
    row[name] = "app-9" if name == "id" else shifted(draw, row[name] or 0)
    return base.resealed()


@kind
def cutoff_dropped(draw: Draw, base: Base) -> Base | None:
    """A cut-off is left out, told twice, or told of another cell."""
    rows = base.result["cutoffs"]
    if not rows:
        return None
    row = draw.pick(rows)
    choice = draw.number(0, 2)
    if choice == 0:
        rows.remove(row)
    elif choice == 1:
        rows.append(row)
    else:
        row["cell"] = "cell-z"
    return base.resealed()


@kind
def passing_over_changed(draw: Draw, base: Base) -> Base | None:
    """Cases inside cells or across them are counted wrongly."""
    told = base.result["passing_over"]
    if draw.chance(0.2):
        told["inside"] += 1
    elif draw.chance(0.3):
        told["across"]["floors"]["rural"] = told["across"]["floors"].get("rural", 0) + 1
    else:
        name = draw.pick(["applications", "most_points"])
        told["across"][name] = shifted(draw, told["across"][name])
    return base.resealed()


# Plain rank, sentences, endings.


@kind
def rank_list_changed(draw: Draw, base: Base) -> Base | None:
    """Plain rank is told with one more, one less, or in another order."""
    rank = base.result["rank"]
    rank["awards"] = draw.some(
        [row["id"] for row in base.instance["applications"]],
        draw.number(0, len(base.instance["applications"])),
    )
    return base.resealed()


@kind
def rank_figure_changed(draw: Draw, base: Base) -> Base | None:
    """Quality, shortfall or changes of plain rank are others."""
    name = draw.pick(["quality", "shortfall", "changes"])
    base.result["rank"][name] = shifted(draw, base.result["rank"][name])
    return base.resealed()


@kind
def text_altered(draw: Draw, base: Base) -> Base | None:
    """A sentence says something else than its facts."""
    row = draw.pick(base.result["sentences"])
    place = draw.number(0, len(row["text"]) - 1)
    row["text"] = row["text"][:place] + draw.pick(["7", "x", ""]) + row["text"][place + 1 :]
    return base.resealed()


@kind
def sentence_of_another(draw: Draw, base: Base) -> Base | None:
    """Two applications have each other's sentence."""
    first, second = draw.some(base.result["sentences"], 2)
    for name in ("code", "facts", "text"):
        first[name], second[name] = second[name], first[name]
    return base.resealed()


@kind
def fact_changed(draw: Draw, base: Base) -> Base | None:
    """A figure in a sentence (score, points short, euros less …) is another, in its text too."""
    row = draw.pick(base.result["sentences"])
    figures = [name for name, fact in row["facts"].items() if isinstance(fact, int)]
    if not figures:
        return None
    name = draw.pick(figures)
    row["facts"][name] = shifted(draw, row["facts"][name])
    return with_text(base, row)


@kind
def counterfactual_invented(draw: Draw, base: Base) -> Base | None:
    """Somebody is told that a smaller request would have fitted."""
    rows = [row for row in base.result["sentences"] if "euros_less" in row["facts"]]
    if not rows:
        return None
    row = draw.pick(rows)
    row["facts"]["euros_less"] = draw.pick([None, 0, 1, draw.number(2, 999)])
    return with_text(base, row)


@kind
def sentence_left_out(draw: Draw, base: Base) -> Base | None:
    """Somebody is told nothing."""
    base.result["sentences"].remove(draw.pick(base.result["sentences"]))
    return base.resealed()


@kind
def ending_lied(draw: Draw, base: Base) -> Base | None:
    """The search says that it closed the gap, or that it only ranked."""
    gap, most = base.result["quality"]["gap_ppm"], base.instance["rules"]["gap_ppm"]
    base.result["ended"] = draw.pick(["gap", "ranked"]) if gap > most else "ranked"
    return base.resealed()


@kind
def method_lied(draw: Draw, base: Base) -> Base | None:
    """The result says that it was made by plain rank."""
    base.result["method"] = "rank"
    base.result["ended"] = draw.pick(["ranked", "nodes"])
    return base.resealed()


@kind
def made_of_another_instance(draw: Draw, base: Base) -> Base | None:
    """The result is held against an instance with other figures."""
    if not base.awards:
        return None
    base.row(draw.pick(list(base.awards)))["asked"] += 100
    return base.resealed()
