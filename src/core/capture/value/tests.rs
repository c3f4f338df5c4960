//! Makers of measures for the tests of values, and what holds for every text.

mod readings;
mod refusals;

use proptest::prelude::*;

use super::*;
use crate::capture::number::{quantity, text};
use crate::domain::measure::{Direction, Step};

fn of(kind: Kind, unit: &str) -> Measure {
    Measure {
        kind,
        unit: (!unit.is_empty()).then(|| unit.to_owned()),
        scale: (kind == Kind::Rating).then(|| q("5")),
        ..Measure::default()
    }
}

fn q(text: &str) -> Quantity {
    text.parse().expect("a quantity")
}

fn of_steps(names: &[(&str, i64)]) -> Measure {
    let step = |(name, weight): &(&str, i64)| Step {
        name: (*name).to_owned(),
        weight: Quantity::from(*weight),
    };
    Measure {
        steps: names.iter().map(step).collect(),
        ..of(Kind::Steps, "")
    }
}

fn after(value: &str) -> Last<'static> {
    Last {
        value: Some(q(value)),
        ..Last::default()
    }
}

fn shell(typed: &str, measure: &Measure, last: &Last) -> Result<Typed, Error> {
    parse(typed, "K6", measure, last, Comma::Auto, Source::Shell)
}

#[test]
fn a_slip_is_noticed() {
    let bugs = Measure {
        start: Some(q("120")),
        target: Some(q("84")),
        direction: Direction::Down,
        ..of(Kind::Count, "reports")
    };
    let said = |value: &str, last: &str| slip(q(value), &bugs, Some(q(last)));
    assert_eq!(
        said("1040", "104").as_deref(),
        Some("10 times the last value (104)")
    );
    assert!(
        said("10.4", "104")
            .expect("a tenth")
            .starts_with("a tenth of the last value")
    );
    assert!(
        said("141", "104")
            .expect("the wrong way")
            .contains("more than the whole way")
    );
    assert_eq!(said("140", "104"), None);
    assert_eq!(said("50", "104"), None);
    assert_eq!(said("0", "104"), None);
    assert_eq!(slip(q("1040"), &bugs, None), None);
}

fn any_measure() -> impl Strategy<Value = Measure> {
    let units = prop::sample::select(vec![
        "",
        "%",
        "reports",
        "USD",
        "hours",
        "ms",
        "of 10 pilots",
        "m",
    ]);
    (prop::sample::select(Kind::ALL.to_vec()), units, 0_usize..4).prop_map(|(kind, unit, steps)| {
        let names = [("draft", 1), ("legal + print", 2), ("3/4", 1)];
        Measure {
            steps: of_steps(&names[..steps]).steps,
            ..of(kind, unit)
        }
    })
}

#[test]
fn a_count_is_never_below_nothing_nor_above_all_there_are() {
    let pilots = of(Kind::Count, "of 10 pilots");
    for (typed, last) in [
        ("11", None),
        ("11/10", None),
        ("+3", Some(8)),
        ("-9", Some(8)),
    ] {
        let last = Last {
            value: last.map(Quantity::from),
            ..Last::default()
        };
        let error = shell(typed, &pilots, &last).expect_err(typed);
        assert_eq!(error.code, "E203", "{typed}");
    }
    let time = Measure {
        start: Some(Quantity::from(8)),
        ..of(Kind::Duration, "hours")
    };
    assert_eq!(
        shell("-9h", &time, &Last::default())
            .expect_err("below zero")
            .code,
        "E203"
    );
    // What is planned below zero may be there.
    let owed = Measure {
        start: Some(Quantity::from(-5)),
        ..of(Kind::Count, "points")
    };
    assert!(shell("-2", &owed, &Last::default()).is_ok());
}

proptest! {
    #[test]
    fn what_is_shown_can_be_typed_as_a_value(measure in any_measure(), thousandths in 0_i64..99_999_999) {
        let thousand = Quantity::from(1000);
        let value = Quantity::from(thousandths).over(thousand).expect("smaller");
        let bounded = matches!(measure.kind, Kind::Rating | Kind::Milestone | Kind::Steps | Kind::Zones);
        let value = if bounded { Quantity::from(thousandths % 1001).over(thousand).expect("a share") } else { value };
        let of_ten = measure.kind == Kind::Count && measure.unit.as_deref() == Some("of 10 pilots");
        prop_assume!(!of_ten || value <= Quantity::from(10));
        prop_assume!(measure.kind != Kind::Rank || value >= Quantity::ONE);
        let shown = text(value, &measure);
        let money = measure.kind == Kind::Currency && value.is_zero();
        let read = shell(&shown, &measure, &Last::default()).map(|typed| typed.value);
        prop_assert!(money || read == Ok(Some(value)), "{} as {:?}", shown, read);
    }

    #[test]
    fn no_text_brings_a_value_down(
        typed in prop_oneof![
            "\\PC{0,30}",
            "[-+x*=?#$€0-9.,%/ kmMbhd]{0,12}",
            "(commit|fail|stretch|draft|print|done)?[+, ]{0,2}[0-9a-z%]{0,6}",
        ],
        measure in any_measure(),
        last in prop::option::of(any::<i32>()),
        start in prop::option::of(any::<i32>()),
    ) {
        let measure = Measure { start: start.map(|start| Quantity::from(i64::from(start))), ..measure };
        let last = Last { value: last.map(|last| Quantity::from(i64::from(last))), text: Some("1/2"), done: &[] };
        for source in [Source::Shell, Source::File] {
            match parse(&typed, "K6", &measure, &last, Comma::Auto, source) {
                Ok(read) => {
                    if let Some(value) = read.value {
                        let _ = slip(value, &measure, last.value);
                        if !read.same {
                            prop_assert_eq!(quantity(&text(value, &measure), &measure, Comma::Auto), Ok(value));
                        }
                    }
                }
                Err(error) => prop_assert!(!error.message.is_empty()),
            }
        }
    }
}
