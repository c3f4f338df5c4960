//! Whole outputs of one sample listing in every format, compared as text.

use std::iter::repeat_n;

use serde_json::json;

use super::*;
use crate::cli::io::tests::{streams, unicode};
use crate::cli::manners::{Surface, Terminal, Wishes};
use crate::words::glyphs::GlyphSet;
use crate::words::text::{Ruler, acts};
use crate::words::tone::Theme;

fn row(id: &str, title: &str, progress: Option<f64>, status: &str, change: &str) -> Row {
    let percent = progress.map_or_else(
        || "–".to_owned(),
        |share| format!("{}%", (share * 100.0).floor()),
    );
    Row {
        cells: vec![
            Cell::toned(id, Tone::Id),
            title.into(),
            percent.into(),
            change.into(),
            Cell {
                text: status.to_owned(),
                tone: Tone::of_status(status),
            },
            "eng".into(),
        ],
        item: json!({
            "id": id, "type": "kr", "title": title, "tags": ["quality"], "progress": progress, "change": change,
            "status": status, "last_checkin": "2026-08-19", "values": [6, null, 5, 4],
        }),
        sentence: format!("{id}. {title}. {status}."),
    }
}

fn listing(rows: Vec<Row>) -> Listing {
    Listing {
        kind: "kr.list",
        as_of: DateTime::parse_from_rfc3339("2026-08-28T09:12:00+02:00").expect("an instant"),
        cycle: Some("2026Q3".to_owned()),
        columns: vec![
            Column::text("id", "ID"),
            Column::text("title", "TITLE").shrinks(9),
            Column::number("progress", "PROGRESS"),
            Column::number("change", "CHANGE"),
            Column::text("status", "STATUS"),
            Column::text("team", "TEAM").when_asked(),
        ],
        rows,
        when_empty: "No key results yet.".to_owned(),
        remarks: vec!["3 more outside scope team:web (--all shows them)".to_owned()],
    }
}

fn sample() -> Listing {
    listing(vec![
        row(
            "K2",
            "Reduce bug reports by 30% against the release before it",
            Some(0.4444),
            "watch",
            "-19",
        ),
        row(
            "K6",
            "每周 \"readers\", \u{1b}[2Jnew",
            Some(0.42),
            "behind",
            "-21",
        ),
        row(
            "K12",
            "=cmd|' /C calc'!A0\nsecond\tline",
            None,
            "no data",
            "",
        ),
    ])
}

fn shown(flags: &Flags, surface: &Surface) -> String {
    let format = Format::choose(flags, surface).expect("no conflict");
    sample().rendered(&format, surface).expect("rendered")
}

fn refused(flags: &Flags) -> Error {
    let format = Format::choose(flags, &Surface::default()).expect("no conflict");
    sample()
        .rendered(&format, &Surface::default())
        .expect_err("refused")
}

fn as_form(form: Form) -> Flags {
    Flags {
        format: Some(form),
        ..Flags::default()
    }
}

fn with_template(template: &str) -> Flags {
    Flags {
        template: Some(template.to_owned()),
        ..Flags::default()
    }
}

#[test]
fn a_table_gives_the_room_it_lacks_from_the_title() {
    let expected = "\
ID   TITLE                                   PROGRESS  CHANGE  STATUS
K2   Reduce bug reports by 30% against the…       44%     -19  watch
K6   每周 \"readers\", ␛[2Jnew                      42%     -21  behind
K12  =cmd|' /C calc'!A0␊second␉line                 –          no data
";
    let surface = Surface {
        terminal: true,
        width: 70,
        ..Surface::default()
    };
    assert_eq!(shown(&Flags::default(), &surface), expected);
}

#[test]
fn no_table_is_wider_than_its_terminal() {
    for width in 1..120 {
        for set in [GlyphSet::Unicode, GlyphSet::Ascii] {
            for ambiguous in [
                crate::words::text::Ambiguous::Narrow,
                crate::words::text::Ambiguous::Wide,
            ] {
                let ruler = Ruler { set, ambiguous };
                let surface = Surface {
                    width,
                    ruler,
                    ..Surface::default()
                };
                for line in shown(&as_form(Form::Table), &surface).lines() {
                    assert!(ruler.width(line) <= width, "{width}: {line}");
                }
            }
        }
    }
}

#[test]
fn a_narrow_table_is_cut_where_it_can_be_seen() {
    let expected = "\
ID   ~  PROGRE~
K2   ~      44%
K6   ~      42%
K12  ~        –
";
    let ruler = Ruler {
        set: GlyphSet::Ascii,
        ..Ruler::default()
    };
    let surface = Surface {
        width: 15,
        ruler,
        ..Surface::default()
    };
    assert_eq!(shown(&as_form(Form::Table), &surface), expected);
}

#[test]
fn colour_repeats_what_the_words_say_and_takes_no_room() {
    let plain = Surface {
        width: 60,
        ..Surface::default()
    };
    let coloured = Surface {
        theme: Some(Theme::Terminal),
        ..plain
    };
    let text = shown(&as_form(Form::Table), &coloured);
    assert_eq!(
        crate::words::text::bare(&text),
        shown(&as_form(Form::Table), &plain)
    );
    assert!(text.contains("\u{1b}[1;35mbehind\u{1b}[0m"));
}

#[test]
fn a_pipe_gets_the_rows_of_the_table_whole() {
    let expected = "\
K2\tReduce bug reports by 30% against the release before it\t44%\t-19\twatch
K6\t每周 \"readers\", ␛[2Jnew\t42%\t-21\tbehind
K12\t=cmd|' /C calc'!A0␊second␉line\t–\t\tno data
";
    assert_eq!(
        shown(
            &Flags::default(),
            &Surface {
                width: 20,
                ..Surface::default()
            }
        ),
        expected
    );
}

#[test]
fn line_mode_tells_one_sentence_for_each_record() {
    let surface = Surface {
        terminal: true,
        accessible: true,
        ..Surface::default()
    };
    let expected = "\
K2. Reduce bug reports by 30% against the release before it. watch.
K6. 每周 \"readers\", ␛[2Jnew. behind.
K12. =cmd|' /C calc'!A0␊second␉line. no data.
";
    assert_eq!(shown(&Flags::default(), &surface), expected);
}

#[test]
fn csv_has_numbers_as_numbers_and_formulas_as_text() {
    let expected = "\
id,title,progress,change,status
K2,Reduce bug reports by 30% against the release before it,0.4444,-19,watch
K6,\"每周 \"\"readers\"\", ␛[2Jnew\",0.42,-21,behind
K12,\"'=cmd|' /C calc'!A0\nsecond\tline\",,,no data
";
    assert_eq!(shown(&as_form(Form::Csv), &Surface::default()), expected);
    let raw = Flags {
        raw: true,
        no_header: true,
        columns: Some("title".into()),
        ..as_form(Form::Csv)
    };
    assert!(shown(&raw, &Surface::default()).ends_with("\"=cmd|' /C calc'!A0\nsecond\tline\"\n"));
    assert!(shown(&raw, &Surface::default()).starts_with("Reduce"));
}

#[test]
fn only_numbers_may_begin_with_a_sign_in_a_spreadsheet() {
    for (text, expected) in [
        ("-5", "-5"),
        ("+11", "+11"),
        ("-2.5%", "-2.5%"),
        ("-2+3", "'-2+3"),
        ("+1e9", "'+1e9"),
        ("-", "'-"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'␍x"),
        ("＝1", "'＝1"),
        ("a=b", "a=b"),
    ] {
        let one = listing(vec![row("K1", text, None, "on", "")]);
        let flags = Flags {
            columns: Some("title".into()),
            no_header: true,
            ..as_form(Form::Tsv)
        };
        let format = Format::choose(&flags, &Surface::default()).expect("no conflict");
        let found = one
            .rendered(&format, &Surface::default())
            .expect("rendered");
        let plain = found.trim_end_matches('\n').trim_matches('"');
        assert_eq!(plain, expected);
    }
}

#[test]
fn markdown_shows_titles_as_they_are() {
    let expected = "\
| ID | TITLE |
| --- | --- |
| K2 | Reduce bug reports by 30% against the release before it |
| K6 | 每周 \"readers\", ␛\\[2Jnew |
| K12 | =cmd\\|' /C calc'!A0<br>second line |
";
    let flags = Flags {
        columns: Some("id,title".into()),
        ..as_form(Form::Md)
    };
    assert_eq!(shown(&flags, &Surface::default()), expected);
    let ruler = Ruler::default();
    assert_eq!(
        crate::words::markdown::escaped("<b>*x*</b> & [a](b) `c`", &ruler),
        "&lt;b&gt;\\*x\\*&lt;/b&gt; &amp; \\[a\\](b) \\`c\\`"
    );
}

#[test]
fn json_is_one_document_with_whole_texts() {
    let expected = r#"{
  "okr_schema": 1,
  "kind": "kr.list",
  "as_of": "2026-08-28T09:12:00+02:00",
  "cycle": "2026Q3",
  "items": [
    {
      "id": "K2",
      "progress": 0.4444
    },
    {
      "id": "K6",
      "progress": 0.42
    },
    {
      "id": "K12",
      "progress": null
    }
  ]
}
"#;
    let flags = Flags {
        json: Some("id+progress".into()),
        ..Flags::default()
    };
    assert_eq!(shown(&flags, &Surface::default()), expected);

    let hostile = "\u{9b}2J\u{202e}\u{e0041}\u{1b}\u{7f}👩‍💻";
    let one = listing(vec![row("K1", hostile, None, "on", "")]);
    let format = Format::choose(&as_form(Form::Json), &Surface::default()).expect("no conflict");
    let text = one
        .rendered(&format, &Surface::default())
        .expect("rendered");
    assert!(
        !text
            .chars()
            .any(|character| character != '\n' && acts(character)),
        "{text}"
    );
    let back: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(back["items"][0]["title"], hostile);
}

#[test]
fn each_line_of_ndjson_stands_alone() {
    let flags = Flags {
        ndjson: true,
        columns: Some("id,status".into()),
        ..Flags::default()
    };
    let expected = r#"{"okr_schema":1,"type":"kr","id":"K2","status":"watch"}
{"okr_schema":1,"type":"kr","id":"K6","status":"behind"}
{"okr_schema":1,"type":"kr","id":"K12","status":"no data"}
"#;
    assert_eq!(shown(&flags, &Surface::default()), expected);
}

#[test]
fn columns_choose_and_order_and_a_slip_is_answered() {
    let columns = |list: &str| Flags {
        columns: Some(list.to_owned()),
        ..Flags::default()
    };
    assert!(shown(&columns("team,id"), &Surface::default()).starts_with("eng\tK2\n"));
    let error = refused(&columns("id,titel"));
    assert_eq!(
        (error.code, error.message.as_str()),
        ("E106", "there is no column \"titel\"")
    );
    assert_eq!(
        error.why,
        ["There are id, title, progress, change, status, team."]
    );
    let offered = |typed: &str, meant: &str| Some((typed.to_owned(), meant.to_owned()));
    assert_eq!(error.instead, offered("id,titel", "id,title"));
    let error = refused(&Flags {
        json: Some("id,progres".into()),
        ..Flags::default()
    });
    assert_eq!(error.instead, offered("id,progres", "id,progress"));
}

#[test]
fn a_template_makes_a_line_of_each_record() {
    let template = "{{ id|pad(4) }}{{ progress|bar(4) }} {{ progress }}|{{ title|trunc(12)|pad(-12) }} \
                    {{ last_checkin|ago }}\\t{{ last_checkin|date('%d.%m.') }} {{ values|spark }} {{ status|color }}";
    let expected = "\
K2  █▊·· 0.4444| Reduce bug… 9 days ago\t19.08. █ ▅▁ watch
K6  █▋·· 0.42|每周 \"reade… 9 days ago\t19.08. █ ▅▁ behind
K12      |=cmd|' /C c… 9 days ago\t19.08. █ ▅▁ no data
";
    // Nothing of a title reaches the terminal as it is, whatever the template does with it.
    assert_eq!(
        shown(&with_template(template), &Surface::default()),
        expected
    );
}

#[test]
fn a_template_may_colour_and_link_but_not_command() {
    let coloured = Surface {
        theme: Some(Theme::Terminal),
        links: true,
        ..Surface::default()
    };
    let template = "{{ id|color('id')|pad(4) }}{{ title|link('https://example.org/' ~ id) }} {{ '\\x1b[2J\\u009b' }}\u{1b}]0;x";
    let text = shown(&with_template(template), &coloured);
    let first = text.lines().next().expect("a line");
    assert_eq!(
        first,
        "\u{1b}[1mK2\u{1b}[0m  \u{1b}]8;;https://example.org/K2\u{1b}\\Reduce bug reports by 30% against the release before it\
         \u{1b}]8;;\u{1b}\\ ␛[2J␛␛]0;x"
    );
    assert!(!shown(&with_template(template), &Surface::default()).contains('\u{1b}'));
}

#[test]
fn a_wrong_template_is_told_where() {
    let place = |error: &Error| {
        error
            .at
            .clone()
            .map(|at| format!("{}:{}", at.line, at.column))
            .unwrap_or_default()
    };
    let error = refused(&with_template("{{ id }}\n {{ titel }}"));
    assert_eq!(
        (error.code, error.message.as_str()),
        (
            "E104",
            "the template asks for \"titel\", which this record does not have"
        )
    );
    assert_eq!(place(&error), "2:5");
    assert!(
        error.why[0].starts_with("The nearest is title. The fields are id, type, title"),
        "{:?}",
        error.why
    );
    let error = refused(&with_template("{{ id|pat(3) }}"));
    assert_eq!(place(&error), "1:7");
    assert!(
        error.why[0].ends_with("pad, trunc, ago, date, bar, spark, color, link."),
        "{error:?}"
    );
    for template in [
        "{{ id",
        "{% if %}",
        "{{ id|bar }}",
        "{{ id|ago }}",
        "{{ last_checkin|date('%Q') }}",
        "{{ id|color('gren') }}",
        "{{ id|pad('x') }}",
    ] {
        let error = refused(&with_template(template));
        assert_eq!(
            (error.code, error.kind),
            ("E104", okr_core::Kind::Usage),
            "{template}"
        );
        assert!(place(&error).starts_with("1:"), "{template}");
    }
}

#[test]
fn nothing_hostile_gets_out_of_any_format() {
    let everything: String = (0..0xA0)
        .chain(0x2000..0x2070)
        .chain([0xFEFF, 0x2_028, 0xE0041])
        .filter_map(char::from_u32)
        .collect();
    let rows: Vec<Row> = repeat_n(row("K1", &everything, Some(0.5), "on", ""), 2).collect();
    let coloured = Surface {
        theme: Some(Theme::Okabe),
        links: true,
        terminal: true,
        ..Surface::default()
    };
    for form in Form::NAMES
        .iter()
        .filter_map(|name| Form::of_name(name))
        .chain([Form::Sentences, Form::Template])
    {
        for surface in [coloured, Surface::default()] {
            let format = Format {
                form,
                template: Some("{{ title }}".into()),
                ..Format::choose(&Flags::default(), &surface).expect("no conflict")
            };
            let text = listing(rows.clone())
                .rendered(&format, &surface)
                .expect("rendered");
            let bare = crate::words::text::bare(&text);
            let acting: Vec<char> = bare
                .chars()
                .filter(|character| acts(*character) && !matches!(character, '\n' | '\t'))
                .collect();
            assert_eq!(acting, [], "{form:?}");
        }
    }
}

#[test]
fn what_belongs_beside_the_rows_goes_to_stderr() {
    for (terminal, when_empty) in [(Terminal::Yes, "No key results yet.\n"), (Terminal::No, "")] {
        let (streams, out, err) = streams(terminal, "");
        let mut io = Io::new(streams, Wishes::default(), &unicode);
        let format = Format::choose(&Flags::default(), &io.out).expect("no conflict");
        listing(Vec::new())
            .write(&mut io, &format)
            .expect("written");
        io.finish().expect("written");
        assert_eq!(out.text(), "");
        assert_eq!(
            err.text(),
            format!("{when_empty}3 more outside scope team:web (--all shows them)\n")
        );
    }
}
