from core.rules.budget_rows import Spot, own_frames, rows_of

EKA, BUF, SCHOOL, TEACHING, CARE, UNDISTRIBUTED, HOME, HOME_ANSVAR = range(1, 9)
SPOTS = [
    Spot(EKA, None, False),
    Spot(BUF, EKA, False),
    Spot(SCHOOL, BUF, False),
    Spot(TEACHING, SCHOOL, True),
    Spot(CARE, SCHOOL, True),
    Spot(UNDISTRIBUTED, BUF, True),
    Spot(HOME, EKA, False),
    Spot(HOME_ANSVAR, HOME, True),
]


def test_rows_are_asked_units_and_what_lies_outside_them() -> None:
    rows = rows_of(SPOTS, {SCHOOL})

    assert rows == {
        SCHOOL: SCHOOL, TEACHING: SCHOOL, CARE: SCHOOL, UNDISTRIBUTED: UNDISTRIBUTED,
        HOME: HOME, HOME_ANSVAR: HOME,
    }  # fmt: skip


def test_rows_of_an_asked_unit_above_hold_all_that_is_not_asked_itself() -> None:
    rows = rows_of(SPOTS, {BUF, CARE})

    assert (rows[TEACHING], rows[CARE], rows[UNDISTRIBUTED], rows[SCHOOL]) == (BUF, CARE, BUF, BUF)


def test_rows_give_every_ansvar_exactly_one() -> None:
    ansvar = {spot.id for spot in SPOTS if spot.is_ansvar}

    for asked in (set(), {EKA}, {SCHOOL, HOME}, {BUF, SCHOOL}):
        assert ansvar <= rows_of(SPOTS, asked).keys()


def test_frames_of_rows_leave_out_what_rows_inside_have_got() -> None:
    rows = rows_of(SPOTS, {BUF, SCHOOL})

    own = own_frames({BUF: 1_000, SCHOOL: 600, HOME: None}, rows, SPOTS)

    assert own == {BUF: 400, SCHOOL: 600}
