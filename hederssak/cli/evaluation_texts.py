"""What `hederssak evaluate` says about a caution or a refusal, in one sentence each."""

from hederssak.estimates.columns import Caution

CAUTIONS = {
    "constant": 'Column "{field}" says the same everywhere; not used.',
    "identifier": 'Column "{field}" hardly ever repeats a value; taken as an identifier, not used.',
    "text": 'Column "{field}" is free text; not used.',
    "after_close": 'Column "{field}" is known only after close, by its name; refused.',
    "changed_late": 'Column "{field}" changes with later edits, by its name; refused.',
    "filled_tells": 'Column "{field}" is filled for one outcome only, so it is known after close; refused.',
    "separates": 'Column "{field}" alone tells nearly every outcome, so it is known after close; refused.',
    "blank_while_open": 'Column "{field}" is blank only while open ({figure:.0%} there): a blank isn\'t a loss.',
    "few_outcomes": "Fewer than ten wins or losses among {figure:.0f} closed: the base rate with a wide interval.",
    "base_rate_served_better": "On later outcomes the base rate did better than the fields, so it is used.",
    "old_deals_fade": "Old deals count half after {figure:.0f} days: that did better on later outcomes.",
    "several_values_as_lost": 'Without --lost, {figure:.0f} values of "{field}" count as lost.',
    "not_closed": "{figure:.0f} rows are neither won nor lost and were left out.",
    "on_both_sides": "{figure:.0f} later rows repeat a case of the training side and were left out.",
    "time_unreadable": 'Too few dates can be read in "{field}" ({figure:.0%}); split at random instead of by time.',
    "amount_known_late": 'Column "{field}" has amounts of won deals only; open deals count by what was won before.',
    "amount_missing": '{figure:.0f} deals have no amount in "{field}"; they count as 0.',
    "undated_left_out": '{figure:.0f} rows have no readable date in "{field}" and were left out.',
}
REFUSALS = {
    "no_such_column": 'There is no column "{detail}".',
    "dropped_column_needed": 'Column "{detail}" is both needed and dropped.',
    "no_such_outcome": 'The outcome column never says "{detail}".',
    "one_outcome_only": 'Column "{detail}" has only one outcome; a chance can\'t be judged.',
    "too_few": "Only {detail} closed rows: too few to train and to test.",
    "no_fields": "There is no column beside the outcome.",
}


def caution(found: Caution) -> str:
    """Return the sentence for a caution."""
    return CAUTIONS[found.code].format(field=found.field, figure=found.figure)


def refusal(code: str, detail: str) -> str:
    """Return the sentence for a refusal."""
    return REFUSALS[code].format(detail=detail)
