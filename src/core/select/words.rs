//! Filter words as they are typed: cutting a line into words, the keys there are, and the slips of
//! people who know other query languages. What a word means is `term`'s.

use unicode_normalization::UnicodeNormalization;

use crate::error::Error;

/// Every key of a filter word, a word of help, and the values it takes where they are a fixed list.
pub const KEYS: [(&str, &str, &[&str]); 19] = [
    ("team", "whose it is", &[]),
    ("owner", "who answers for it; me is you", &["me"]),
    (
        "status",
        "how it stands",
        &[
            "ahead", "on", "watch", "behind", "done", "no-data", "stale", "closed", "blocked",
        ],
    ),
    ("progress", "from..to in percent: ..50%, 70%..", &[]),
    ("conf", "from..to of confidence, 0 to 10: 7.., ..3", &[]),
    (
        "due",
        "from..to of its own due date: ..fri, today..14d",
        &[],
    ),
    (
        "updated",
        "from..to of the last check-in: ..7d is older than 7 days, 7d.. is newer",
        &[],
    ),
    (
        "kind",
        "how it is measured",
        &[
            "count",
            "number",
            "percent",
            "currency",
            "duration",
            "rating",
            "rank",
            "relative",
            "delta",
            "hold",
            "milestone",
            "steps",
            "zones",
            "unknown",
        ],
    ),
    (
        "is",
        "what it is",
        &["objective", "kr", "dropped", "commit", "stretch"],
    ),
    ("tag", "a tag it has", &[]),
    ("under", "an id and everything below it: under:O2", &[]),
    ("serves", "everything aligned to a vision: serves:V1", &[]),
    ("has", "what is there", &PARTS),
    ("no", "what is missing", &PARTS),
    ("not", "the opposite of one word: not:team:web", &[]),
    ("view", "a filter named in the settings", &[]),
    (
        "text",
        "words in title, handle or notes, taken literally",
        &[],
    ),
    ("cycle", "the cycle it belongs to", &[]),
    ("handle", "its handle", &[]),
];

/// What `has:` and `no:` can ask for.
pub(super) const PARTS: [&str; 14] = [
    "owner",
    "team",
    "parent",
    "handle",
    "tag",
    "due",
    "blocker",
    "confidence",
    "checkin",
    "start",
    "target",
    "weight",
    "link",
    "note",
];

/// Text as it is compared: in NFC, in small letters.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfc().flat_map(char::to_lowercase).collect()
}

/// The known key, in small letters, also where it was typed in another case or in full.
pub(super) fn key(typed: &str) -> Option<&'static str> {
    let lower = fold(typed);
    let known = match lower.as_str() {
        "confidence" => "conf",
        other => other,
    };
    KEYS.iter().map(|(key, ..)| *key).find(|key| *key == known)
}

/// Cuts a line, from a setting or an input field, into filter words. Double quotes around a word or a
/// value keep its spaces: `owner:"ana lee"`. Any other quote, and one that is never closed, is a
/// character like all others.
#[must_use]
pub fn split(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut rest = line.chars();
    while let Some(letter) = rest.next() {
        let opens = letter == '"' && (word.is_empty() || word.ends_with(':'));
        if let Some((quoted, after)) = opens.then(|| rest.as_str().split_once('"')).flatten() {
            word.push_str(quoted);
            rest = after.chars();
        } else if letter.is_whitespace() {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
        } else {
            word.push(letter);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// The values of a word: `web,core` and `web+core` are either. A plus that has nothing on one side
/// belongs to the value: `c++`.
pub(super) fn values(value: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for part in value
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let pieces: Vec<&str> = part.split('+').map(str::trim).collect();
        if pieces.iter().any(|piece| piece.is_empty()) {
            found.push(part);
        } else {
            found.extend(pieces);
        }
    }
    found
}

/// The known word nearest to a mistyped one, if any is near.
pub(super) fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed: String = fold(typed).chars().take(40).collect();
    known
        .map(|word| (strsim::damerau_levenshtein(word, &typed), word))
        .min()
        .filter(|(distance, word)| *distance <= 2 && *distance < word.len())
        .map(|(_, word)| word)
}

/// How a word is searched for as it stands, quoted where a shell would take it apart.
pub(super) fn taken_literally(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || ":._-/@%+,=".contains(letter);
    let quote = match (word.chars().all(plain), word.contains('"')) {
        (true, _) => "",
        (false, false) => "\"",
        (false, true) => "'",
    };
    format!("To search for the text, write  {quote}text:{word}{quote}")
}

const SIGNS: [char; 3] = ['<', '>', '='];

/// `E111` for a word in the manner of other query languages: `progress<50%`, `status=behind`,
/// `news*`. The words before and after it are looked at when the sign stands alone.
pub(super) fn foreign(words: &[String], at: usize) -> Option<Error> {
    let word = words.get(at)?;
    let (head, value) = word.split_once(':').unwrap_or(("", word));
    if key(head) == Some("text") {
        return None;
    }
    let named = key(head).is_some_and(|key| matches!(key, "team" | "owner" | "tag"));
    // A name may hold a sign inside; at its edge it is meant as a comparison or a wildcard.
    let suspect = if named {
        value.starts_with(SIGNS) || value.starts_with('*') || value.ends_with('*')
    } else {
        value.contains(SIGNS) || value.contains('*')
    };
    if !suspect {
        return None;
    }
    let alone = value.trim_matches(|letter: char| SIGNS.contains(&letter) || letter == ' ');
    let before = (at > 0 && value.trim_start().starts_with(SIGNS) && head.is_empty())
        .then(|| words.get(at - 1))
        .flatten()
        .map_or("", String::as_str);
    let after = if alone.is_empty() || value.ends_with(SIGNS) {
        words.get(at + 1).map_or("", String::as_str)
    } else {
        ""
    };
    let whole = format!("{before} {word} {after}");
    Some(refused(whole.trim(), word))
}

fn refused(typed: &str, word: &str) -> Error {
    let meant = meant(typed);
    let error = if word.contains(SIGNS) {
        Error::usage("E111", "filters use ranges").why(
            "A range is from..to with both ends in it; the shell would take < and > for itself.",
        )
    } else {
        Error::usage("E111", "filters have no wildcards")
            .why("A word is found anywhere in a title, a handle or a note.")
    };
    let error = match meant {
        Some(meant) => error.instead(typed, meant),
        None => error.next("okr help filters"),
    };
    error.why(taken_literally(word))
}

/// The word in our own form: the key, and the range the sign asks for.
fn meant(typed: &str) -> Option<String> {
    let Some(sign) = typed.find(SIGNS) else {
        let plain = typed.replace('*', "");
        return (!plain.trim_end_matches(':').is_empty() && !plain.ends_with(':')).then_some(plain);
    };
    let (head, tail) = typed.split_at(sign);
    let head = head.trim().trim_end_matches([':', '!']).trim();
    let value = tail.trim_start_matches(SIGNS).trim();
    let value = value.replace('*', "");
    if head.is_empty() || value.is_empty() || head.contains(char::is_whitespace) {
        return None;
    }
    let head = key(head).map_or_else(|| fold(head), str::to_owned);
    Some(if tail.starts_with('<') {
        format!("{head}:..{value}")
    } else if tail.starts_with('>') {
        format!("{head}:{value}..")
    } else {
        format!("{head}:{value}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foreign_to(typed: &[&str], at: usize) -> Option<String> {
        let words: Vec<String> = typed.iter().map(|word| (*word).to_owned()).collect();
        let error = foreign(&words, at)?;
        assert_eq!(error.code, "E111");
        let meant = error.instead.map(|(_, meant)| meant);
        meant.or_else(|| error.next.first().cloned())
    }

    #[test]
    fn a_comparison_is_answered_with_the_range_to_type() {
        assert_eq!(
            foreign_to(&["progress < 50%"], 0),
            Some("progress:..50%".to_owned())
        );
        assert_eq!(
            foreign_to(&["progress", "<", "50%"], 1),
            Some("progress:..50%".to_owned())
        );
        assert_eq!(
            foreign_to(&["progress>=50%"], 0),
            Some("progress:50%..".to_owned())
        );
        assert_eq!(foreign_to(&["conf:>7"], 0), Some("conf:7..".to_owned()));
        assert_eq!(
            foreign_to(&["status=behind"], 0),
            Some("status:behind".to_owned())
        );
        assert_eq!(foreign_to(&["news*"], 0), Some("news".to_owned()));
        assert_eq!(foreign_to(&["team:web*"], 0), Some("team:web".to_owned()));
        assert_eq!(foreign_to(&["*"], 0), Some("okr help filters".to_owned()));
    }

    #[test]
    fn a_text_a_shell_would_take_apart_is_quoted() {
        let shown = |word| taken_literally(word).rsplit("  ").next().map(str::to_owned);
        assert_eq!(shown("staus:behind").as_deref(), Some("text:staus:behind"));
        assert_eq!(shown("a < b").as_deref(), Some("\"text:a < b\""));
        assert_eq!(shown("a \"b\"").as_deref(), Some("'text:a \"b\"'"));
    }

    #[test]
    fn a_sign_inside_a_name_or_a_text_is_a_character() {
        for word in [
            "team:r=d", "text:a<b", "text:*", "o'brien", "100%", "a_b", "\"so\"",
        ] {
            assert_eq!(foreign_to(&[word], 0), None, "{word}");
        }
    }

    #[test]
    fn quotes_in_a_line_keep_spaces_only_around_a_word_or_a_value() {
        assert_eq!(
            split(r#"owner:"ana lee"  team:web"#),
            ["owner:ana lee", "team:web"]
        );
        assert_eq!(
            split(r#""a b" o'brien 5" tall"#),
            ["a b", "o'brien", "5\"", "tall"]
        );
        assert_eq!(split("\"open"), ["\"open"]);
        assert_eq!(split("  "), Vec::<String>::new());
    }

    #[test]
    fn a_plus_at_the_edge_belongs_to_the_value() {
        assert_eq!(values("web,core+ops"), ["web", "core", "ops"]);
        assert_eq!(values("c++"), ["c++"]);
        assert_eq!(values("a,"), ["a"]);
        assert_eq!(values(",+"), ["+"]);
    }
}
