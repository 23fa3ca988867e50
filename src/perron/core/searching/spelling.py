"""Misspelt words: how many slips lie between two words, and which three letters they share."""

LEAST_LETTERS = 3
ONE_SLIP, TWO_SLIPS = 4, 8  # letters from which they are forgiven


def slips_allowed(word: str) -> int:
    """One slip in four letters or more, two in eight or more; a number is never a slip."""
    if not word.isalpha():
        return 0
    return (len(word) >= ONE_SLIP) + (len(word) >= TWO_SLIPS)


def has_trigrams(word: str) -> bool:
    """Say whether another word may have been meant by this one, or this one by another."""
    return len(word) >= LEAST_LETTERS and word.isalpha()


def trigrams(word: str) -> frozenset[str]:
    """Three letters at a time, the edges marked; nothing for numbers and very short words."""
    if not has_trigrams(word):
        return frozenset()
    marked = f"  {word} "
    return frozenset(marked[at : at + 3] for at in range(len(word) + 1))


def least_shared(word: str) -> int:
    """Say how many trigrams of a word survive its slips: one spoils four at most."""
    return max(1, len(trigrams(word)) - 4 * slips_allowed(word))


def slips_between(one: str, other: str) -> int:
    """Count the letters to change, add, drop or swap with their neighbour.

    The distance of optimal string alignment: Damerau (1964), no letter touched twice.
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        this = [row]
        for column, sign in enumerate(other, 1):
            best = min(last[column] + 1, this[-1] + 1, last[column - 1] + (letter != sign))
            swapped = row > 1 < column and letter == other[column - 2] and one[row - 2] == sign
            this.append(min(best, before[column - 2] + 1) if swapped else best)
        before, last = last, this
    return last[-1]
