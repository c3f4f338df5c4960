//! Tables and properties of reading and printing numbers.

use proptest::prelude::*;

use super::*;
use crate::domain::measure::{Marks, Step};

fn of(kind: Kind, unit: &str) -> Measure {
    Measure {
        kind,
        unit: (!unit.is_empty()).then(|| unit.to_owned()),
        ..Measure::default()
    }
}

fn q(text: &str) -> Quantity {
    text.parse().expect("a quantity")
}

#[test]
fn each_written_form_is_read_as_what_it_says() {
    let usd = || Some(Unit::Currency("USD".to_owned()));
    let inr = || Some(Unit::Currency("INR".to_owned()));
    let eur = || Some(Unit::Currency("EUR".to_owned()));
    let word = |word: &str| Some(Unit::Word(word.to_owned()));
    for (typed, number, unit) in [
        ("104", "104", None),
        ("4.5", "4.5", None),
        (".5", "0.5", None),
        ("-0", "0", None),
        ("−3", "-3", None),
        ("82%", "82", Some(Unit::Percent)),
        ("2 pp", "2", Some(Unit::Points)),
        ("1,234", "1234", None),
        ("1,234,567.5", "1234567.5", None),
        ("1,5", "1.5", None),
        ("0,123", "0.123", None),
        ("1 234 567", "1234567", None),
        ("1 234,5", "1234.5", None),
        ("1_000", "1000", None),
        ("1'000.25", "1000.25", None),
        ("1.2M", "1200000", None),
        ("40k", "40000", None),
        ("3bn", "3000000000", None),
        ("25 lakh", "2500000", None),
        ("₹10 crore", "100000000", inr()),
        ("3cr", "30000000", None),
        ("3 billion", "3000000000", None),
        ("5m", "5000000", None),
        ("1.5e3", "1500", None),
        ("1e-5", "0.00001", None),
        ("$40k", "40000", usd()),
        ("40k$", "40000", usd()),
        ("40kUSD", "40000", usd()),
        ("40k USD", "40000", usd()),
        ("USD 40k", "40000", usd()),
        ("$1.2m", "1200000", usd()),
        ("-$5", "-5", usd()),
        ("€1.5M", "1500000", eur()),
        ("1.5 M€", "1500000", eur()),
        ("250ms", "250", Some(Unit::Time(TimeUnit::Milliseconds))),
        ("4h", "4", Some(Unit::Time(TimeUnit::Hours))),
        ("1h30", "90", Some(Unit::Time(TimeUnit::Minutes))),
        ("1h 30m", "90", Some(Unit::Time(TimeUnit::Minutes))),
        ("2d", "2", Some(Unit::Time(TimeUnit::Days))),
        ("3 weeks", "3", Some(Unit::Time(TimeUnit::Weeks))),
        ("4.5/5", "4.5", Some(Unit::OutOf(q("5")))),
        ("#3", "3", Some(Unit::Rank)),
        ("12 articles", "12", word("articles")),
        ("40k visits", "40000", word("visits")),
        ("500人", "500", word("人")),
        ("12.5", "12.5", None),
    ] {
        let amount = amount(typed, Comma::Auto).expect(typed);
        assert_eq!((amount.number, amount.unit), (q(number), unit), "{typed}");
    }
}

#[test]
fn a_comma_means_what_the_setting_says() {
    for (typed, decimal, thousands) in [
        ("1,234", Some("1.234"), Some("1234")),
        ("1,5", Some("1.5"), None),
        ("1.234,5", Some("1234.5"), None),
        ("1.234.567", Some("1234567"), None),
        ("1,234.5", None, Some("1234.5")),
        ("1 234,5", Some("1234.5"), None),
    ] {
        let read = |comma| amount(typed, comma).map(|amount| amount.number).ok();
        assert_eq!(read(Comma::Decimal), decimal.map(q), "{typed}");
        assert_eq!(read(Comma::Thousands), thousands.map(q), "{typed}");
    }
}

#[test]
fn what_is_no_number_is_refused_with_a_reason() {
    for typed in [
        "",
        "abc",
        "NaN",
        "-inf",
        "∞",
        "1e400",
        "1e99999999999",
        "123456789012345678901234567890",
        "1000000000000000",
        "0.1234567890123456789",
        "1.2.3",
        "1.234.567",
        "12,34,567",
        "1 2",
        "1_2",
        ",5",
        "4..5",
        "--5",
        "3x4",
        "1h30h",
        "30m1h",
        "1:30",
        "$5€",
        "#3k$",
        "1/0x",
        "5/",
        "%",
        "$",
        "k",
    ] {
        let error = amount(typed, Comma::Auto).expect_err(typed);
        assert_eq!(error.code, "E204", "{typed}");
        assert!(!error.why.is_empty(), "{typed}");
    }
    assert!(amount(&"9".repeat(100_000), Comma::Auto).is_err());
}

#[test]
fn a_guess_about_a_mark_is_told() {
    let remarks = |typed: &str| amount(typed, Comma::Auto).expect(typed).remarks;
    assert_eq!(
        remarks("1.234"),
        ["1.234 read as 1.234; write 1234 if you meant thousands"]
    );
    assert_eq!(remarks("1,5"), ["1,5 read as 1.5"]);
    assert_eq!(
        remarks("1,234"),
        ["1,234 read as 1234; write 1.234 for a fraction"]
    );
    assert_eq!(remarks("5m"), ["5m read as 5000000; for minutes write min"]);
    assert_eq!(remarks("104"), [""; 0]);
}

#[test]
fn a_start_or_a_target_is_read_in_the_unit_of_its_measure() {
    for (typed, measure, number) in [
        ("82", of(Kind::Percent, "%"), "82"),
        ("82%", of(Kind::Percent, ""), "82"),
        ("0.9%", of(Kind::Percent, "%"), "0.9"),
        ("-5", of(Kind::Number, "NPS"), "-5"),
        ("0-5", of(Kind::Number, "NPS"), "-5"),
        ("99.9%", of(Kind::Hold, "%"), "99.9"),
        ("1h30", of(Kind::Hold, "hours"), "1.5"),
        ("40k€", of(Kind::Currency, "EUR/month"), "40000"),
        ("$40k", of(Kind::Currency, "CAD"), "40000"),
        ("30%", of(Kind::Milestone, ""), "0.3"),
        ("0.7", of(Kind::Milestone, ""), "0.7"),
        ("120 report", of(Kind::Relative, "reports"), "120"),
    ] {
        assert_eq!(
            quantity(typed, &measure, Comma::Auto),
            Ok(q(number)),
            "{typed}"
        );
    }
    let percent = of(Kind::Percent, "%");
    let error = quantity("0.9", &percent, Comma::Auto).expect_err("90% or 0.9%");
    assert_eq!(
        (error.code, error.why[1].as_str()),
        ("E208", "Write 90% or 0.9%.")
    );
}

#[test]
fn a_quantity_reads_the_same_on_every_screen() {
    let rating = Measure {
        scale: Some(q("5")),
        ..of(Kind::Rating, "/5")
    };
    for (value, measure, shown) in [
        ("90", of(Kind::Percent, "%"), "90%"),
        ("104", of(Kind::Relative, "reports"), "104 reports"),
        ("1040", of(Kind::Count, ""), "1040"),
        ("58000", of(Kind::Currency, "USD"), "58 000 USD"),
        ("-1234567.25", of(Kind::Number, ""), "-1 234 567.25"),
        ("4.5", rating, "4.5/5"),
        ("3", of(Kind::Rank, "rank"), "#3"),
        ("5.5", of(Kind::Delta, "pp"), "5.5%"),
        ("1", of(Kind::Milestone, ""), "done"),
        ("0.5", of(Kind::Milestone, ""), "50%"),
        ("0.46", of(Kind::Zones, ""), "commit+40%"),
        ("0.7", of(Kind::Zones, ""), "target"),
        ("0.6", of_steps(&[1; 5]), "3/5"),
        ("0.9", of_steps(&[9, 1]), "90%"),
    ] {
        assert_eq!(text(q(value), &measure), shown);
    }
}

fn of_steps(weights: &[i64]) -> Measure {
    let step = |(at, weight): (usize, &i64)| Step {
        name: format!("part {at}"),
        weight: Quantity::from(*weight),
    };
    Measure {
        steps: weights.iter().enumerate().map(step).collect(),
        ..of(Kind::Steps, "")
    }
}

fn any_measure() -> impl Strategy<Value = Measure> {
    let units = prop::sample::select(vec![
        "",
        "%",
        "pp",
        "reports",
        "interviews/week",
        "of 10 pilots",
        "USD",
        "EUR/month",
        "XYZ",
        "ms",
        "m",
        "hours",
        "days/sprint",
        "k",
        "M",
        "/5",
        "5",
        "2nd visits",
        "人",
        "x",
        "e5",
        "months",
        "ſ",
        "+",
        "-",
    ]);
    (
        prop::sample::select(Kind::ALL.to_vec()),
        units,
        prop::collection::vec(1_i64..9, 0..6),
        1_i64..99,
    )
        .prop_map(|(kind, unit, weights, mark)| {
            let commit = Quantity::from(mark).over(Quantity::from(200));
            let marks = commit.map(|commit| Marks {
                commit,
                target: q("0.75"),
            });
            Measure {
                kind,
                scale: (kind == Kind::Rating).then(|| Quantity::from(10)),
                marks: marks.filter(|_| mark % 2 == 0),
                ..Measure {
                    unit: of(kind, unit).unit,
                    ..of_steps(&weights)
                }
            }
        })
}

/// A quantity the measure can hold.
fn any_value(measure: &Measure, mantissa: i64, scale: u32) -> Quantity {
    let whole = Quantity::from(mantissa);
    let value = (0..scale).fold(whole, |value, _| {
        value.over(Quantity::from(10)).expect("smaller")
    });
    match measure.kind {
        Kind::Rating | Kind::Milestone | Kind::Steps | Kind::Zones => {
            let share = value.size();
            if share > Quantity::ONE {
                share
                    .over(Quantity::from(1_000_000_000_000_000))
                    .expect("a share")
            } else {
                share
            }
        }
        Kind::Rank => value.size().plus(Quantity::ONE).unwrap_or(Quantity::ONE),
        _ => value,
    }
}

proptest! {
    #[test]
    fn what_is_shown_reads_back_the_same_under_every_setting(
        measure in any_measure(),
        mantissa in prop_oneof![-99_999_i64..99_999, -99_999_999_999_999_i64..99_999_999_999_999],
        scale in 0_u32..9,
    ) {
        let value = any_value(&measure, mantissa, scale);
        let shown = text(value, &measure);
        for comma in [Comma::Auto, Comma::Decimal, Comma::Thousands] {
            prop_assert_eq!(quantity(&shown, &measure, comma), Ok(value), "{}", shown);
        }
        let line = line_value(value, &measure);
        prop_assert_eq!(quantity(&line, &measure, Comma::Auto), Ok(value), "{}", line);
        prop_assert!(!line.contains([' ', '$', '#', '-']) || line.starts_with("0-"), "{}", line);
    }

    #[test]
    fn no_text_brings_reading_down(
        typed in prop_oneof!["\\PC{0,30}", "[-+0-9.,_' kmMbn%$€#/ehdsw]{0,14}"],
        measure in any_measure(),
    ) {
        for comma in [Comma::Auto, Comma::Decimal, Comma::Thousands] {
            let _ = amount(&typed, comma);
            let _ = quantity(&typed, &measure, comma);
        }
    }
}
