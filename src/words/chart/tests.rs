//! Whole charts, compared line by line.

use super::*;
use crate::words::glyphs::GlyphSet;
use crate::words::text::Ambiguous;

fn date(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
}

fn bug_reports(unknown: Option<usize>) -> Vec<(NaiveDate, Option<f64>)> {
    let values = [
        120.0, 118.0, 117.0, 115.0, 112.0, 110.0, 108.0, 106.0, 104.0,
    ];
    let weeks = values.into_iter().enumerate();
    weeks
        .map(|(week, value)| {
            (
                date(7, 1) + chrono::Days::new(7 * week as u64),
                (unknown != Some(week)).then_some(value),
            )
        })
        .collect()
}

fn drawn(values: &[(NaiveDate, Option<f64>)], set: GlyphSet) -> Vec<String> {
    let chart = Chart {
        from: date(7, 1),
        until: date(9, 30),
        today: Some(date(8, 28)),
        values,
        pace: &[(date(7, 1), 120.0), (date(9, 30), 84.0)],
        cone: &[],
        start: Some(120.0),
        target: Some(84.0),
        ..Chart::default()
    };
    let ruler = Ruler {
        set,
        ambiguous: Ambiguous::Narrow,
    };
    chart.lines(60, 12, &ruler, &|value| value.to_string())
}

#[test]
fn a_falling_key_result_is_drawn_against_its_pace() {
    let expected = [
        "120 ┤●···●",
        "    │    ╌···●···●··",
        "    │           ╌╌╌╌··●···●··",
        "    │                 ╌╌╌╌╌╌╌·●···●···",
        "104 ┤                        ╌╌╌╌╌╌╌  ●",
        "    │                               ╌╌╌╌╌╌╌",
        "    │                                      ╌╌╌╌╌╌",
        "    │                                            ╌╌╌╌╌╌╌",
        " 84 ┤┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄╌╌╌╌",
        "    └───────────────────────────────────────────────────────",
        "     1 Jul             1 Aug           now            30 Sep",
        "     ● value  ╌ pace  ┄ target",
    ];
    assert_eq!(drawn(&bug_reports(None), GlyphSet::Unicode), expected);
}

#[test]
fn an_unknown_value_breaks_the_line() {
    let expected = [
        "120 +o...o",
        "    |    -...o...o",
        "    |           ------    o..",
        "    |                 -------.o...o...",
        "104 +                        -------  o",
        "    |                               -------",
        "    |                                      ------",
        "    |                                            -------",
        " 84 +===================================================----",
        "    +-------------------------------------------------------",
        "     1 Jul             1 Aug           now            30 Sep",
        "     o value  - pace  = target",
    ];
    assert_eq!(drawn(&bug_reports(Some(4)), GlyphSet::Ascii), expected);
}

#[test]
fn nothing_to_draw_draws_nothing() {
    let mut chart = Chart {
        from: date(7, 1),
        until: date(7, 1),
        today: None,
        values: &[(date(7, 1), None), (date(7, 8), Some(f64::NAN))],
        pace: &[],
        cone: &[],
        start: None,
        ..Chart::default()
    };
    let ruler = Ruler::default();
    let name = |value: f64| value.to_string();
    assert!(chart.lines(60, 10, &ruler, &name).is_empty());
    chart.target = Some(5.0);
    assert_eq!(chart.lines(60, 10, &ruler, &name).len(), 10);
    assert_eq!(chart.lines(60, 0, &ruler, &name).len(), 6);
    assert!(chart.lines(8, 10, &ruler, &name).is_empty());
}

#[test]
fn what_is_likely_ahead_opens_like_a_cone_with_its_middle() {
    let chart = Chart {
        from: date(7, 1),
        until: date(8, 2),
        today: Some(date(7, 17)),
        values: &[(date(7, 1), Some(0.0)), (date(7, 17), Some(4.0))],
        pace: &[],
        cone: &[
            (date(7, 17), [4.0, 4.0, 4.0]),
            (date(7, 25), [3.0, 5.0, 7.0]),
            (date(8, 2), [2.0, 6.0, 10.0]),
        ],
        start: Some(0.0),
        target: Some(10.0),
        ..Chart::default()
    };
    let ruler = Ruler {
        set: GlyphSet::Ascii,
        ambiguous: Ambiguous::Narrow,
    };
    let drawn = chart.lines(40, 9, &ruler, &|value| value.to_string());
    let expected = [
        "10 +=================================:::",
        "   |                           :::::::::",
        "   |                     ::::::%%%%%%%%%",
        " 4 +              ....o%%%%%%%%:::::::::",
        "   |     .........            ::::::::::",
        " 0 +o....",
        "   +------------------------------------",
        "    1 Jul             now          2 Aug",
        "o value = target % forecast : 80% range",
    ];
    assert_eq!(drawn, expected);
}

fn four(way: Way, bounds: Option<[f64; 2]>, form: Form) -> Vec<String> {
    let chart = Chart {
        from: date(7, 1),
        until: date(7, 29),
        values: &[
            (date(7, 1), Some(3.0)),
            (date(7, 8), Some(4.5)),
            (date(7, 15), Some(3.5)),
            (date(7, 22), Some(3.5)),
        ],
        bounds,
        way,
        picked: Some(date(7, 22)),
        form,
        ..Chart::default()
    };
    chart.lines(40, 9, &Ruler::default(), &|value| value.to_string())
}

#[test]
fn a_hold_shows_its_bounds_as_a_band_and_what_is_outside_as_x() {
    let drawn = four(Way::Straight, Some([f64::NEG_INFINITY, 4.0]), Form::Block);
    let expected = [
        "4.5 ┤         x·",
        "    │       ··  ··",
        "  4 ┤░░░░░··░░░░░░··░░░░░░░░░░░░░░░░░░░░",
        "3.5 ┤░░░··░░░░░░░░░░··●········◉░░░░░░░░",
        "    │░··░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░",
        "  3 ┤●░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░",
    ];
    assert_eq!(drawn[..6], expected, "{drawn:#?}");
    assert!(
        drawn[8].ends_with("● value  ░ inside  x outside"),
        "{drawn:#?}"
    );
}

#[test]
fn steps_stand_until_they_change_at_once() {
    let drawn = four(Way::Stairs, None, Form::Block);
    let expected = [
        "4.5 ┤         ●········",
        "    │         ·       ·",
        "    │         ·       ·",
        "3.5 ┤         ·       ●········◉",
        "    │         ·",
        "  3 ┤●·········",
    ];
    assert_eq!(drawn[..6], expected, "{drawn:#?}");
}

#[test]
fn dots_need_no_more_room_and_ascii_has_none() {
    let dots = four(Way::Straight, None, Form::Braille);
    assert!(
        dots.concat()
            .contains(|sign| ('\u{2801}'..='\u{28ff}').contains(&sign))
    );
    assert!(
        dots.iter().all(|line| line.chars().count() <= 40),
        "{dots:#?}"
    );
    let ascii = four(Way::Straight, None, Form::Ascii);
    assert!(ascii.iter().all(|line| line.is_ascii()), "{ascii:#?}");
}

#[test]
fn marks_lie_across_and_are_named() {
    let chart = Chart {
        from: date(7, 1),
        until: date(7, 29),
        values: &[(date(7, 1), Some(0.0))],
        target: Some(10.0),
        marks: &[3.0, 7.0],
        ..Chart::default()
    };
    let drawn = chart.lines(30, 13, &Ruler::default(), &|value| value.to_string());
    assert!(drawn[3].starts_with(" 7 ┤···"), "{drawn:#?}");
    assert!(drawn[6].starts_with(" 3 ┤···"), "{drawn:#?}");
}

#[test]
fn an_end_that_is_only_likely_is_named_in_three_digits() {
    let chart = Chart {
        from: date(7, 1),
        until: date(8, 2),
        values: &[(date(7, 1), Some(0.0)), (date(7, 17), Some(78_500.0))],
        cone: &[
            (date(7, 17), [78_500.0, 78_500.0, 78_500.0]),
            (date(8, 2), [76_875.3, 100_150.2, 124_154.3]),
        ],
        ..Chart::default()
    };
    let drawn = chart.lines(40, 9, &Ruler::default(), &|value| value.to_string());
    assert!(drawn[0].starts_with("124000 ┤"), "{drawn:#?}");
}
