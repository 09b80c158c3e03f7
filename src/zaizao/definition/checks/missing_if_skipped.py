"""Where the source of a link can be skipped, the link says what then.

What: a link without `if_skipped` whose source can be skipped: it has `when`, `each`, an item required only
sometimes, a prerequisite that may fail, or runs only after an interrupt; or a link from one item to another, since
an item may be withdrawn or not be applied for.
Why: to run on without the result, or to be skipped with it, is a decision of the author, never of the engine.
Source: design §3 (links and skipping); docs/language.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.finding import Check, Severity, Spot
from zaizao.definition.survey import Survey


def _look(survey: Survey) -> Iterator[Spot]:
    for name, activity in survey.activities.items():
        for index, link in enumerate(activity.after):
            if link.if_skipped is None and survey.can_be_skipped(link, activity):
                yield Spot(("activities", name, "after", index), {"activity": name, "source": link.activity})


CHECK = Check("missing-if-skipped", Severity.ERROR, _look)
