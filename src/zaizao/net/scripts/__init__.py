"""Scripts: one or several cases written down as a story of commands, played and checked.

Reading a script is in `reading` and `forms`, carrying it out in `playing`, what it must come to in `expecting`.
Nothing is printed here; the terminal and the pages are `zaizao.cli`.

    process: open-restaurant.yaml      relative to the script; or `pack:` (a folder) and `process:` (an identifier)
    case: YJS-20260212-00417
    name: {zh: …, en: …}
    says: {zh: …, en: …}               the story in a sentence
    demo: 1                            its place among the shipped demonstrations; absent: not one of them
    calendar: cn                       or a calendar file
    roster: {window: [李静]}
    shared: {has_licence: true}        facts that are looked up
    opened: {at: 2026-02-12T10:00, by: 周小满, facts: {…}, items: […], materials: […]}
    steps:
      - {at: 2026-02-12T11:00, do: complete, work: intake, by: 李静, for: window, outcome: granted}
      - {at: 2026-02-25T09:00, do: tick}
      - {at: …, do: complete, work: "permit#1", refused: superseded-work}
      - {at: …, do: open, case: CHILD-1, process: other.yaml}
      - {at: …, do: join_group, times: 120, member: "YJ-{n}"}
      - {at: …, do: migrate, to: other-version.yaml, mapping: {}, passed: []}
    now: 2026-03-05T09:00              the moment from which the story is looked at; the last step's if absent
    expect: {status: closed, ending: finished, items: {food: granted}, facts: {…}, activities: {permit: done}}

Every command of `zaizao.net.commands` may stand under `do`, in snake case, with its attributes as keys; `for` is
`acting_for`. A step may say `note:` (words for the story), `case:` (which case, where there are several),
`refused:` (the code with which it must be refused) and `expect:` (what must hold right after it).
Times are those of Shanghai. `expect:` may also name `open` (activities whose turn it is), `holders` (who has an
activity's work), `due` (the day an item is due), `work` (how many work items are open) and `members`; with several
cases, `cases: {CASE: {…}}`.
"""

from zaizao.net.scripts.model import Played, PlayedCase, PlayedStep, Script, ScriptError, ScriptStep
from zaizao.net.scripts.playing import play
from zaizao.net.scripts.reading import read_script

__all__ = ["Played", "PlayedCase", "PlayedStep", "Script", "ScriptError", "ScriptStep", "play", "read_script"]
