//! What is refused, with which code and which line to type.

use super::*;

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
        if next.is_empty() {
            // Nothing can be mended in what was typed: the line shows a value that is taken.
            let line = error.next.first().expect(typed);
            let value = line.strip_prefix("okr checkin K6 ").expect(line);
            let again = shell(value, &measure, &after(last));
            assert!(again.is_ok(), "{line} is offered and refused: {again:?}");
            continue;
        }
        assert_eq!(error.next, lines, "{typed}: {}", error.message);
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
fn a_minus_in_a_file_is_the_value_itself_where_values_are_below_zero() {
    let loss = Measure {
        start: Some(q("-85")),
        target: Some(q("0")),
        ..of(Kind::Number, "")
    };
    let file = |typed: &str, measure: &Measure, last: &Last| {
        parse(typed, "K6", measure, last, Comma::Auto, Source::File)
    };
    for typed in ["-50", "0-50", "-50.0"] {
        let itself = file(typed, &loss, &after("-85")).expect(typed);
        assert_eq!(itself.value, Some(q("-50")), "{typed}");
    }
    let money = Measure {
        kind: Kind::Currency,
        unit: Some("EUR".to_owned()),
        ..loss.clone()
    };
    let itself = file("-250k", &money, &after("-85")).expect("money");
    assert_eq!(itself.value, Some(q("-250000")));
    let from_zero = Measure {
        start: Some(q("0")),
        ..of(Kind::Number, "")
    };
    let same = file("-0.35", &from_zero, &Last::default()).expect("both readings are one");
    assert_eq!(same.value, Some(q("-0.35")));
    let change = file("-2", &of(Kind::Count, "reports"), &after("104")).expect("a change");
    assert_eq!(change.value, Some(q("102")));
}

#[test]
fn a_count_out_of_a_total_is_told_apart_from_its_target() {
    let measure = Measure {
        target: Some(q("14")),
        ..of(Kind::Count, "of 20 services")
    };
    for (typed, next) in [("60%", "12"), ("9/14", "9"), ("9 days", "9")] {
        let error = shell(typed, &measure, &after("3")).expect_err(typed);
        assert_eq!(error.next, [format!("okr checkin K6 {next}")], "{typed}");
        let said = format!("{} {}", error.message, error.why.join(" "));
        assert!(
            !said.contains("in of") && !said.contains("target"),
            "{said}"
        );
    }
    for typed in ["9", "9/20", "9 of 20", "9 out of 20", "9 services"] {
        let read = shell(typed, &measure, &after("3")).expect(typed);
        assert_eq!(read.value, Some(q("9")), "{typed}");
    }
}

#[test]
fn a_number_inside_words_is_offered_alone() {
    let measure = of(Kind::Number, "");
    for typed in ["~700", "about 700", ">700"] {
        let error = shell(typed, &measure, &after("3")).expect_err(typed);
        assert_eq!(error.next, ["okr checkin K6 700"], "{typed}");
    }
    let rated = Measure {
        scale: Some(q("5")),
        ..of(Kind::Rating, "")
    };
    for (typed, next) in [
        ("7", "7/10"),
        ("46", "4.6/5"),
        ("€50k", "3/5"),
        ("#8", "8/10"),
    ] {
        let error = shell(typed, &rated, &after("3")).expect_err(typed);
        assert_eq!(error.next, [format!("okr checkin K6 {next}")], "{typed}");
    }
}

#[test]
fn the_value_below_zero_that_is_offered_is_taken() {
    let money = Measure {
        start: Some(q("-200000")),
        ..of(Kind::Currency, "USD")
    };
    let read = shell("0-$150k", &money, &after("-200000")).expect("money below zero");
    assert_eq!(read.value, Some(q("-150000")));
    let told = shell("-$150k", &money, &after("-200000")).expect("a change");
    assert!(
        told.remarks
            .iter()
            .any(|remark| remark.ends_with("type 0-150000")),
        "{:?}",
        told.remarks
    );
    let a_week = shell("2/week", &of(Kind::Hold, "posts/week"), &after("3")).expect("a week");
    assert_eq!(a_week.value, Some(q("2")));
    let seconds = shell("0,7s", &of(Kind::Duration, "ms"), &after("800")).expect("seconds");
    assert_eq!(seconds.remarks, ["0,7s read as 700 ms"]);
}
