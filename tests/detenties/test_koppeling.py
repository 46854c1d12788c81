"""Whose notice is it? Examples, and the same answer however the messages come in."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from nazorg.detenties.koppeling import Koppelresultaat, Sleutels, koppel


def sleutel(tekst: str | None) -> bytes | None:
    return None if tekst is None else tekst.encode().ljust(32)


def bericht(detentie: str, *, bsn: str | None = None, skn: str | None = None) -> Sleutels:
    laatste = sleutel(f"D{detentie}")
    assert laatste
    return Sleutels(sleutel(bsn and f"B{bsn}"), sleutel(skn and f"S{skn}"), laatste)


@dataclass
class Geheugen:
    """What a database remembers between batches: keys, and which dossier became which."""

    sleutels: dict[bytes, UUID] = field(default_factory=dict)
    dossiers: set[UUID] = field(default_factory=set)
    werd: dict[UUID, UUID] = field(default_factory=dict)
    teller: Iterable[int] = field(default_factory=lambda: itertools.count(1))

    def neem(self, partij: Sequence[Sleutels]) -> Koppelresultaat:
        """Take a batch in, and check what every batch must leave behind."""
        bekend = {s: d for b in partij for s in b.alle() if (d := self.sleutels.get(s))}
        met_bsn = {d for s, d in self.sleutels.items() if s.startswith(b"B")}
        teller = iter(self.teller)
        uit = koppel(
            partij,
            bekend=bekend,
            met_bsn=met_bsn & set(bekend.values()),
            maak_id=lambda: UUID(int=next(teller)),
        )
        assert not self.dossiers & set(uit.nieuw)
        assert not self.werd.keys() & uit.samengevoegd.keys()
        self.werd |= uit.samengevoegd
        self.sleutels |= uit.sleutels
        self.sleutels = {s: self.eind(d) for s, d in self.sleutels.items()}
        self.dossiers = (self.dossiers | set(uit.nieuw)) - set(uit.samengevoegd)
        assert set(uit.sleutels.values()) <= self.dossiers
        assert set(uit.van_bericht) <= self.dossiers
        assert set(self.sleutels.values()) == self.dossiers
        return uit

    def eind(self, dossier: UUID) -> UUID:
        gezien = {dossier}
        while (volgende := self.werd.get(dossier)) is not None:
            assert volgende not in gezien, "joined in a circle"
            gezien.add(volgende)
            dossier = volgende
        return dossier


def koppel_partijen(partijen: Sequence[Sequence[Sleutels]]) -> tuple[list[UUID], Geheugen]:
    """Return the dossier of every message when all batches are in."""
    geheugen = Geheugen()
    van = [d for partij in partijen for d in geheugen.neem(partij).van_bericht]
    return [geheugen.eind(d) for d in van], geheugen


def dossiers(*berichten: Sleutels) -> list[int]:
    """Return for each message the place of the first message in the same dossier, batch by one."""
    van, _ = koppel_partijen([[b] for b in berichten])
    ineens, _ = koppel_partijen([berichten])
    plek = [van.index(d) for d in van]
    assert plek == [ineens.index(d) for d in ineens]
    return plek


def test_the_same_bsn_is_the_same_person_in_every_detention() -> None:
    assert dossiers(bericht("1", bsn="a"), bericht("2", bsn="a"), bericht("3", bsn="b")) == [
        0,
        0,
        2,
    ]


def test_without_a_bsn_the_skn_decides_and_without_both_the_detention() -> None:
    assert dossiers(bericht("1", skn="x"), bericht("2", skn="x"), bericht("3")) == [0, 0, 2]
    assert dossiers(bericht("1"), bericht("1"), bericht("2")) == [0, 0, 2]


def test_a_later_message_that_carries_less_finds_the_same_person() -> None:
    assert dossiers(bericht("1", bsn="a", skn="x"), bericht("2", skn="x"), bericht("1")) == [0] * 3


def test_a_number_that_comes_later_joins_what_was_known_under_another() -> None:
    assert dossiers(bericht("1"), bericht("2", skn="x"), bericht("1", skn="x")) == [0, 0, 0]
    assert dossiers(
        bericht("1", skn="x"), bericht("2", bsn="a"), bericht("3", bsn="a", skn="x")
    ) == [
        0,
        0,
        0,
    ]


def test_a_message_without_bsn_joins_an_unnumbered_dossier_into_the_numbered_one() -> None:
    los, vast, brug = bericht("1", skn="x"), bericht("2", bsn="a"), bericht("2", skn="x")

    for volgorde in itertools.permutations([los, vast, brug]):
        van, geheugen = koppel_partijen([[b] for b in volgorde])
        assert len(set(van)) == 1
        assert len(geheugen.dossiers) == 1


def test_the_dossier_with_the_bsn_is_the_one_that_stays() -> None:
    geheugen = Geheugen()
    geheugen.neem([bericht("1", skn="x")])
    (vast,) = geheugen.neem([bericht("2", bsn="a")]).nieuw

    uit = geheugen.neem([bericht("2", skn="x")])

    assert uit.van_bericht == [vast]
    assert list(uit.samengevoegd.values()) == [vast]


def test_two_people_with_a_bsn_stay_two_although_they_share_an_skn_or_a_detention() -> None:
    assert dossiers(bericht("1", bsn="a", skn="x"), bericht("1", bsn="b", skn="x")) == [0, 1]
    # What comes later without a BSN goes to the one who had the number first.
    assert dossiers(bericht("1", bsn="a"), bericht("1", bsn="b"), bericht("1")) == [0, 1, 0]
    brug = [bericht("1", bsn="a", skn="x"), bericht("2", bsn="b"), bericht("2", skn="x")]
    assert dossiers(*brug) == [0, 1, 0]


def test_a_dossier_made_and_joined_in_one_batch_never_existed() -> None:
    uit = Geheugen().neem([bericht("1", skn="x"), bericht("2", bsn="a"), bericht("1", bsn="a")])

    assert len(uit.nieuw) == 1
    assert set(uit.van_bericht) == set(uit.nieuw) == set(uit.sleutels.values())


# ---- properties


@st.composite
def in_partijen(draw: st.DrawFn, berichten: Sequence[Sleutels]) -> list[list[Sleutels]]:
    """Cut messages into batches somewhere."""
    knippen = sorted(draw(st.sets(st.integers(1, max(1, len(berichten) - 1)), max_size=4)))
    randen = [0, *knippen, len(berichten)]
    return [list(berichten[a:b]) for a, b in itertools.pairwise(randen) if a < b]


@st.composite
def consistent(draw: st.DrawFn) -> Sleutels:
    """Draw a message of one of three people, with any of that person's own numbers."""
    wie = draw(st.sampled_from("abc"))
    detentie = wie + draw(st.sampled_from("123"))
    return bericht(
        detentie, bsn=draw(st.sampled_from([None, wie])), skn=draw(st.sampled_from([None, wie]))
    )


def samenhang(berichten: Sequence[Sleutels]) -> list[frozenset[int]]:
    """Return which messages hang together by their keys: the slow and obvious way."""
    groepen: list[tuple[set[bytes], set[int]]] = []
    for plek, b in enumerate(berichten):
        sleutels, plekken = set(b.alle()), {plek}
        los = []
        for groep in groepen:
            if groep[0] & sleutels:
                sleutels |= groep[0]
                plekken |= groep[1]
            else:
                los.append(groep)
        groepen = [*los, (sleutels, plekken)]
    return sorted((frozenset(p) for _, p in groepen), key=min)


@settings(deadline=None, max_examples=300)
@given(berichten=st.lists(consistent(), min_size=1, max_size=14), keus=st.data())
def test_any_order_in_any_batches_links_exactly_what_the_keys_connect(
    berichten: list[Sleutels], keus: st.DataObject
) -> None:
    geschud = keus.draw(st.permutations(berichten))

    van, geheugen = koppel_partijen(keus.draw(in_partijen(geschud)))

    groepen: dict[UUID, set[int]] = defaultdict(set)
    for plek, dossier in enumerate(van):
        groepen[dossier].add(plek)
    assert sorted(map(frozenset, groepen.values()), key=min) == samenhang(geschud)
    assert set(groepen) == geheugen.dossiers


WILD = st.builds(
    bericht,
    st.sampled_from("123"),
    bsn=st.none() | st.sampled_from("abc"),
    skn=st.none() | st.sampled_from("xy"),
)


@settings(deadline=None, max_examples=300)
@given(berichten=st.lists(WILD, min_size=1, max_size=14), keus=st.data())
def test_two_bsns_are_never_one_dossier_whatever_else_they_share(
    berichten: list[Sleutels], keus: st.DataObject
) -> None:
    van, geheugen = koppel_partijen(keus.draw(in_partijen(berichten)))

    van_bsn: dict[bytes, set[UUID]] = defaultdict(set)
    for b, dossier in zip(berichten, van, strict=True):
        if b.bsn is not None:
            van_bsn[b.bsn].add(dossier)
    assert all(d == {geheugen.sleutels[bsn]} for bsn, d in van_bsn.items())
    assert len({geheugen.sleutels[bsn] for bsn in van_bsn}) == len(van_bsn)
