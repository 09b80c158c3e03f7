"""The before/after picture: both sides in the same lanes on one time scale, differences drawn, reductions in figures.

What changed is read in `overlay_change`; where things stand in `overlay_layout`; how they are painted in
`overlay_paint` and `overlay_strip`. The table behind the picture is `overlay_table`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zaizao.definition.model import ProcessDefinition
from zaizao.notation.measure import clean_text
from zaizao.notation.overlay_bars import Scene
from zaizao.notation.overlay_change import compare_processes, find_begins, find_turns
from zaizao.notation.overlay_layout import lay_out_panels, measure_days, plan_frame
from zaizao.notation.overlay_paint import paint_panel
from zaizao.notation.overlay_panel import Panel
from zaizao.notation.overlay_strip import Measures, paint_key, paint_materials, paint_reductions
from zaizao.notation.overlay_words import say_days
from zaizao.notation.pen import Theme, draw_sheet, element
from zaizao.wording import say

WIDE = 1280.0
UPRIGHT = 358.0


def draw_change(
    before: Sequence[ProcessDefinition],
    after: ProcessDefinition,
    *,
    language: str = "zh",
    measures: Measures | None = None,
    marks: Mapping[str, str] | None = None,
    in_turn: bool = True,
    upright: bool = False,
    theme: Theme = "auto",
) -> str:
    """Before above after as one SVG text; the same bytes for the same values.

    ``measures`` maps a reduction (``materials``, ``certificates``, ``visits``, ``working-days``, …) to its figure
    before and after; without it the figures are left out. ``marks`` maps a step before (``PROCESS/ID`` or ``ID``)
    to words that stand by it, such as a finding. Several processes before are drawn as somebody meets who goes
    through them one after another, which is how their figures are counted; with ``in_turn`` false one waits for
    another only when it asks the applicant for what that one gives. ``upright`` is the picture for a phone: lanes' names above the lanes, 358 pixels wide.
    """
    change = compare_processes(before, after=after)
    known = find_turns(change.before) if in_turn else find_begins(change.before)
    width = UPRIGHT if upright else WIDE
    frame = plan_frame(change, begins=known, width=width, upright=upright, language=language)
    scene = Scene(change, frame, language, marks or {})
    figures = paint_reductions(measures or {}, width=width, upright=upright, language=language)
    panels = lay_out_panels(scene, begins=known, top=figures.height + 12)
    days = (measure_days(change.before, known), measure_days((change.after,), {}))
    parts = [element("style", inner=_PENS), figures.svg]
    parts += [paint_panel(panel, frame=frame, until=float(days[0]), language=language) for panel in panels]
    y = panels[-1].bottom + 12
    key = paint_key(panels, width=width, top=y, language=language)
    y += key.height + 20
    materials = paint_materials(change, width=width, top=y, upright=upright, language=language)
    fields = {
        "name": clean_text(after.name.say(language)), "before": say_days(days[0], language=language),
        "after": say_days(days[1], language=language),
    }  # fmt: skip
    return draw_sheet(
        "\n".join(part for part in (*parts, key.svg, materials.svg) if part),
        kind="change zo-upright" if upright else "change", size=(width, y + materials.height), theme=theme,
        language=language, title=say("overlay-title", fields, language), description=_describe(panels, language=language),
        process=after.process,
    )  # fmt: skip


def _describe(panels: Sequence[Panel], *, language: str) -> str:
    said = ["".join(panel.heading) or "".join(panel.small) for panel in panels]
    return (". " if language == "en" else "。").join(said)


_PENS = """\
.zz-pic .zo-t22{font-size:22px;font-weight:600}.zo-upright .zo-t22{font-size:18px}
.zz-pic .zo-was{font-size:22px;fill:var(--zz-ink-soft)}.zz-pic .zo-to{font-size:36px;font-weight:600;fill:var(--zz-dai)}
.zo-rule{stroke:var(--zz-dai);stroke-width:2}.zo-cut{stroke:var(--zz-ink-soft);stroke-width:1.5}
.zo-whole{stroke:var(--zz-ink);stroke-width:1.5;fill:none}.zo-whole.zo-on{stroke:var(--zz-dai);stroke-width:3}
.zo-end{stroke:var(--zz-dai);stroke-width:2.5;fill:none}
.zo-saved{stroke:var(--zz-dai);stroke-width:1.5;fill:none}.zo-saved-head{fill:var(--zz-dai)}
.zo-box{fill:var(--zz-paper);stroke:var(--zz-ink);stroke-width:1.25}
.zo-on-line .zo-box{stroke-width:2.25}
.zo-gone .zo-box{stroke:var(--zz-zhe);stroke-width:1.5;stroke-dasharray:5 4}
.zz-pic .zo-gone .zo-name,.zz-pic .zo-gone .zo-limit,.zz-pic .zo-note{fill:var(--zz-zhe)}.zz-pic .zo-note{font-weight:600}
.zo-struck{text-decoration:line-through;text-decoration-thickness:1.25px}
.zo-strike{stroke:var(--zz-zhe);stroke-width:1.25;fill:none}
.zz-pic .zo-gone .zo-inside{paint-order:stroke;stroke:var(--zz-paper);stroke-width:5px;stroke-linejoin:round}
.zz-pic .zo-limit{fill:var(--zz-ink-soft)}
.zo-after .zo-box{fill:var(--zz-dai-wash);stroke:var(--zz-dai)}
.zo-after .zo-on-line .zo-box,.zo-sample .zo-box{fill:var(--zz-dai);stroke:var(--zz-dai)}
.zz-pic .zo-after .zo-on-line .zo-inside{fill:var(--zz-dai-on)}
.zo-fresh .zo-box{stroke-dasharray:1.5 3;stroke-linecap:round;stroke-width:2}
.zo-tag-box{fill:var(--zz-paper);stroke:var(--zz-dai);stroke-width:1.25}.zz-pic .zo-tag{fill:var(--zz-dai);font-weight:600}
.zo-wire{fill:none;stroke:var(--zz-rule-firm);stroke-width:1.5;stroke-linejoin:round}.zo-head,.zo-foot{fill:var(--zz-rule-firm)}
.zo-slack .zo-wire{stroke-width:1}.zo-custom .zo-wire{stroke-dasharray:2 3}
.zo-critical .zo-wire{stroke:var(--zz-ink);stroke-width:2.25}.zo-critical .zo-head,.zo-critical .zo-foot{fill:var(--zz-ink)}
.zo-after .zo-critical .zo-wire{stroke:var(--zz-dai);stroke-width:2.5}
.zo-after .zo-critical .zo-head,.zo-after .zo-critical .zo-foot{fill:var(--zz-dai)}
.zo-dropped .zo-wire{stroke:var(--zz-zhe);stroke-width:1.25;stroke-dasharray:5 4}.zo-dropped .zo-head,.zo-dropped .zo-foot{fill:var(--zz-zhe)}
.zo-dropped.zo-critical .zo-wire{stroke-width:2}
.zo-back .zo-wire{stroke:var(--zz-zhe);stroke-width:1.75;stroke-dasharray:none}.zo-back .zo-head{fill:var(--zz-zhe)}
.zo-sign{fill:var(--zz-paper);stroke:var(--zz-ink-soft);stroke-width:1.5}
.zo-sign-shared,.zo-sign-within{stroke:var(--zz-dai)}.zo-sign-pledged,.zo-sign-joined{stroke:var(--zz-dai);stroke-width:2.5}
.zo-sign-gap,.zo-sign-dropped,.zo-sign-new{stroke:var(--zz-zhe);stroke-dasharray:4 3}
.zo-sign-kept{fill:var(--zz-ink);stroke:var(--zz-ink)}.zz-pic .zo-signed-kept{fill:var(--zz-paper)}
.zz-pic .zo-signed-shared,.zz-pic .zo-signed-within,.zz-pic .zo-signed-pledged,.zz-pic .zo-signed-joined{fill:var(--zz-dai)}
.zz-pic .zo-signed-gap,.zz-pic .zo-signed-dropped,.zz-pic .zo-signed-new{fill:var(--zz-zhe)}
@media print{.zo-panel{break-inside:avoid}}"""
