//! Long answers, a screen at a time. The pager is a program of the person's choice, started from
//! its words without a shell, so nothing in a title or a setting is ever run as a command line.

use std::io::{ErrorKind, Write};
use std::process::{Command, Stdio};

use super::manners::Environment;
use crate::words::text::{Ruler, bare};

/// A program and its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pager {
    words: Vec<String>,
    /// `LESS` is set for the pager where the person has not set it.
    wants_options: bool,
}

impl Pager {
    /// `OKR_PAGER`, the setting, `PAGER`, then `less -FIRX`. An empty one, or `cat`, means none.
    pub fn choose(environment: Environment, setting: Option<&str>) -> Option<Self> {
        let chosen = environment("OKR_PAGER")
            .or_else(|| setting.map(str::to_owned))
            .or_else(|| environment("PAGER"));
        let words = split(chosen.as_deref().unwrap_or("less -FIRX"));
        let pager = Self {
            wants_options: environment("LESS").is_none(),
            words,
        };
        (!matches!(pager.program(), "" | "cat")).then_some(pager)
    }

    /// The file name of the program, without folder and ending.
    fn program(&self) -> &str {
        let path = self.words.first().map_or("", String::as_str);
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        name.strip_suffix(".exe").unwrap_or(name)
    }

    /// Whether it is known to show colour.
    pub fn shows_colour(&self) -> bool {
        self.program() == "less"
    }

    /// Shows the text and waits until the person leaves. `false` when the program cannot be
    /// started: the text is then still to be printed. Leaving early is no error.
    pub fn show(&self, text: &str) -> std::io::Result<bool> {
        let Some((program, arguments)) = self.words.split_first() else {
            return Ok(false);
        };
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped());
        if self.wants_options {
            command.env("LESS", "FIRX");
        }
        let Ok(mut child) = command.spawn() else {
            return Ok(false);
        };
        let written = child
            .stdin
            .take()
            .map_or(Ok(()), |mut stdin| stdin.write_all(text.as_bytes()));
        child.wait()?;
        match written {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
            _ => Ok(true),
        }
    }
}

/// Words at spaces; a quoted part keeps its spaces. Nothing else has a meaning.
pub(super) fn split(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for character in line.chars() {
        match quote {
            Some(mark) if mark == character => quote = None,
            None if character.is_whitespace() => words.extend(word.take()),
            None if matches!(character, '"' | '\'') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}

/// Whether the text takes more rows than the screen has, leaving one for the shell's prompt.
pub fn is_longer(text: &str, columns: usize, rows: usize, ruler: &Ruler) -> bool {
    let taken = |line: &str| ruler.width(&bare(line)).div_ceil(columns.max(1)).max(1);
    text.lines().map(taken).sum::<usize>() >= rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(
        okr: Option<&str>,
        setting: Option<&str>,
        shared: Option<&str>,
    ) -> Option<Vec<String>> {
        let environment = |name: &str| match name {
            "OKR_PAGER" => okr.map(str::to_owned),
            "PAGER" => shared.map(str::to_owned),
            _ => None,
        };
        Pager::choose(&environment, setting).map(|pager| pager.words)
    }

    #[test]
    fn the_nearest_choice_of_a_pager_wins() {
        let words = |list: &[&str]| Some(list.iter().map(|word| (*word).to_owned()).collect());
        assert_eq!(
            chosen(Some("most -w"), Some("bat"), Some("more")),
            words(&["most", "-w"])
        );
        assert_eq!(chosen(None, Some("bat"), Some("more")), words(&["bat"]));
        assert_eq!(chosen(None, None, Some("more")), words(&["more"]));
        assert_eq!(chosen(None, None, None), words(&["less", "-FIRX"]));
        assert_eq!(chosen(Some(""), None, Some("more")), None);
        assert_eq!(chosen(None, None, Some("cat")), None);
    }

    #[test]
    fn a_pager_line_is_words_and_no_shell() {
        assert_eq!(
            split("less -R; rm -rf $HOME"),
            ["less", "-R;", "rm", "-rf", "$HOME"]
        );
        assert_eq!(
            split("\"C:/Program Files/less.exe\" -p ''"),
            ["C:/Program Files/less.exe", "-p", ""]
        );
    }

    #[test]
    fn only_less_is_trusted_with_colour() {
        let pager = |line: &str| Pager {
            words: split(line),
            wants_options: false,
        };
        assert!(pager("/usr/bin/less -R").shows_colour());
        assert!(pager("'C:\\tools\\less.exe'").shows_colour());
        assert!(!pager("more").shows_colour());
    }

    #[test]
    fn a_missing_pager_leaves_the_text_to_be_printed() {
        let pager = Pager {
            words: vec!["no-such-program-for-okr".to_owned()],
            wants_options: true,
        };
        assert!(!pager.show("text").expect("no error"));
    }

    #[test]
    fn wrapped_lines_count_as_often_as_they_wrap() {
        let ruler = Ruler::default();
        assert!(!is_longer("a\nb\n", 80, 3, &ruler));
        assert!(is_longer("a\nb\nc\n", 80, 3, &ruler));
        assert!(is_longer(&"x".repeat(161), 80, 3, &ruler));
        assert!(!is_longer("\u{1b}[1;35mxx\u{1b}[0m", 2, 2, &ruler));
    }
}
