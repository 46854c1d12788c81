"""Alive, ready, ahead: three questions, and the age of what waits."""

from nazorg.consumers.voortgang import Voortgang


def begun() -> Voortgang:
    voortgang = Voortgang(stil_s=30, vast_s=60, hangt_s=180)
    voortgang.begin(0.0)
    return voortgang


def test_it_gets_half_a_minute_to_reach_kafka() -> None:
    assert begun().komt_vooruit(29)
    assert not begun().komt_vooruit(31)


def test_a_restart_gives_no_new_half_minute_to_get_ahead() -> None:
    voortgang = begun()
    voortgang.herstart()
    voortgang.begin(25.0)

    assert not voortgang.komt_vooruit(31)


def test_an_idle_consumer_is_ready() -> None:
    voortgang = begun()
    voortgang.peil(990, 1000, {"t[0]": 0})

    assert voortgang.is_gereed(1001)


def test_a_consumer_without_partitions_is_ready() -> None:
    voortgang = begun()
    voortgang.peil(1000, 1000, {})

    assert voortgang.is_gereed(1001)


def test_a_consumer_that_waits_for_kafka_lives_and_is_not_ready() -> None:
    for waarop in ("wacht_op_groep", "topic_ontbreekt", "kafka_onbereikbaar"):
        voortgang = begun()
        for nu in range(0, 600, 5):
            voortgang.klop(nu, waarop)
        voortgang.herstart()
        voortgang.begin(600.0)

        assert voortgang.is_levend(610)
        assert not voortgang.is_gereed(610)
        assert voortgang.toestand()["toestand"] == waarop


def test_a_consumer_that_nobody_watches_any_more_does_not_live() -> None:
    voortgang = begun()
    voortgang.peil(0, 0, {"t[0]": 0})

    assert voortgang.is_levend(29)
    assert not voortgang.is_levend(31)


def test_a_database_that_is_away_costs_readiness_and_not_life() -> None:
    voortgang = begun()
    voortgang.end_aanroep(voortgang.begin_aanroep(1), databank_weg=True)
    voortgang.peil(100, 100, {"t[0]": 0})

    assert voortgang.is_levend(101)
    assert not voortgang.is_gereed(101)
    assert voortgang.toestand()["databank"] == "weg"
    voortgang.end_aanroep(voortgang.begin_aanroep(102), databank_weg=None)
    assert not voortgang.is_gereed(103)
    voortgang.end_aanroep(voortgang.begin_aanroep(104), databank_weg=False)
    assert voortgang.is_gereed(105)


def test_a_call_that_never_comes_back_costs_life() -> None:
    voortgang = begun()
    voortgang.begin_aanroep(0)
    for nu in range(0, 200, 5):
        voortgang.klop(nu)

    assert voortgang.is_levend(179)
    assert not voortgang.is_levend(181)


def test_a_loop_that_turns_without_getting_ahead_is_not_ready() -> None:
    voortgang = begun()
    voortgang.peil(100, 100, {"t[0]": 0})
    voortgang.peil(159, 159, {"t[0]": 5})
    assert voortgang.is_gereed(159)
    voortgang.peil(161, 161, {"t[0]": 5})

    assert not voortgang.is_gereed(161)
    assert voortgang.is_levend(161)


def test_a_partition_of_which_the_end_is_unknown_counts_as_behind() -> None:
    voortgang = begun()
    voortgang.peil(61, 61, {"t[0]": None})

    assert not voortgang.komt_vooruit(61)


def test_a_backlog_that_shrinks_is_ahead() -> None:
    voortgang = begun()
    voortgang.leg_vast(100, aantal=500, apart=1)
    voortgang.peil(120, 120, {"t[0]": 9000})

    assert voortgang.komt_vooruit(120)
    assert voortgang.toestand() == {
        "toestand": "leest",
        "databank": "ok",
        "verwerkt": 500,
        "apart_gezet_door_fout": 1,
        "herstarts": 0,
        "achterstand": 9000,
        "partities": {"t[0]": 9000},
    }


def test_the_oldest_is_as_old_as_kafka_says_and_not_as_we_know_it() -> None:
    voortgang = begun()
    assert voortgang.oudste(1000) == 0
    voortgang.wacht_op({"t[0]": 400.0, "t[1]": 900.0})
    voortgang.peil(1000, 1000, {"t[0]": 3, "t[1]": 1, "t[2]": 7, "t[3]": None})

    assert voortgang.oudste(1001) == 601
    voortgang.wacht_op({}, klaar=["t[0]"])
    assert voortgang.oudste(1001) == 101
    # Of a partition that waits for its turn only this is known: it waits since then.
    voortgang.wacht_op({}, klaar=["t[1]"])
    assert voortgang.oudste(1001) == 1
    voortgang.peil(1002, 1002, {"t[0]": 0, "t[1]": 0, "t[2]": 0, "t[3]": 0})
    assert voortgang.oudste(1003) == 0


def test_the_oldest_stays_the_oldest_while_the_consumer_starts_anew() -> None:
    voortgang = begun()
    voortgang.wacht_op({"t[0]": 400.0})
    voortgang.herstart()
    voortgang.begin(1000.0)
    voortgang.peil(1010, 1010, {"t[0]": None})

    assert voortgang.oudste(1011) == 611


def test_what_another_consumer_took_over_is_no_longer_ours_to_tell() -> None:
    voortgang = begun()
    voortgang.wacht_op({"t[0]": 400.0, "t[1]": 990.0})
    voortgang.peil(1000, 1000, {"t[1]": 2})

    assert voortgang.oudste(1000) == 10
