"""Petri nets in PNML (ISO/IEC 15909-2, place/transition nets): read with their final marking, and written.

Silent transitions are those marked so by the tools in use (``activity="$invisible$"``) or without a name. A net that
names no final marking ends where nothing leads on, if there is exactly one such place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.parsers import expat

from zaizao.errors import Location, Problem
from zaizao.mining.discovery.errors import NetError
from zaizao.mining.discovery.petri import AcceptingNet, Transition
from zaizao.notation.bpmn.xml_tree import FORBIDDEN, Element, write_xml

MAX_BYTES = 20_000_000
"""Larger files are refused unread; a net of a thousand transitions takes about 1 MB."""
MOST_TOKENS = 255
"""In one place, or on one arc."""
_TYPE = "http://www.pnml.org/version-2009/grammar/pnmlcoremodel"
_SILENT = "$invisible$"


def read_pnml(content: bytes, *, file: str | None = None) -> AcceptingNet:
    """The net of a PNML file. Raises NetError with every problem found."""
    if len(content) > MAX_BYTES:
        raise NetError([Problem("net-too-large", {"limit": MAX_BYTES}, Location(file))])
    return _Reader(file).read(content)


class _Reader:
    """Collects places, transitions and arcs while the parser reads; nothing from outside is fetched."""

    def __init__(self, file: str | None) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.path: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.places: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.silent: set[str] = set()
        self.arcs: dict[str, tuple[str, str, int, Location]] = {}
        self.initial: dict[str, int] = {}
        self.final: dict[str, int] = {}
        self.name = ""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype
        self.parser.StartElementHandler = self.open_element
        self.parser.EndElementHandler = self.close_element
        self.parser.CharacterDataHandler = self.add_text

    def read(self, content: bytes) -> AcceptingNet:
        """The net; raises NetError."""
        try:
            self.parser.Parse(content, True)
        except expat.ExpatError as error:
            where = Location(self.file, error.lineno, error.offset + 1)
            raise NetError([Problem("net-syntax", {"detail": expat.ErrorString(error.code)}, where)]) from None
        except (ValueError, LookupError) as error:  # an encoding that there is not, or is not known
            raise NetError([Problem("net-syntax", {"detail": str(error)}, Location(self.file))]) from None
        return self.build()

    def locate(self) -> Location:
        """Where the parser is."""
        return Location(self.file, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def refuse_doctype(self, *_: object) -> None:
        """A document type, and with it every entity, is refused, so that nothing can be expanded."""
        raise NetError([Problem("net-doctype", {}, self.locate())])

    def open_element(self, tag: str, attributes: dict[str, str]) -> None:
        """One element begins."""
        name = tag.rpartition(" ")[2]
        self.path.append((name, attributes))
        self.text = ""
        one = attributes.get("id", "")
        if name == "place":
            self.places.setdefault(one, one)
        elif name == "transition":
            self.names.setdefault(one, "")
        elif name == "arc":
            self.arcs[one or str(len(self.arcs))] = (
                attributes.get("source", ""), attributes.get("target", ""), 1, self.locate(),
            )  # fmt: skip
        elif name == "toolspecific" and attributes.get("activity") == _SILENT:
            self.silent.add(self.find_owner("transition"))

    def find_owner(self, kind: str) -> str:
        """The identifier of the element of this kind that encloses the place read; empty if there is none."""
        return next((found.get("id", "") for name, found in reversed(self.path) if name == kind), "")

    def add_text(self, text: str) -> None:
        """Letters between two signs."""
        self.text += text

    def close_element(self, tag: str) -> None:
        """One element ends; what its text said is kept."""
        self.path.pop()
        if tag.rpartition(" ")[2] != "text" or not self.path:
            return
        told, text = self.path[-1][0], self.text.strip()
        owner = self.path[-2] if len(self.path) > 1 else ("", {})
        one = owner[1].get("id", "")
        if told == "name":
            self.keep_name(owner[0], one, text)
        elif told == "initialMarking":
            self.initial[one] = self.read_count(text)
        elif told == "inscription" and one in self.arcs:
            source, target, _, where = self.arcs[one]
            self.arcs[one] = (source, target, self.read_count(text), where)
        elif told == "place":
            self.final[self.path[-1][1].get("idref", "")] = self.read_count(text)

    def keep_name(self, kind: str, one: str, text: str) -> None:
        """What a place, a transition or the net is called."""
        if kind == "place":
            self.places[one] = text
        elif kind == "transition":
            self.names[one] = text
        elif kind == "net":
            self.name = text

    def read_count(self, text: str) -> int:
        """How many tokens; a text that is no such number is a problem."""
        if text.isascii() and text.isdigit() and int(text) <= MOST_TOKENS:
            return int(text)
        self.problems.append(Problem("net-count", {"text": text, "limit": MOST_TOKENS}, self.locate()))
        return 0

    def build(self) -> AcceptingNet:
        """What was read, as a net; raises NetError."""
        place = {one: number for number, one in enumerate(self.places)}
        takes: dict[str, list[int]] = {one: [] for one in self.names}
        gives: dict[str, list[int]] = {one: [] for one in self.names}
        for source, target, weight, where in self.arcs.values():
            if source in place and target in takes:
                takes[target] += [place[source]] * weight
            elif source in gives and target in place:
                gives[source] += [place[target]] * weight
            else:
                self.problems.append(Problem("net-arc", {"source": source, "target": target}, where))
        if not self.names or not self.places:
            self.problems.append(Problem("net-empty", {}, Location(self.file)))
        self.check_marking(self.initial, place)
        self.check_marking(self.final, place)
        initial = _spread(self.initial, place)
        final = _spread(self.final, place) or self.find_last(place, takes)
        if not initial and not self.problems:
            self.problems.append(Problem("net-no-initial", {}, Location(self.file)))
        if self.problems:
            raise NetError(self.problems)
        transitions = tuple(
            Transition(None if one in self.silent or not name else name, tuple(takes[one]), tuple(gives[one]))
            for one, name in self.names.items()
        )
        return AcceptingNet(tuple(self.places.values()), transitions, initial, final, self.name)

    def check_marking(self, marking: Mapping[str, int], place: Mapping[str, int]) -> None:
        """A marking names places that there are."""
        for one in marking:
            if one not in place:
                self.problems.append(Problem("net-marking", {"place": one}, Location(self.file)))

    def find_last(self, place: Mapping[str, int], takes: Mapping[str, list[int]]) -> tuple[int, ...]:
        """The one place from which nothing leads on."""
        left = {number for taken in takes.values() for number in taken}
        last = [number for number in place.values() if number not in left]
        if len(last) != 1:
            self.problems.append(Problem("net-no-final", {"count": len(last)}, Location(self.file)))
        return tuple(last[:1])


def _spread(marking: Mapping[str, int], place: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted(place[one] for one, count in marking.items() if one in place for _ in range(count)))


def write_pnml(net: AcceptingNet) -> str:
    """The net as PNML, with first and final marking, as the tools in use read it; the same bytes for the same net."""
    page = [_write_place(net, number) for number in range(len(net.place_names))]
    page += [_write_transition(one, number) for number, one in enumerate(net.transitions)]
    for number, one in enumerate(net.transitions):
        arcs = [(f"p{place}", f"t{number}") for place in sorted(set(one.takes))]
        weights = [one.takes.count(place) for place in sorted(set(one.takes))]
        arcs += [(f"t{number}", f"p{place}") for place in sorted(set(one.gives))]
        weights += [one.gives.count(place) for place in sorted(set(one.gives))]
        page += [_write_arc(arc, weight) for arc, weight in zip(arcs, weights, strict=True)]
    final = tuple(
        Element("place", {"idref": f"p{place}"}, (Element("text", text=str(net.final.count(place))),))
        for place in sorted(set(net.final))
    )
    sheet = Element("page", {"id": "n0"}, tuple(page))
    ends = Element("finalmarkings", {}, (Element("marking", {}, final),))
    inner = (_write_name(net.name or "net"), sheet, ends)
    return write_xml(Element("pnml", {}, (Element("net", {"id": "net1", "type": _TYPE}, inner),)))


def _write_name(name: str) -> Element:
    return Element("name", {}, (Element("text", text=FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", name)),))


def _write_place(net: AcceptingNet, number: int) -> Element:
    parts: Iterable[Element] = (_write_name(net.place_names[number]),)
    if tokens := net.initial.count(number):
        parts = (*parts, Element("initialMarking", {}, (Element("text", text=str(tokens)),)))
    return Element("place", {"id": f"p{number}"}, tuple(parts))


def _write_transition(one: Transition, number: int) -> Element:
    parts: tuple[Element, ...] = (_write_name(one.label or f"tau {number}"),)
    if one.label is None:
        tool = {"tool": "ProM", "version": "6.4", "activity": _SILENT, "localNodeID": f"t{number}"}
        parts = (*parts, Element("toolspecific", tool))
    return Element("transition", {"id": f"t{number}"}, parts)


def _write_arc(arc: tuple[str, str], weight: int) -> Element:
    source, target = arc
    label = Element("inscription", {}, (Element("text", text=str(weight)),))
    return Element("arc", {"id": f"{source}-{target}", "source": source, "target": target}, (label,))
