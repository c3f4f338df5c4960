//! The rules of colour, glyphs, width, questions and links, case by case.

use super::*;

fn variables(list: &[(&str, &str)]) -> impl Fn(&str) -> Option<String> {
    let list: Vec<_> = list
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    move |wanted| {
        list.iter()
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value.clone())
    }
}

/// The rules once more, as the manual words them: a list read from the top.
fn by_the_manual(
    flag: When,
    no: &str,
    force: &str,
    term: &str,
    clicolor: &str,
    setting: When,
    terminal: Terminal,
) -> bool {
    let rules = [
        (flag == When::Always, true),
        (flag == When::Never, false),
        (!no.is_empty(), false),
        (!force.is_empty() && force != "0", true),
        (term == "dumb", false),
        (clicolor == "0", false),
        (setting == When::Always, true),
        (setting == When::Never, false),
        (terminal == Terminal::Yes, true),
    ];
    rules
        .into_iter()
        .find(|(applies, _)| *applies)
        .is_some_and(|(_, colour)| colour)
}

#[test]
fn colour_follows_the_first_rule_that_applies() {
    const WHENS: [When; 3] = [When::Auto, When::Always, When::Never];
    let mut seen = 0;
    for flag in WHENS {
        for setting in WHENS {
            for no in ["", "1", "0"] {
                for force in ["", "0", "1", "yes"] {
                    for term in ["xterm-256color", "dumb"] {
                        for clicolor in ["", "0", "1"] {
                            for terminal in [Terminal::Yes, Terminal::No] {
                                for forcing in ["CLICOLOR_FORCE", "FORCE_COLOR"] {
                                    let list = [
                                        ("NO_COLOR", no),
                                        (forcing, force),
                                        ("TERM", term),
                                        ("CLICOLOR", clicolor),
                                    ];
                                    let found = colour(flag, &variables(&list), setting, terminal);
                                    let wanted = by_the_manual(
                                        flag, no, force, term, clicolor, setting, terminal,
                                    );
                                    assert_eq!(
                                        found, wanted,
                                        "{flag:?} {list:?} {setting:?} {terminal:?}"
                                    );
                                    seen += 1;
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    assert_eq!(seen, 2592);
}

#[test]
fn colour_in_plain_cases() {
    let nothing = variables(&[]);
    assert!(colour(When::Auto, &nothing, When::Auto, Terminal::Yes));
    assert!(!colour(When::Auto, &nothing, When::Auto, Terminal::No));
    let both = variables(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]);
    assert!(!colour(When::Auto, &both, When::Always, Terminal::Yes));
    assert!(colour(When::Always, &both, When::Never, Terminal::No));
}

#[test]
fn glyphs_follow_flag_setting_terminal_and_locale() {
    let of = |list: &[(&str, &str)]| glyphs(&Wishes::default(), &variables(list));
    assert_eq!(of(&[("LANG", "en_GB.UTF-8")]), GlyphSet::Unicode);
    assert_eq!(of(&[("LANG", "de_DE.utf8")]), GlyphSet::Unicode);
    assert_eq!(
        of(&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "C")]),
        GlyphSet::Ascii
    );
    assert_eq!(
        of(&[("LANG", "C"), ("LC_CTYPE", "en_GB.UTF-8"), ("LC_ALL", "")]),
        GlyphSet::Unicode
    );
    assert_eq!(
        of(&[("LANG", "en_GB.UTF-8"), ("TERM", "linux")]),
        GlyphSet::Ascii
    );
    assert_eq!(
        of(&[("LANG", "en_GB.UTF-8"), ("TERM", "dumb")]),
        GlyphSet::Ascii
    );
    let setting = Wishes {
        glyphs_setting: Some(GlyphSet::Unicode),
        ..Wishes::default()
    };
    assert_eq!(
        glyphs(&setting, &variables(&[("LANG", "C")])),
        GlyphSet::Unicode
    );
    let flag = Wishes {
        ascii: true,
        ..setting
    };
    assert_eq!(
        glyphs(&flag, &variables(&[("LANG", "en_GB.UTF-8")])),
        GlyphSet::Ascii
    );
}

#[test]
fn width_takes_the_first_that_is_a_number_above_zero() {
    let of = |flag, columns: &str, terminal| {
        let wishes = Wishes {
            width: flag,
            ..Wishes::default()
        };
        width(&wishes, &variables(&[("COLUMNS", columns)]), terminal)
    };
    assert_eq!(of(Some(40), "100", Some(120)), 40);
    assert_eq!(of(None, "100", Some(120)), 100);
    assert_eq!(of(None, "wide", Some(120)), 120);
    assert_eq!(of(None, "0", None), 80);
}

#[test]
fn nobody_is_asked_in_a_script() {
    let may = |wishes: &Wishes, list: &[(&str, &str)]| may_ask(wishes, &variables(list));
    let open = Wishes::default();
    assert!(may(&open, &[]));
    assert!(may(&open, &[("CI", "false"), ("OKR_NO_INPUT", "0")]));
    assert!(!may(&open, &[("CI", "true")]));
    assert!(!may(&open, &[("OKR_NO_INPUT", "1")]));
    assert!(!may(
        &Wishes {
            no_input: true,
            ..Wishes::default()
        },
        &[]
    ));
    assert!(!may(
        &Wishes {
            json: true,
            ..Wishes::default()
        },
        &[]
    ));
}

#[test]
fn line_mode_can_be_set_for_all_programs() {
    let on = |list: &[(&str, &str)]| accessible(&Wishes::default(), &variables(list));
    assert!(on(&[("ACCESSIBLE", "1")]));
    assert!(on(&[("OKR_ACCESSIBLE", "yes")]));
    assert!(!on(&[("ACCESSIBLE", "false"), ("OKR_ACCESSIBLE", "")]));
}

#[test]
fn links_go_only_to_terminals_that_show_them() {
    let on = |list: &[(&str, &str)]| links(&Wishes::default(), &variables(list), Terminal::Yes);
    assert!(on(&[("TERM", "xterm-kitty")]));
    assert!(on(&[("VTE_VERSION", "7600")]));
    assert!(!on(&[("TERM", "xterm-kitty"), ("TMUX", "/tmp/x")]));
    assert!(!on(&[("TERM", "xterm-256color")]));
    let always = Wishes {
        hyperlinks: When::Always,
        ..Wishes::default()
    };
    assert!(links(&always, &variables(&[]), Terminal::No));
}
