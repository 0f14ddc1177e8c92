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


def test_a_day_is_read_by_hand_and_read_again_adds_nothing(empty_desk: Desk) -> None:
    with iccam_stand_in.opened() as stand_in:
        stand_in.assign("https://one.invalid/pay", "2026-11-23T08:00:00Z")
        broken = stand_in.assign("no address", "2026-11-23T09:00:00Z")
        words = ("iccam", "read", "--data", empty_desk.data, "--day", "2026-11-23")
        first = farthing(*words, **environment_of(empty_desk, stand_in))
        assert (first.returncode, first.stdout) == (
            1,
            "1 reports are new, 0 were known; 0 of ours were looked at.\n",
        )
        assert f"/{broken}: This is not a site's address" in first.stderr
        stand_in.contents[broken]["hotlineReference"] = "seen"
        again = farthing(*words, **environment_of(empty_desk, stand_in))
        assert (again.returncode, again.stdout) == (
            0,
            "0 reports are new, 0 were known; 0 of ours were looked at.\n",
        )
    gone = farthing(*words, **environment_of(empty_desk, stand_in))
    assert gone.returncode == 1
    assert "ICCAM is not reached" in gone.stderr
