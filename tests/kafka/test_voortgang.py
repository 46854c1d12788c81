"""Alive is: the loop turns, and it gets ahead when there is anything to read."""

from nazorg.consumers.voortgang import Voortgang


def begun() -> Voortgang:
    voortgang = Voortgang(stil_s=30, vast_s=60)
    voortgang.begin(0.0)
    return voortgang


def test_it_gets_half_a_minute_to_reach_kafka() -> None:
    assert begun().is_levend(29)
    assert not begun().is_levend(31)


def test_a_restart_gives_no_new_half_minute() -> None:
    voortgang = begun()
    voortgang.herstart()
    voortgang.begin(25.0)

    assert not voortgang.is_levend(31)


def test_an_idle_consumer_is_alive() -> None:
    voortgang = begun()
    voortgang.peil(990, 1000, {"t[0]": 0})

    assert voortgang.is_levend(1001)


def test_a_consumer_without_partitions_is_alive() -> None:
    voortgang = begun()
    voortgang.peil(1000, 1000, {})

    assert voortgang.is_levend(1001)


def test_a_loop_that_turns_without_getting_ahead_is_not_alive() -> None:
    voortgang = begun()
    voortgang.peil(100, 100, {"t[0]": 0})
    voortgang.peil(159, 159, {"t[0]": 5})
    assert voortgang.is_levend(159)
    voortgang.peil(161, 161, {"t[0]": 5})

    assert not voortgang.is_levend(161)


def test_a_partition_of_which_the_end_is_unknown_counts_as_behind() -> None:
    voortgang = begun()
    voortgang.peil(61, 61, {"t[0]": None})

    assert not voortgang.is_levend(61)


def test_a_backlog_that_shrinks_is_alive() -> None:
    voortgang = begun()
    voortgang.leg_vast(100, aantal=500, apart=1)
    voortgang.peil(120, 120, {"t[0]": 9000})

    assert voortgang.is_levend(120)
    assert voortgang.toestand() == {
        "toestand": "leest",
        "verwerkt": 500,
        "apart_gezet_door_fout": 1,
        "herstarts": 0,
        "achterstand": 9000,
        "partities": {"t[0]": 9000},
    }
