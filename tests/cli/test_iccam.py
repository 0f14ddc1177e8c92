"""`farthing iccam`: the way to ICCAM tried, and days of it read, against a real stand-in."""

from __future__ import annotations

from cli.test_desk import data_of, farthing
from desk_server import Desk
from doors import iccam_stand_in
from doors.iccam_stand_in import PASSWORD, USER, StandIn


def environment_of(desk: Desk, stand_in: StandIn, **changes: str) -> dict[str, str]:
    return data_of(desk) | {
        "FARTHING_ICCAM": stand_in.base,
        "FARTHING_ICCAM_USER": USER,
        "FARTHING_ICCAM_PASSWORD": PASSWORD,
        "FARTHING_EGRESS": "1",
        **changes,
    }


def test_a_check_signs_in_and_reads_nothing(empty_desk: Desk) -> None:
    words = ("iccam", "check", "--data", empty_desk.data)
    with iccam_stand_in.opened() as stand_in:
        good = farthing(*words, **environment_of(empty_desk, stand_in))
        assert (good.returncode, good.stdout) == (0, "ICCAM lets the house in as house.\n")
        assert stand_in.asked == ["POST Authentication"]
        refused = farthing(*words, **environment_of(empty_desk, stand_in, FARTHING_ICCAM_PASSWORD="wrong"))
        assert (refused.returncode, refused.stderr) == (1, "farthing: ICCAM refuses the house’s account.\n")
        for changes, why in (
            ({"FARTHING_ICCAM": ""}, "ICCAM is off"),
            ({"FARTHING_ICCAM": "http://iccam.example"}, "no https address"),
            ({"FARTHING_ICCAM_USER": ""}, "FARTHING_ICCAM_USER"),
            ({"FARTHING_EGRESS": ""}, "Egress is off"),
        ):
            wrong = farthing(*words, **environment_of(empty_desk, stand_in, **changes))
            assert wrong.returncode == 2
            assert why in wrong.stderr
    gone = farthing(*words, **environment_of(empty_desk, stand_in))
    assert gone.returncode == 1
    assert "ICCAM is not reached" in gone.stderr
