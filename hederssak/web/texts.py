"""What several pages say alike."""

from hederssak.lib import formats

WORDS = {
    "en": "one two three four five six seven eight nine ten eleven twelve",
    "fi": "yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen yksitoista kaksitoista",
    "sv": "en två tre fyra fem sex sju åtta nio tio elva tolv",
}
"""The numbers that running text writes out, in the form that stands before a noun in the nominative."""


def spelled(number: int) -> str:
    """Return a number as a sentence writes it: in words up to twelve."""
    words = WORDS[formats.language()].split()
    return words[number - 1] if 1 <= number <= len(words) else formats.number(number)
