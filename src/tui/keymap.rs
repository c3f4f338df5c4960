//! The one table of keys: where a key works, what it asks for, and how that is called. Looking a key
//! up, the footer, the help card, the palette and the page about keys all read it; a key that is named
//! anywhere else would not follow a person's own settings.

mod context;
mod table;

use super::key::Key;
use crate::words::glyphs::Glyphs;

pub use context::Context;
pub use table::ALL;

/// What a key press asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Intent {
    Up,
    Down,
    First,
    Last,
    HalfUp,
    HalfDown,
    Open,
    Close,
    Accept,
    Back,
    Next,
    Previous,
    Filter,
    NextHit,
    Commands,
    Help,
    Undo,
    Redo,
    Quit,
    Cancel,
    Suspend,
    Redraw,
    ShowTree,
    ShowReview,
    ShowWins,
    ShowTimeline,
    ShowGrade,
    /// To the point before and after, to the week before and after.
    Earlier,
    Later,
    Table,
    Why,
    /// Another view of the same.
    Views,
    Thank,
    /// A proposal is not wanted.
    Dismiss,
    Share,
    CheckIn,
    Add,
    AddObjective,
    Edit,
    EditText,
    CheckInMany,
    Win,
    Block,
    Ask,
    Note,
    Move,
    Drop,
    Copy,
    Mark,
    MarkRange,
    MarkAll,
    Repeat,
    Review,
    Same,
    NoNumber,
    Skip,
    SkipBecause,
    CardBefore,
    CardAfter,
    GoTo,
    /// The line with the number of the key.
    Pick,
}

/// The heading an action stands under in the help card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Move,
    Select,
    Do,
}

/// Whether an action changes the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    Looks,
    Writes,
}

impl Effect {
    /// Whether an action with this effect may be shown where at most `allowed` is possible.
    #[must_use]
    pub fn is_within(self, allowed: Self) -> bool {
        self == Self::Looks || allowed == Self::Writes
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    pub context: Context,
    /// The name in settings.
    pub action: &'static str,
    pub intent: Intent,
    /// The first is the one that is shown.
    pub keys: &'static [&'static str],
    /// What it does, in a few words.
    pub about: &'static str,
    pub group: Group,
    pub effect: Effect,
    /// The command line that does the same; `{id}` is the selected record. Empty when there is none.
    pub shell: &'static str,
}

/// The table with a person's own keys in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    bound: Vec<(Context, Key, Intent)>,
}

/// A person's own keys: `tree.checkin` and the names of keys.
pub type Wish = (String, Vec<String>);

impl Keymap {
    /// The table with the wishes of the settings, and what is wrong with them. A wish that cannot be
    /// had leaves the keys of the table.
    #[must_use]
    pub fn with(wishes: &[Wish]) -> (Self, Vec<String>) {
        let mut wrong = Vec::new();
        let mut own: Vec<(usize, Vec<Key>)> = Vec::new();
        for (name, keys) in wishes {
            match wish(name, keys) {
                Ok(found) => own.push(found),
                Err(sentence) => wrong.push(sentence),
            }
        }
        let mut bound = Vec::new();
        for (place, binding) in ALL.iter().enumerate() {
            let wished = own.iter().find(|(of, _)| *of == place);
            let keys: Vec<Key> = match wished {
                Some((_, keys)) => keys.clone(),
                None => usual(binding),
            };
            let clash = wished.and_then(|_| clash(binding, &keys, place, &own));
            let keys = match clash {
                Some(sentence) => {
                    wrong.push(sentence);
                    usual(binding)
                }
                None => keys,
            };
            bound.extend(
                keys.into_iter()
                    .map(|key| (binding.context, key, binding.intent)),
            );
        }
        (Self { bound }, wrong)
    }

    /// What a key asks for in a place.
    #[must_use]
    pub fn lookup(&self, context: Context, key: Key) -> Option<Intent> {
        context.chain().iter().find_map(|place| {
            let found = self
                .bound
                .iter()
                .find(|(at, bound, _)| at == place && *bound == key);
            found.map(|(_, _, intent)| *intent)
        })
    }

    /// The keys of an intent in a place, the one to show first.
    pub fn keys(&self, context: Context, intent: Intent) -> impl Iterator<Item = Key> + '_ {
        let chain = context.chain();
        self.bound
            .iter()
            .filter(move |(at, _, bound)| chain.contains(at) && *bound == intent)
            .map(|(_, key, _)| *key)
    }

    /// What an intent is called in a place.
    #[must_use]
    pub fn binding(context: Context, intent: Intent) -> Option<&'static Binding> {
        let chain = context.chain();
        ALL.iter()
            .find(|binding| chain.contains(&binding.context) && binding.intent == intent)
    }

    /// The first key of each intent, written together: `↑↓`, `tab`.
    #[must_use]
    pub fn shown(&self, context: Context, intents: &[Intent], glyphs: &Glyphs) -> String {
        let names: Vec<String> = intents
            .iter()
            .filter_map(|intent| {
                let mut all = self.keys(context, *intent).map(|key| key.shown(glyphs));
                let first = all.next()?;
                // Where arrows are words, a letter says the same in less room.
                let short = |name: &String| name.chars().count() == 1;
                match short(&first) || !glyphs.arrows.contains(&first.as_str()) {
                    true => Some(first),
                    false => Some(all.find(short).unwrap_or(first)),
                }
            })
            .collect();
        let are_single = names.iter().all(|name| name.chars().count() == 1);
        names.join(if are_single { "" } else { "/" })
    }
}

impl Default for Keymap {
    fn default() -> Self {
        Self::with(&[]).0
    }
}

fn usual(binding: &Binding) -> Vec<Key> {
    binding
        .keys
        .iter()
        .filter_map(|name| Key::of_name(name))
        .collect()
}

fn wish(name: &str, keys: &[String]) -> Result<(usize, Vec<Key>), String> {
    let found = ALL
        .iter()
        .position(|binding| format!("{}.{}", binding.context.name(), binding.action) == name);
    let Some(place) = found else {
        return Err(format!("settings: no action keys.{name}. Ignored."));
    };
    let mut read = Vec::new();
    for text in keys {
        match Key::of_name(text) {
            Some(key) => read.push(key),
            None => {
                return Err(format!(
                    "settings: keys.{name}: \"{text}\" is no key that works in every terminal. The usual keys stay."
                ));
            }
        }
    }
    Ok((place, read))
}

/// Another action that has one of these keys in the same place.
fn clash(
    binding: &Binding,
    keys: &[Key],
    place: usize,
    own: &[(usize, Vec<Key>)],
) -> Option<String> {
    let others = ALL.iter().enumerate().filter(|(other, candidate)| {
        *other != place
            && (binding.context.chain().contains(&candidate.context)
                || candidate.context.chain().contains(&binding.context))
    });
    for (other, candidate) in others {
        let theirs = own
            .iter()
            .find(|(of, _)| *of == other)
            .map_or_else(|| usual(candidate), |(_, keys)| keys.clone());
        if let Some(key) = keys.iter().find(|key| theirs.contains(key)) {
            return Some(format!(
                "settings: keys.{}.{}: {} is {} already. The usual keys stay.",
                binding.context.name(),
                binding.action,
                key.name(),
                candidate.about
            ));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(name: &str, keys: &[&str]) -> Wish {
        let keys = keys.iter().map(|key| (*key).to_owned()).collect();
        (name.to_owned(), keys)
    }

    #[test]
    fn no_key_has_two_meanings_in_one_place() {
        let map = Keymap::default();
        for (place, (context, key, _)) in map.bound.iter().enumerate() {
            let again = map.bound[place + 1..]
                .iter()
                .find(|(at, other, _)| at == context && other == key);
            assert_eq!(again, None, "{context:?} {key:?}");
        }
    }

    #[test]
    fn every_row_names_keys_that_exist_and_says_what_it_does() {
        for binding in ALL {
            assert_eq!(
                usual(binding).len(),
                binding.keys.len(),
                "{}",
                binding.action
            );
            assert!(!binding.about.is_empty());
            assert!(!binding.keys.is_empty());
        }
    }

    #[test]
    fn a_wish_replaces_the_keys_and_the_footer_follows() {
        let (map, wrong) = Keymap::with(&[wish("tree.checkin", &["i"])]);
        assert_eq!(wrong, Vec::<String>::new());
        assert_eq!(
            map.lookup(Context::Tree, Key::Char('i')),
            Some(Intent::CheckIn)
        );
        assert_eq!(map.lookup(Context::Tree, Key::Char('c')), None);
    }

    #[test]
    fn a_wish_that_cannot_be_had_is_told_and_changes_nothing() {
        for (name, keys) in [
            ("tree.checkin", &["d", "w"][..]),
            ("tree.checkin", &["q"]),
            ("tree.chekin", &["i"]),
            ("tree.checkin", &["ctrl-m"]),
        ] {
            let (map, wrong) = Keymap::with(&[wish(name, keys)]);
            assert_eq!(wrong.len(), 1, "{keys:?}");
            assert_eq!(map, Keymap::default());
        }
    }
}
