//! A batch of check-ins from its first line to what is told about it.

use super::*;
use okr_core::capture::date::{self, DateContext, Order, Prefer};
use okr_core::domain::cycle::{Calendar, Length};

fn manner() -> Manner<'static> {
    Manner {
        form: None,
        columns: None,
        unknown: Unknown::Refuse,
        source: None,
        date: None,
        read_date: &read_date,
    }
}

fn read_date(typed: &str) -> Result<NaiveDate> {
    let context = DateContext {
        today: NaiveDate::from_ymd_opt(2026, 8, 28).expect("a day"),
        cycle: None,
        last_review: None,
        prefer: Prefer::Past,
        order: Order::Ask,
        fiscal: Calendar {
            length: Length::Quarter,
            fiscal_start: 1,
        },
    };
    date::date(typed, &context)
}

fn rows(text: &str) -> Vec<NewCheckIn> {
    let batch = read(text, &manner()).expect("a batch");
    assert_eq!(batch.unread, [], "{text}");
    batch.rows
}

/// Key result, value and line of each row.
fn short(text: &str) -> Vec<(String, String, usize)> {
    let short = |row: NewCheckIn| (row.reference, row.value, row.line);
    rows(text).into_iter().map(short).collect()
}

/// Code and place of the errors of single rows.
fn unread(text: &str) -> Vec<(&'static str, usize, String)> {
    let batch = read(text, &manner()).expect("a batch");
    let place = |error: Error| {
        let at = error.at.expect("a place");
        (error.code, at.line, at.column)
    };
    batch.unread.into_iter().map(place).collect()
}

fn refused(text: &str) -> Error {
    read(text, &manner()).expect_err("no batch")
}

fn owned(expected: &[(&str, &str, usize)]) -> Vec<(String, String, usize)> {
    let owned =
        |(kr, value, line): &(&str, &str, usize)| (kr.to_string(), value.to_string(), *line);
    expected.iter().map(owned).collect()
}

#[test]
fn the_separator_that_comes_first_tells_the_format() {
    let expected = owned(&[("K2", "104", 2), ("bugs", "4,5", 3)]);
    for text in [
        "id,value\nK2,104\nbugs,\"4,5\"\n",
        "kr\tvalue\nK2\t104\nbugs\t4,5\n",
        "kr,value\nK2,104\nbugs,\"4,5\"\n",
        "kr;value\nK2;104\nbugs;4,5\n",
        "\n{\"kr\":\"K2\",\"value\":104}\n{\"kr\":\"bugs\",\"value\":\"4,5\"}",
    ] {
        assert_eq!(short(text), expected, "{text}");
    }
}

#[test]
fn columns_come_in_any_order_and_all_are_read() {
    let text = "date,KR,Value,key,source,blocker,note,confidence\nlast fri,K2,-2,a1,ci,none,works,4\n,K3,=,,,,,\n";
    let rows = rows(text);
    let expected = NewCheckIn {
        reference: "K2".to_owned(),
        value: "-2".to_owned(),
        confidence: Some("4".to_owned()),
        note: Some("works".to_owned()),
        blocker: Blocker::Clear,
        date: NaiveDate::from_ymd_opt(2026, 8, 21),
        source: Some("ci".to_owned()),
        key: Some("a1".to_owned()),
        amends: None,
        line: 2,
    };
    assert_eq!(rows[0], expected);
    assert_eq!((rows[1].date, &rows[1].blocker), (None, &Blocker::Keep));
}

#[test]
fn a_mark_at_the_start_windows_line_ends_and_blank_rows_change_nothing_but_the_line() {
    let text = "\u{feff}kr,value,note\r\nK5,3,\"two\r\nlines\"\r\n\r\n,,\r\nK5,4,\r\n";
    assert_eq!(short(text), owned(&[("K5", "3", 2), ("K5", "4", 6)]));
    assert_eq!(rows(text)[0].note.as_deref(), Some("two\r\nlines"));
    let first = "\u{feff}{\"kr\":\"K5\",\"value\":3}\r\n\r\n{\"kr\":\"K5\",\"value\":4}\r\n";
    assert_eq!(short(first), owned(&[("K5", "3", 1), ("K5", "4", 3)]));
    assert_eq!(short("\n\nkr,value\n\nK5,3\n"), owned(&[("K5", "3", 5)]));
}

#[test]
fn a_number_of_json_is_the_value_itself_and_text_is_as_typed() {
    let text = "{\"kr\":\"K1\",\"value\":-3}\n{\"kr\":\"K1\",\"value\":\"-3\"}\n{\"kr\":\"K1\",\"value\":90.4,\"confidence\":7,\"note\":null}\n{\"kr\":\"K1\",\"value\":true}";
    let values: Vec<String> = rows(text).into_iter().map(|row| row.value).collect();
    assert_eq!(values, ["0-3", "-3", "90.4", "yes"]);
    let third = &rows(text)[2];
    assert_eq!(
        (third.confidence.as_deref(), third.note.as_deref()),
        (Some("7"), None)
    );
}

#[test]
fn each_row_that_cannot_be_read_has_its_line_and_column() {
    assert_eq!(
        unread("kr,value,date\nK2,104,8/9\n,5,\nK3,,\nK4,1,fri,more\nK5,1,fri,,\n"),
        [
            ("E201", 2, "date".to_owned()),
            ("E240", 3, "kr".to_owned()),
            ("E240", 4, "value".to_owned()),
            ("E240", 5, "4".to_owned()),
        ]
    );
    assert_eq!(
        unread(
            "{\"kr\":\"K5\"\n{\"kr\":\"K5\",\"valu\":4}\n{\"kr\":\"K5\",\"value\":[4]}\n{\"kr\":\"K5\"}"
        ),
        [
            ("E240", 1, "10".to_owned()),
            ("E106", 2, "valu".to_owned()),
            ("E240", 3, "value".to_owned()),
            ("E240", 4, "value".to_owned()),
        ]
    );
}

#[test]
fn a_header_must_be_understood_whole() {
    for (text, code, message) in [
        (
            "kr,value,conf\nK2,1,2\n",
            "E106",
            "there is no column \"conf\"",
        ),
        (
            "kr,value,KR\nK2,1,2\n",
            "E240",
            "the column KR is there twice",
        ),
        ("kr,note\nK2,1\n", "E240", "the column value is missing"),
        ("K2,104\n", "E240", "the first line names no column: K2 104"),
        ("[{\"kr\":\"K2\"}]", "E240", "this is a JSON list"),
        (
            "kr,value,note\nK2,1,\"open\nK3,2,x\n",
            "E240",
            "a quote is opened and never closed",
        ),
    ] {
        let error = refused(text);
        assert_eq!((error.code, error.message.as_str()), (code, message));
    }
    assert!(
        refused("kr,value,conf\n")
            .why
            .contains(&"Did you mean confidence?".to_owned())
    );
    let ignoring = Manner {
        unknown: Unknown::Ignore,
        ..manner()
    };
    let batch = read("team,kr,value\nweb,K2,1\n", &ignoring).expect("a batch");
    assert_eq!(batch.rows[0].reference, "K2");
}

#[test]
fn named_columns_stand_for_a_header_and_defaults_for_empty_cells() {
    let named = Manner {
        columns: Some("value+kr,source"),
        source: Some("sheet"),
        date: NaiveDate::from_ymd_opt(2026, 8, 1),
        ..manner()
    };
    for text in ["5,K2\n6,K3,ci\n", "value,kr,source\n5,K2,\n6,K3,ci\n"] {
        let rows = read(text, &named).expect("a batch").rows;
        let found: Vec<_> = rows
            .iter()
            .map(|row| (row.reference.as_str(), row.source.as_deref()))
            .collect();
        assert_eq!(found, [("K2", Some("sheet")), ("K3", Some("ci"))]);
        assert_eq!(rows[0].date, named.date);
    }
}

#[test]
fn nothing_at_all_is_a_batch_of_no_rows() {
    for text in ["", "\n\n", "\u{feff}", "kr,value\n"] {
        assert!(rows(text).is_empty(), "{text:?}");
    }
}

#[test]
fn a_quote_that_never_ends_is_refused_and_one_inside_a_cell_is_not() {
    for text in ["kr,value\nK1,\"250\n", "kr,value\nK1,\"250\nK2,3\n"] {
        assert_eq!(refused(text).code, "E240", "{text:?}");
    }
    let row = rows("kr,value,note\nK1,250,5\" of rain\n");
    assert_eq!(row[0].note.as_deref(), Some("5\" of rain"));
}
