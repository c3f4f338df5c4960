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
fn each_form_of_a_value_is_read_against_the_measure_and_the_last_value() {
    let below_one = Measure {
        target: Some(q("0.5")),
        ..of(Kind::Percent, "%")
    };
    let twelve = Measure {
        target: Some(q("12")),
        ..of(Kind::Count, "articles")
    };
    let of_ten = of(Kind::Count, "of 10 pilots");
    for (typed, measure, last, value) in [
        ("82", of(Kind::Number, ""), "1", "82"),
        ("82", of(Kind::Percent, "%"), "50", "82"),
        ("82%", of(Kind::Percent, "%"), "50", "82"),
        ("８２％", of(Kind::Percent, "%"), "50", "82"),
        ("0.9%", of(Kind::Percent, "%"), "50", "0.9"),
        ("0.82", of(Kind::Percent, "%"), "0.9", "0.82"),
        ("0.82", below_one, "5", "0.82"),
        ("0", of(Kind::Percent, "%"), "50", "0"),
        ("4.5/5", of(Kind::Rating, "/5"), "4", "4.5"),
        ("9/10", of(Kind::Rating, "/5"), "4", "4.5"),
        ("2/3", of(Kind::Rating, "/5"), "4", "3.33"),
        ("4.5", of(Kind::Rating, "/5"), "4", "4.5"),
        ("4.6 stars", of(Kind::Rating, "/5"), "4", "4.6"),
        ("7/12", twelve, "6", "7"),
        ("7/10", of_ten, "6", "7"),
        ("+3", of(Kind::Count, "articles"), "104", "107"),
        ("-2", of(Kind::Count, "reports"), "106", "104"),
        ("−2", of(Kind::Count, "reports"), "106", "104"),
        ("-0.1", of(Kind::Number, ""), "4.2", "4.1"),
        ("-2%", of(Kind::Percent, "%"), "90", "88"),
        ("+5%", of(Kind::Percent, "%"), "80", "85"),
        ("+0.5", of(Kind::Percent, "%"), "80", "80.5"),
        ("+2k", of(Kind::Count, "visits"), "58000", "60000"),
        ("+1h30", of(Kind::Duration, "hours"), "2", "3.5"),
        ("0-5", of(Kind::Number, "NPS"), "3", "-5"),
        ("x1.05", of(Kind::Number, ""), "200", "210"),
        ("x0.5", of(Kind::Duration, "ms"), "800", "400"),
        ("*1.05", of(Kind::Number, ""), "200", "210"),
        ("×2", of(Kind::Number, ""), "200", "400"),
        ("1.2M", of(Kind::Currency, "USD"), "1", "1200000"),
        ("1.2m", of(Kind::Currency, "USD"), "1", "1200000"),
        ("2m", of(Kind::Count, "visits"), "1", "2000000"),
        ("40k", of(Kind::Count, "visits"), "1", "40000"),
        ("3bn", of(Kind::Number, ""), "1", "3000000000"),
        ("$40k", of(Kind::Currency, "USD"), "1", "40000"),
        ("40k$", of(Kind::Currency, "USD"), "1", "40000"),
        ("40kUSD", of(Kind::Currency, "USD"), "1", "40000"),
        ("€1.5M", of(Kind::Currency, "EUR/month"), "1", "1500000"),
        ("58,000 USD", of(Kind::Currency, "USD"), "1", "58000"),
        ("250ms", of(Kind::Duration, "ms"), "1", "250"),
        ("250ms", of(Kind::Duration, "s"), "1", "0.25"),
        ("4h", of(Kind::Duration, "minutes"), "1", "240"),
        ("90m", of(Kind::Duration, "hours"), "1", "1.5"),
        ("1h30", of(Kind::Duration, "minutes"), "1", "90"),
        ("1h30m", of(Kind::Duration, "hours"), "1", "1.5"),
        ("1h20", of(Kind::Hold, "hours"), "1", "1.33333"),
        ("2d", of(Kind::Hold, "hours"), "1", "48"),
        ("3w", of(Kind::Duration, "days"), "1", "21"),
        ("99.95%", of(Kind::Hold, "%"), "99", "99.95"),
        ("#3", of(Kind::Rank, "rank"), "5", "3"),
        ("3", of(Kind::Rank, ""), "5", "3"),
        ("104 reports", of(Kind::Relative, "reports"), "1", "104"),
        ("1,234", of(Kind::Count, "reports"), "1", "1234"),
        ("42", of(Kind::Unknown, ""), "1", "42"),
        ("42%", of(Kind::Unknown, ""), "1", "42"),
    ] {
        let read = shell(typed, &measure, &after(last)).map_err(|error| error.message);
        assert_eq!(
            read.map(|typed| typed.value),
            Ok(Some(q(value))),
            "{typed} on {:?}",
            measure.kind
        );
    }
}

#[test]
fn milestones_steps_and_zones_have_words() {
    let review = [("draft", 1), ("legal review", 1), ("print", 3)];
    let done = ["draft".to_owned()];
    let started = Last {
        value: Some(q("0.2")),
        text: Some("1/3"),
        done: &done,
    };
    for (typed, measure, last, value, text, names) in [
        (
            "done",
            of(Kind::Milestone, ""),
            after("0"),
            "1",
            "done",
            vec![],
        ),
        (
            "Yes",
            of(Kind::Milestone, ""),
            after("0"),
            "1",
            "done",
            vec![],
        ),
        (
            "no",
            of(Kind::Milestone, ""),
            after("1"),
            "0",
            "not done",
            vec![],
        ),
        (
            "50%",
            of(Kind::Milestone, ""),
            after("0"),
            "0.5",
            "50%",
            vec![],
        ),
        (
            "3/5",
            of(Kind::Milestone, ""),
            after("0"),
            "0.6",
            "60%",
            vec![],
        ),
        ("3/5", of(Kind::Steps, ""), after("0"), "0.6", "3/5", vec![]),
        (
            "done",
            of_steps(&review),
            started,
            "1",
            "3/3",
            vec!["draft", "legal review", "print"],
        ),
        ("no", of_steps(&review), started, "0", "0/3", vec![]),
        (
            "print",
            of_steps(&review),
            started,
            "0.8",
            "2/3",
            vec!["draft", "print"],
        ),
        (
            "legal",
            of_steps(&review),
            started,
            "0.4",
            "2/3",
            vec!["draft", "legal review"],
        ),
        (
            "legal review+print",
            of_steps(&review),
            started,
            "1",
            "3/3",
            vec!["draft", "legal review", "print"],
        ),
        (
            "Print, draft",
            of_steps(&review),
            Last::default(),
            "0.8",
            "2/3",
            vec!["draft", "print"],
        ),
        (
            "2/3",
            of_steps(&review),
            started,
            "0.4",
            "2/3",
            vec!["draft", "legal review"],
        ),
        (
            "+1",
            of_steps(&review),
            started,
            "0.4",
            "2/3",
            vec!["draft", "legal review"],
        ),
        (
            "1",
            of_steps(&[("1", 1), ("2", 1)]),
            Last::default(),
            "0.5",
            "1/2",
            vec![],
        ),
        (
            "90%",
            of_steps(&review),
            started,
            "0.9",
            "90%",
            vec!["draft"],
        ),
        ("fail", of(Kind::Zones, ""), after("0"), "0", "fail", vec![]),
        (
            "commit",
            of(Kind::Zones, ""),
            after("0"),
            "0.3",
            "commit",
            vec![],
        ),
        (
            "Target",
            of(Kind::Zones, ""),
            after("0"),
            "0.7",
            "target",
            vec![],
        ),
        (
            "stretch",
            of(Kind::Zones, ""),
            after("0"),
            "1",
            "stretch",
            vec![],
        ),
        (
            "commit+40%",
            of(Kind::Zones, ""),
            after("0"),
            "0.46",
            "commit+40%",
            vec![],
        ),
        (
            "46%",
            of(Kind::Zones, ""),
            after("0"),
            "0.46",
            "commit+40%",
            vec![],
        ),
    ] {
        let read = shell(typed, &measure, &last).expect(typed);
        assert_eq!(
            (read.value, read.text.as_deref()),
            (Some(q(value)), Some(text)),
            "{typed}"
        );
        assert_eq!(read.done, names, "{typed}");
    }
}

#[test]
fn same_copies_the_last_value_and_unknown_keeps_it() {
    let done = ["draft".to_owned()];
    let last = Last {
        value: Some(q("0.5")),
        text: Some("1/2"),
        done: &done,
    };
    let steps = of_steps(&[("draft", 1), ("print", 1)]);
    for typed in ["=", "same", "Same"] {
        let read = shell(typed, &steps, &last).expect(typed);
        assert_eq!(
            (read.value, read.text.as_deref(), read.same),
            (last.value, last.text, true)
        );
        assert_eq!(read.done, done);
    }
    assert_eq!(shell("unknown", &steps, &last), Ok(Typed::default()));
    let file = |typed: &str| {
        parse(
            typed,
            "K6",
            &of(Kind::Count, ""),
            &after("1"),
            Comma::Auto,
            Source::File,
        )
    };
    assert_eq!(file("?"), Ok(Typed::default()));
    assert_eq!(
        shell("?", &steps, &last).expect_err("a glob").next,
        ["okr checkin K6 unknown"]
    );
    assert_eq!(
        shell("=", &steps, &Last::default())
            .expect_err("nothing before")
            .code,
        "E209"
    );
    let error = file("n/a").expect_err("no number");
    assert_eq!(
        (error.code, error.why[0].as_str()),
        ("E204", "Use ? for \"no number this week\".")
    );
    assert_eq!(file("").expect_err("empty").code, "E204");
}

#[test]
fn what_could_be_two_things_is_refused_with_the_line_to_type() {
    let count = Measure {
        target: Some(q("500")),
        ..of(Kind::Count, "readers")
    };
    let dollars = of(Kind::Currency, "USD");
    let steps = of_steps(&[("draft", 1), ("print", 1)]);
    for (typed, measure, last, code, next) in [
        (
            "0.9",
            of(Kind::Percent, "%"),
            "50",
            "E208",
            vec!["90%", "0.9%"],
        ),
        (
            "0,82",
            of(Kind::Percent, "%"),
            "50",
            "E208",
            vec!["82%", "0.82%"],
        ),
        (
            "0.5",
            of(Kind::Hold, "%"),
            "50",
            "E208",
            vec!["50%", "0.5%"],
        ),
        ("46/5", of(Kind::Rating, "/5"), "4.2", "E203", vec!["4.6/5"]),
        ("46", of(Kind::Rating, "/5"), "4.2", "E203", vec!["4.6/5"]),
        ("+1", of(Kind::Rating, "/5"), "4.2", "E203", vec![]),
        ("7/12", count.clone(), "6", "E203", vec!["7"]),
        ("7/12", of(Kind::Percent, "%"), "6", "E202", vec!["58.33%"]),
        ("+5%", count.clone(), "210", "E206", vec!["221", "x1.05"]),
        (
            "-2%",
            of(Kind::Number, ""),
            "50",
            "E206",
            vec!["49", "x0.98"],
        ),
        ("0k", dollars.clone(), "38000", "E205", vec!["40k"]),
        ("0M", count.clone(), "1", "E205", vec!["40M"]),
        (".2M", dollars.clone(), "1", "E205", vec!["1.2M"]),
        ("00", dollars.clone(), "1", "E205", vec!["400"]),
        (",000", dollars.clone(), "1", "E205", vec!["1,000"]),
        ("", dollars.clone(), "1", "E205", vec!["40k"]),
        (" ", count.clone(), "210", "E205", vec!["210"]),
        ("€40k", dollars.clone(), "1", "E202", vec!["40000"]),
        ("40k EUR", dollars, "1", "E202", vec!["40000"]),
        ("$40", count.clone(), "1", "E202", vec!["40"]),
        ("4h", count.clone(), "1", "E202", vec!["4"]),
        ("12 apples", count.clone(), "1", "E202", vec!["12"]),
        (
            "3 months",
            of(Kind::Duration, "days"),
            "1",
            "E202",
            vec!["3"],
        ),
        ("#0", of(Kind::Rank, ""), "1", "E203", vec!["1"]),
        ("-0", count.clone(), "1", "E204", vec!["same", "0"]),
        ("NaN", count.clone(), "1", "E204", vec![]),
        ("-inf", count.clone(), "1", "E204", vec![]),
        ("1e400", count.clone(), "1", "E204", vec![]),
        (
            "123456789012345678901234567890",
            count.clone(),
            "1",
            "E204",
            vec![],
        ),
        ("x", count.clone(), "1", "E204", vec![]),
        ("50", of(Kind::Milestone, ""), "0", "E203", vec!["50%"]),
        ("4/5", steps.clone(), "0", "E203", vec![]),
        ("1/5", steps.clone(), "0", "E203", vec!["1/2"]),
        ("prnt", steps.clone(), "0", "E204", vec!["print"]),
        ("draft+prnt", steps, "0", "E204", vec!["print"]),
        (
            "comit",
            of(Kind::Zones, ""),
            "0",
            "E204",
            vec!["commit", "commit+40%"],
        ),
        (
            "stretch+1%",
            of(Kind::Zones, ""),
            "0",
            "E203",
            vec!["stretch"],
        ),
        (
            "commit+140%",
            of(Kind::Zones, ""),
            "0",
            "E203",
            vec!["commit+40%"],
        ),
    ] {
        let error = shell(typed, &measure, &after(last)).expect_err(typed);
        assert_eq!(
            (error.code, error.kind as u8),
            (code, 4),
            "{typed}: {}",
            error.message
        );
        let lines: Vec<String> = next
            .iter()
            .map(|value| format!("okr checkin K6 {value}"))
            .collect();
        assert_eq!(error.next, lines, "{typed}: {}", error.message);
        assert!(!error.why.is_empty() || !error.next.is_empty(), "{typed}");
        for value in next {
            let again = shell(value, &measure, &after(last));
            assert!(again.is_ok(), "{value} is offered and refused: {again:?}");
        }
    }
}

#[test]
fn the_refusals_people_meet_most_say_what_happened() {
    let rating = shell("46/5", &of(Kind::Rating, "/5"), &after("4.2")).expect_err("above");
    assert_eq!(rating.message, "46/5 is above the top of the scale");
    assert_eq!(rating.why, ["K6 is rated out of 5, last value 4.2/5."]);
    let eaten = shell("0k", &of(Kind::Currency, "USD"), &after("1")).expect_err("eaten");
    assert_eq!(
        eaten.message,
        "value \"0k\" looks as if the shell replaced \"$4\""
    );
    assert_eq!(eaten.why[1], "Type it without the sign, K6 is in USD:");
    let target = Measure {
        target: Some(q("500")),
        ..of(Kind::Count, "")
    };
    let percent = shell("+5%", &target, &after("210")).expect_err("of what");
    assert_eq!(percent.message, "+5% of 500 or of the last value 210?");
    let two = shell("0.9", &of(Kind::Percent, "%"), &after("80")).expect_err("two readings");
    assert_eq!(two.message, "0.9 on a percent key result: 90% or 0.9%?");
}

#[test]
fn a_mistyped_flag_is_not_taken_for_a_value() {
    let count = of(Kind::Count, "");
    for typed in ["--confidnce", "--confidence=7", "-x", "-c7", "--5", "--"] {
        let error = shell(typed, &count, &after("104")).expect_err(typed);
        assert_eq!((error.code, error.kind as u8), ("E103", 2), "{typed}");
    }
    let error = shell("--confidnce", &count, &after("104")).expect_err("a flag");
    assert_eq!(error.next, ["okr checkin K6 104 --confidence 7"]);
    let review = of_steps(&[("legal review", 1)]);
    let error = shell("legal revew", &review, &Last::default()).expect_err("a slip");
    assert_eq!(error.next, ["okr checkin K6 'legal review'"]);
    let file = parse("--", "K6", &count, &after("1"), Comma::Auto, Source::File);
    assert_eq!(file.expect_err("no number").code, "E204");
}

#[test]
fn a_change_needs_something_to_change() {
    let bare = of(Kind::Count, "");
    assert_eq!(
        shell("+3", &bare, &Last::default())
            .expect_err("nothing")
            .code,
        "E209"
    );
    let below = shell("-3", &bare, &Last::default()).expect_err("nothing");
    assert_eq!(below.next, ["okr checkin K6 0-3"]);
    let started = Measure {
        start: Some(q("10")),
        ..bare
    };
    let read = shell("+3", &started, &Last::default()).expect("from the start");
    assert_eq!(read.value, Some(q("13")));
    assert_eq!(
        read.remarks,
        ["no check-in yet; +3 counted from the start, 10"]
    );
}

#[test]
fn doubtful_readings_are_told() {
    let remarks = |typed: &str, measure: &Measure, last: &str| {
        shell(typed, measure, &after(last))
            .expect(typed)
            .remarks
            .join("; ")
    };
    let count = of(Kind::Count, "deals");
    assert_eq!(
        remarks("1.234", &count, "1"),
        "1.234 read as 1.234; write 1234 if you meant thousands"
    );
    assert_eq!(remarks("1.5", &count, "1"), "1.5 is not a whole number");
    assert_eq!(
        remarks("x1.05", &count, "210"),
        "220.5 is not a whole number"
    );
    assert_eq!(remarks("x1.5", &count, "210"), "");
    assert_eq!(remarks("104", &count, "1"), "");
    assert_eq!(remarks("1.234", &of(Kind::Number, ""), "1"), "");
    assert_eq!(
        remarks("9/10", &of(Kind::Rating, "/5"), "4"),
        "9/10 read as 4.5/5: K6 is rated out of 5"
    );
    assert_eq!(
        remarks("1h30", &of(Kind::Duration, "hours"), "1"),
        "1h30 read as 1.5 hours"
    );
    let steps = of_steps(&[("draft", 1), ("print", 1), ("post", 1)]);
    assert_eq!(
        remarks("2/3", &steps, "0"),
        "taken to be done: draft, print; name the steps to be exact"
    );
    let nps = of(Kind::Number, "");
    assert!(remarks("-2", &nps, "-5").contains("for the value itself type 0-2"));
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
        Some("10 times the last value (104). If that was a slip:  okr undo")
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

proptest! {
    #[test]
    fn what_is_shown_can_be_typed_as_a_value(measure in any_measure(), thousandths in 0_i64..99_999_999) {
        let thousand = Quantity::from(1000);
        let value = Quantity::from(thousandths).over(thousand).expect("smaller");
        let bounded = matches!(measure.kind, Kind::Rating | Kind::Milestone | Kind::Steps | Kind::Zones);
        let value = if bounded { Quantity::from(thousandths % 1001).over(thousand).expect("a share") } else { value };
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
