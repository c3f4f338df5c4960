//! What is accepted, as what, and with which remarks.

use super::*;

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
        ("E204", "Write ? for \"no number this week\".")
    );
    assert_eq!(file("").expect_err("empty").code, "E204");
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
