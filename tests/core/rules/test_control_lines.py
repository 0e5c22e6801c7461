from core.rules.control_lines import ControlLine, ControlRule, Finding, Names, kronor, merged, of_line, usual


def test_what_is_said_about_one_line_is_one_finding_with_the_strongest_reason_first() -> None:
    line = ControlLine(7, "6830", "4402", 186_000_00, "Licens", "Kvisten AB", "L 5477", "L/5477/1")
    other = Finding(ControlRule.MISSING, "Kvisten AB/month", 7, "", 500_000_00, "Kvisten AB", "Saknas.")

    found = merged(
        [
            of_line(ControlRule.FIRST_USE, line, "Aldrig förut."),
            other,
            of_line(ControlRule.OTHER_UNIT, line, "Annan enhet."),
        ]
    )

    assert [(one.rule, one.reason, one.more) for one in found] == [
        (ControlRule.MISSING, "Saknas.", ()),
        (ControlRule.OTHER_UNIT, "Annan enhet.", ("Aldrig förut.",)),
    ]


def test_usual_month_is_the_middle_one_of_those_with_anything() -> None:
    assert usual([0, 300, 0, 100, 200, 900]) == 200
    assert usual([0, 0]) == 0


def test_words_of_codes_and_amounts() -> None:
    names = Names({"6830": "Licenser"}, {7: "Ledning (4330)"})

    assert names.account_words("6830") == "6830 Licenser"
    assert names.account_words("9999") == "9999"
    assert names.unit_words(7) == "Ledning (4330)"
    assert names.unit_words(8) == "ett annat ansvar"
    assert kronor(48_200_00) == "48\u00a0200\u00a0kr"
