//! Filters held against a small book, and their laws against words of all kinds.

use proptest::prelude::*;

use super::*;
use crate::report::board::Board;
use crate::report::board::Narrow;
use crate::report::sample::{self, TODAY, day, narrowed, whole};

fn context() -> FilterContext {
    let mut context = FilterContext::of_day(day(TODAY));
    context.me = Some("Ana".to_owned());
    context.views = BTreeMap::from([
        ("webs".to_owned(), "team:web or team:core".to_owned()),
        ("loop".to_owned(), "view:loop2".to_owned()),
        ("loop2".to_owned(), "not:view:loop".to_owned()),
    ]);
    context
}

fn parse(line: &str) -> Result<Filter> {
    Filter::parse_line(line, &context())
}

fn picked(filter: &Filter, board: &Board) -> Vec<String> {
    board
        .items
        .iter()
        .filter(|item| filter.matches(item))
        .map(Item::id)
        .collect()
}

fn ids(board: &Board, line: &str) -> String {
    match parse(line) {
        Ok(filter) => picked(&filter, board).join(" "),
        Err(error) => error.code.to_owned(),
    }
}

#[test]
fn each_form_picks_what_it_says() {
    let board = whole(&sample::book());
    for (line, expected) in [
        ("", "O1 K1 K2 O2 K3 K4 O3 K5"),
        ("team:core", "O2 K3 K4"),
        ("team:web,core is:objective", "O1 O2 O3"),
        ("team:web+core is:objective", "O1 O2 O3"),
        ("owner:me", "O1 K1 K4"),
        ("owner:\"ana lee\"", "O3 K5"),
        ("owner:LI", "K2"),
        ("status:done is:kr", "K3"),
        ("status:no-data is:kr", "K4"),
        ("status:nodata,no_data is:kr", "K4"),
        ("status:stale is:kr", "K5"),
        ("status:behind is:kr", "K2"),
        ("status:blocked is:kr", "K1"),
        ("progress:..20% is:kr", "K2"),
        ("progress:20 is:kr", "K2"),
        ("progress:65..100% is:kr", "K1 K3"),
        ("conf:9.. is:kr", "K3"),
        ("conf:..6 is:kr", "K2"),
        ("updated:..7d is:kr", "K2 K3 K5"),
        ("updated:7d.. is:kr", "K1"),
        ("updated:8d is:kr", "K3"),
        ("kind:count", "K1 K2 K3 K4 K5"),
        ("kind:hold", ""),
        ("tag:Growth", "K2"),
        ("under:O1", "O1 K1 K2 O2 K3 K4"),
        ("under:k3", "K3"),
        ("serves:V1 is:objective", "O1 O2"),
        ("has:blocker", "K1"),
        ("no:parent", "O3"),
        ("no:checkin is:kr", "K4"),
        ("has:tag,blocker", "K1 K2"),
        ("has:note", "K1 K2 K3 K5"),
        ("no:note", "O1 O2 K4 O3"),
        ("no:target", ""),
        ("not:team:web", "O2 K3 K4"),
        ("not:not:team:web is:objective", "O1 O3"),
        ("légal", "K1"),
        ("LÉGAL", "K1"),
        ("legal", "K2"),
        ("newsletter", "K2"),
        ("handle:newsletter", "K2"),
        ("k3", "K3"),
        ("K3,O3", "K3 O3"),
        ("text:k3", "K3"),
        ("k3 or team:core", "O2 K3 K4"),
        ("team:core is:kr or K5", "K3 K4 K5"),
        ("view:webs is:kr not:view:webs", ""),
        ("cycle:q3 team:core", "O2 K3 K4"),
        ("cycle:2026q2", ""),
        ("légal's", "K1"),
        ("100", "K4"),
        ("%", ""),
        ("_", ""),
        ("k8s", ""),
        ("staus:behind", "E110"),
        ("http://x.example", "E110"),
        ("text:http://x.example", ""),
        ("progress<50%", "E111"),
        ("status:fine", "E115"),
        ("progress:half", "E115"),
        ("due:..someday", "E115"),
        ("progress:..", "E115"),
        ("progress:50..10", "E115"),
        ("updated:1d..7d", "E115"),
        ("team:", "E115"),
        ("or team:web", "E115"),
        ("view:nope", "E115"),
        ("view:loop", "E115"),
        ("not:", "E115"),
        ("\"team:web owner:me\"", "E115"),
        ("under:newsletter", "E115"),
    ] {
        assert_eq!(ids(&board, line), expected, "{line}");
    }
}

#[test]
fn a_due_date_is_held_against_days_ahead() {
    let mut book = sample::book();
    sample::set(&mut book, TODAY, "K4", "due", "2026-09-04");
    let board = whole(&book);
    for (line, expected) in [
        ("due:..7d", "K4"),
        ("due:..6d", ""),
        ("due:4-sep", "K4"),
        ("due:2026-09-01..2026-09-30", "K4"),
        ("has:due", "K4"),
    ] {
        assert_eq!(ids(&board, line), expected, "{line}");
    }
}

#[test]
fn a_mistyped_key_is_answered_with_the_word_exchanged() {
    let error = parse("staus:behind").expect_err("no such key");
    assert_eq!(
        error.instead,
        Some(("staus:behind".to_owned(), "status:behind".to_owned()))
    );
    assert!(
        error
            .why
            .iter()
            .any(|why| why.contains("text:staus:behind"))
    );
    let error = parse("status:behnd").expect_err("no such status");
    assert_eq!(
        error.instead,
        Some(("status:behnd".to_owned(), "status:behind".to_owned()))
    );
}

#[test]
fn me_needs_a_name_in_the_settings() {
    let context = FilterContext::of_day(day(TODAY));
    let error = Filter::parse_line("owner:me", &context).expect_err("nobody is me");
    assert!(error.next.iter().any(|line| line.contains("user.name")));
}

#[test]
fn an_explicit_id_ignores_the_scope_and_nothing_else_does() {
    let board = whole(&sample::book());
    let scope = parse("team:core").expect("a filter");
    let scoped = |line| picked(&parse(line).expect("a filter").and(&scope), &board).join(" ");
    assert_eq!(scoped("K1"), "K1");
    assert_eq!(scoped("team:web or K3"), "K3");
    assert_eq!(scoped(""), "O2 K3 K4");
    assert_eq!(scoped("K1 or K2"), "");
}

#[test]
fn a_filter_is_narrowed_to_what_an_index_can_answer() {
    let book = sample::book();
    let narrow = |line| {
        parse(line)
            .and_then(|filter| filter.narrow(book.connection()))
            .expect("a narrow")
    };
    assert_eq!(
        narrow("owner:LI status:behind"),
        Narrow::Owner("li".to_owned())
    );
    assert_eq!(narrow("team:web"), Narrow::Team("web".to_owned()));
    assert!(matches!(narrow("under:O1 owner:me"), Narrow::Under(_)));
    assert!(matches!(narrow("K4"), Narrow::Objectives(uids) if uids.len() == 1));
    let missing = parse("K4 K99").and_then(|filter| filter.narrow(book.connection()));
    assert_eq!(missing.expect_err("no record").code, "E301");
    for everything in [
        "",
        "not:owner:li",
        "owner:li or legal",
        "owner:é",
        "team:a,b",
        "k8s",
    ] {
        assert_eq!(narrow(everything), Narrow::Everything, "{everything}");
    }
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("team:web".to_owned()),
        Just("team:CORE".to_owned()),
        Just("owner:me".to_owned()),
        Just("owner:li".to_owned()),
        Just("status:behind,done".to_owned()),
        Just("progress:..50%".to_owned()),
        Just("updated:..7d".to_owned()),
        Just("under:O2".to_owned()),
        Just("under:K2".to_owned()),
        Just("serves:V1".to_owned()),
        Just("no:checkin".to_owned()),
        Just("is:kr".to_owned()),
        Just("K2".to_owned()),
        Just("K4,O3".to_owned()),
        Just("O3,K1".to_owned()),
        Just("form".to_owned()),
        Just("view:webs".to_owned()),
    ]
}

fn line() -> impl Strategy<Value = Vec<String>> {
    let piece = prop_oneof![
        6 => word(),
        2 => word().prop_map(|word| format!("not:{word}")),
    ];
    let side = prop::collection::vec(piece, 1..4);
    prop::collection::vec(side, 1..3).prop_map(|sides| sides.join(&"or".to_owned()))
}

thread_local! {
    static SAMPLE: (crate::book::Book, Board) = {
        let book = sample::book();
        let board = whole(&book);
        (book, board)
    };
}

proptest! {
    #[test]
    fn not_negates_one_word(word in word()) {
        SAMPLE.with(|(_, board)| {
            let plain = Filter::parse(std::slice::from_ref(&word), &context()).expect("a filter");
            let negated = Filter::parse(&[format!("not:{word}")], &context()).expect("a filter");
            assert!(board.items.iter().all(|item| plain.matches(item) != negated.matches(item)));
        });
    }

    #[test]
    fn a_scope_never_leaks(scope in line(), words in line()) {
        SAMPLE.with(|(_, board)| {
            let scope = Filter::parse(&scope, &context()).expect("a filter");
            let filter = Filter::parse(&words, &context()).expect("a filter");
            let only_ids = matches!(filter.tree, Node::Term(Term::Ids(_)));
            let both = filter.clone().and(&scope);
            for item in &board.items {
                if both.matches(item) && !only_ids {
                    assert!(scope.matches(item) && filter.matches(item));
                }
            }
        });
    }

    #[test]
    fn a_narrowed_board_holds_every_match(words in line()) {
        SAMPLE.with(|(book, board)| {
            let filter = Filter::parse(&words, &context()).expect("a filter");
            let narrow = filter.narrow(book.connection()).expect("a narrow");
            assert_eq!(picked(&filter, &narrowed(book, &narrow)), picked(&filter, board));
        });
    }

    #[test]
    fn no_words_make_the_reader_panic(
        words in prop::collection::vec(prop_oneof![
            any::<String>(),
            "(not:|team|under|updated|progress|due|view|conf|has|is|cycle|status)?[:.<>=*+,%_' ]{0,3}[a-z0-9é.]{0,6}(\\.\\.)?[0-9a-z-]{0,4}",
        ], 0..5),
    ) {
        let filter = Filter::parse(&words, &context());
        SAMPLE.with(|(_, board)| {
            if let Ok(filter) = filter {
                assert!(picked(&filter, board).len() <= board.items.len());
            }
        });
        drop(split(&words.join(" ")));
    }
}
