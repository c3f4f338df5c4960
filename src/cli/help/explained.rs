//! What every code and every word of the domain means. The texts stand in codes.md and words.md: an
//! entry starts with `## NAME title` or, for words, `## NAME | other names`.

const CODES: &str = include_str!("codes.md");
const WORDS: &str = include_str!("words.md");

/// One entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explained {
    pub name: &'static str,
    /// The title of a code; empty for a word.
    pub title: &'static str,
    /// Other names of a word, separated by commas.
    pub others: &'static str,
    pub text: &'static str,
}

fn entries(
    file: &'static str,
    parted: fn(&'static str) -> (&'static str, &'static str, &'static str),
) -> impl Iterator<Item = Explained> {
    file.split("## ").skip(1).map(move |entry| {
        let (head, text) = entry.split_once('\n').unwrap_or((entry, ""));
        let (name, title, others) = parted(head);
        Explained {
            name,
            title,
            others,
            text: text.trim_end(),
        }
    })
}

/// The codes, in their order.
pub fn codes() -> impl Iterator<Item = Explained> {
    entries(CODES, |head| {
        let (code, title) = head.split_once(' ').unwrap_or((head, ""));
        (code, title, "")
    })
}

/// The words, in their order.
pub fn words() -> impl Iterator<Item = Explained> {
    entries(WORDS, |head| {
        let (word, others) = head.split_once(" | ").unwrap_or((head, ""));
        (word, "", others)
    })
}

/// The entry of a code or a word, in any case, with spaces or dashes.
#[must_use]
pub fn find(asked: &str) -> Option<Explained> {
    let asked = asked.trim().to_lowercase().replace([' ', '_'], "-");
    codes()
        .find(|entry| entry.name.to_lowercase() == asked)
        .or_else(|| {
            words().find(|entry| {
                entry.name == asked || entry.others.split(", ").any(|other| other == asked)
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::{Path, PathBuf};

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }

    /// The codes that stand in quotes outside tests.
    fn codes_in(text: &str) -> BTreeSet<String> {
        let text = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        text.split('"')
            .filter(|word| {
                word.len() >= 3
                    && matches!(word.as_bytes()[0], b'E' | b'W' | b'L')
                    && word[1..].len() == if word.starts_with('L') { 2 } else { 3 }
                    && word[1..].bytes().all(|byte| byte.is_ascii_digit())
            })
            .map(str::to_owned)
            .collect()
    }

    fn all_sources() -> Vec<(PathBuf, String)> {
        let mut paths = Vec::new();
        sources(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut paths,
        );
        let is_test = |path: &Path| {
            path.components()
                .any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs")
        };
        paths.retain(|path| !is_test(path));
        paths
            .into_iter()
            .map(|path| (path.clone(), std::fs::read_to_string(path).expect("text")))
            .collect()
    }

    #[test]
    fn every_code_of_the_source_is_explained() {
        let known: BTreeSet<String> = codes().map(|entry| entry.name.to_owned()).collect();
        for (path, text) in all_sources() {
            for code in codes_in(&text) {
                assert!(
                    known.contains(&code),
                    "{code} in {} is not explained in codes.md",
                    path.display()
                );
            }
        }
    }

    /// Two meanings of a code would be two kinds of ending for it.
    #[test]
    fn a_code_ends_a_command_in_one_way_only() {
        let mut kinds: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for (_, text) in all_sources() {
            let text = text
                .split("#[cfg(test)]\nmod tests {")
                .next()
                .unwrap_or_default()
                .replace(['\n', ' '], "");
            for kind in ["usage", "not_found", "refused", "conflict", "storage"] {
                for rest in text.split(&format!("::{kind}(\"")).skip(1) {
                    kinds
                        .entry(rest.chars().take(4).collect())
                        .or_default()
                        .insert(kind);
                }
            }
        }
        let mixed: Vec<_> = kinds.iter().filter(|(_, kinds)| kinds.len() > 1).collect();
        assert!(mixed.is_empty(), "{mixed:?}");
    }

    #[test]
    fn codes_and_words_have_one_entry_each_of_half_a_page_at_most() {
        let mut seen = BTreeSet::new();
        for entry in codes().chain(words()) {
            assert!(seen.insert(entry.name.to_owned()), "{} twice", entry.name);
            for other in entry.others.split(", ").filter(|other| !other.is_empty()) {
                assert!(seen.insert(other.to_owned()), "{other} twice");
            }
            assert!(!entry.text.trim().is_empty(), "{}", entry.name);
            assert!(entry.text.len() < 1200, "{}", entry.name);
        }
        let lints = (1..=24).map(|number| format!("L{number:02}"));
        for code in lints {
            let text = find(&code).expect("an entry").text;
            let has = |word: &str| text.contains(&format!("\n  {word}  "));
            assert!(has("before") && has("after"), "{code} has no pair");
        }
    }

    #[test]
    fn words_are_found_in_any_spelling() {
        for asked in ["Key result", "KR", "key_result", "key-result"] {
            assert_eq!(
                find(asked).map(|entry| entry.name),
                Some("key-result"),
                "{asked}"
            );
        }
        assert_eq!(
            find("e204").map(|entry| entry.title),
            Some("The value is not a number")
        );
        assert_eq!(find("nonsense"), None);
    }
}
