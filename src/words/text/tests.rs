//! Ordinary text passes, hostile text shows; sample cases and properties.

use super::*;
use proptest::prelude::*;

const ASCII: Ruler = Ruler {
    set: GlyphSet::Ascii,
    ambiguous: Ambiguous::Narrow,
};

#[test]
fn ordinary_text_of_any_script_stays_as_it_is() {
    for text in [
        "Reach 95% of lines tested",
        "Größe, naïve café",
        "每周检查一次",
        "שלום עולם",
        "می‌خواهم", // ZWNJ between letters
        "क्‍ष",      // ZWJ that asks for a half form
        "👩‍💻 👨‍👩‍👧‍👦 ❤️ 👍🏽 1️⃣ 🇳🇱",
        "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}", // decomposed Hangul
        "葛\u{E0100}",
        "",
    ] {
        assert_eq!(safe(text), text);
        assert!(matches!(safe(text), Cow::Borrowed(_)), "{text:?}");
    }
}

#[test]
fn what_acts_on_a_terminal_shows_as_a_sign() {
    for (text, unicode, ascii) in [
        ("\u{1b}[31mred", "␛[31mred", "?[31mred"),
        ("\u{9b}2J", "␛2J", "?2J"),
        ("a\nb\tc\rd\u{7}\u{7f}", "a␊b␉c␍d␇␡", "a?b?c?d??"),
        ("a\u{2028}b", "a␊b", "a?b"),
        ("pay\u{202e}evil\u{2069}", "pay�evil�", "pay?evil?"),
        ("o\u{200b}\u{200b}kr\u{feff}", "o�kr�", "o?kr?"),
        ("a\u{200d}b \u{200c}", "a�b �", "a?b ?"),
        ("🏴\u{e0067}\u{e0062}\u{e007f}!", "🏴�!", "🏴?!"),
        ("soft\u{ad}hyphen", "soft�hyphen", "soft?hyphen"),
        ("\u{301}x", "◌\u{301}x", "?\u{301}x"),
    ] {
        assert_eq!(safe(text), unicode);
        assert_eq!(ASCII.safe(text), ascii);
    }
}

#[test]
fn a_flood_of_marks_is_capped() {
    let flood = format!("e{}z", "\u{301}".repeat(200));
    assert_eq!(safe(&flood), format!("e{}�z", "\u{301}".repeat(5)));
    let family = "👩\u{200d}".repeat(50);
    assert!(safe(&family).matches('\u{200d}').count() <= 5);
    let selectors = "a\u{fe0f}\u{301}".to_owned() + &"\u{fe00}\u{301}".repeat(90);
    assert!(safe(&selectors).chars().count() < 12);
}

#[test]
fn lines_and_tabs_stay_where_text_may_have_them() {
    let ruler = Ruler::default();
    assert_eq!(ruler.safe_lines("a\r\n\tb\rc\u{1b}"), "a\n\tb␍c␛");
    assert_eq!(ruler.safe_lines("a\n\u{301}"), "a\n◌\u{301}");
}

#[test]
fn width_counts_what_a_person_sees() {
    let narrow = Ruler::default();
    let wide = Ruler {
        ambiguous: Ambiguous::Wide,
        ..narrow
    };
    for (text, width) in [
        ("abc", 3),
        ("每周", 4),
        ("e\u{301}", 1),
        ("👩‍💻", 2),
        ("❤️", 2),
        ("", 0),
    ] {
        assert_eq!(narrow.width(text), width, "{text}");
    }
    assert_eq!((narrow.width("●"), wide.width("●")), (1, 2));
}

#[test]
fn cutting_keeps_whole_characters() {
    let ruler = Ruler::default();
    assert_eq!(ruler.cut("Reduce bug reports", 10), "Reduce bu…");
    assert_eq!(ruler.cut("Reduce bug reports", 8), "Reduce…");
    assert_eq!(ruler.cut("每周检查", 6), "每周…");
    assert_eq!(ruler.cut("👩‍💻👩‍💻", 3), "👩‍💻…");
    assert_eq!(ruler.cut("abc", 3), "abc");
    assert_eq!(ruler.cut("abc", 1), "…");
    assert_eq!(ruler.cut("abc", 0), "");
    assert_eq!(ASCII.cut("Reduce bug reports", 10), "Reduce bu~");
    assert_eq!(ruler.pad_left("每", 4), "  每");
    assert_eq!(ruler.pad_right("每", 4), "每  ");
    assert_eq!(ruler.pad_right("abcdef", 4), "abcdef");
}

#[test]
fn painted_text_becomes_bare_again() {
    let link = "\u{1b}]8;;https://example.org/a\u{1b}\\a\u{1b}]8;;\u{1b}\\";
    assert_eq!(bare(&format!("\u{1b}[1;35mx\u{1b}[0m {link}")), "x a");
    assert_eq!(sequence("\u{1b}[2J"), None);
    assert_eq!(sequence("\u{1b}]0;title\u{7}"), None);
}

/// Characters that matter to the rules, mixed with anything.
fn hostile() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        '\u{1b}',
        '\n',
        '\r',
        '\t',
        '\u{7f}',
        '\u{85}',
        '\u{9b}',
        '\u{200b}',
        '\u{200c}',
        '\u{200d}',
        '\u{202e}',
        '\u{2066}',
        '\u{2028}',
        '\u{feff}',
        '\u{fe0f}',
        '\u{301}',
        '\u{e0041}',
        '\u{e0100}',
        '\u{1f469}',
        '\u{2764}',
        '\u{1f3fd}',
        '\u{627}',
        '\u{644}',
        '\u{915}',
        '\u{94d}',
        '\u{903}',
        '\u{d4e}',
        '\u{600}',
        '\u{1100}',
        '\u{1161}',
        '\u{11a8}',
        '\u{1f1f3}',
        '\u{fffd}',
        'a',
        ' ',
        '…',
        '每',
    ]);
    prop::collection::vec(prop_oneof![4 => special, 1 => any::<char>()], 0..24)
        .prop_map(|characters| characters.into_iter().collect())
}

proptest! {
    #[test]
    fn nothing_that_acts_gets_through(text in hostile()) {
        for ruler in [Ruler::default(), ASCII] {
            let shown = ruler.safe(&text);
            prop_assert!(!shown.chars().any(acts), "{:?}", shown);
            // Written out again here, so that a slip in the list itself is seen.
            let moves = |character: char| {
                matches!(character, '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{61c}' | '\u{200b}' | '\u{200e}'
                    | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
                    | '\u{e0000}'..='\u{e007f}')
            };
            prop_assert!(!shown.contains(moves), "{:?}", shown);
            prop_assert_eq!(ruler.safe(&shown), &*shown);
            let lines = ruler.safe_lines(&text);
            prop_assert!(!lines.chars().any(|character| acts(character) && !matches!(character, '\n' | '\t')));
        }
    }

    #[test]
    fn a_cut_text_fits(text in hostile(), width in 0_usize..20) {
        for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
            let ruler = Ruler { set: GlyphSet::Unicode, ambiguous };
            let shown = ruler.safe(&text).into_owned();
            prop_assert!(ruler.width(&ruler.cut(&shown, width)) <= width);
            prop_assert!(ruler.width(&ruler.pad_right(&shown, width)) >= width);
        }
    }
}
