//! Colour by meaning. Code names a tone (`status.behind`), a theme says what it looks like, and
//! each front end turns the look into its own terms. No other file names a colour, and no tone
//! carries a meaning that the words beside it do not.

/// What a piece of text means, as far as colour is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    Ahead,
    On,
    Watch,
    Behind,
    Done,
    NoData,
    Stale,
    Id,
    /// Less important; must never be the only sign of anything.
    Muted,
    Selected,
    Heading,
    Warning,
    Error,
    Win,
}

impl Tone {
    pub const ALL: [Self; 14] = [
        Self::Ahead,
        Self::On,
        Self::Watch,
        Self::Behind,
        Self::Done,
        Self::NoData,
        Self::Stale,
        Self::Id,
        Self::Muted,
        Self::Selected,
        Self::Heading,
        Self::Warning,
        Self::Error,
        Self::Win,
    ];

    /// The name in settings and templates.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Ahead => "status.ahead",
            Self::On => "status.on",
            Self::Watch => "status.watch",
            Self::Behind => "status.behind",
            Self::Done => "status.done",
            Self::NoData => "status.no_data",
            Self::Stale => "status.stale",
            Self::Id => "id",
            Self::Muted => "muted",
            Self::Selected => "selected",
            Self::Heading => "heading",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Win => "win",
        }
    }

    #[must_use]
    pub fn of_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tone| tone.label() == label)
    }

    /// The tone of a status word, in its machine or its spoken form: `no_data` or `no data`.
    #[must_use]
    pub fn of_status(word: &str) -> Option<Self> {
        Self::of_label(&format!("status.{}", word.replace([' ', '-'], "_")))
    }
}

/// One of the 16 colours the terminal's owner chose (0 to 15), or a true colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    Terminal(u8),
    True(u8, u8, u8),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weight {
    #[default]
    Normal,
    Bold,
    Dim,
}

/// What a tone looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    pub colour: Option<Colour>,
    pub weight: Weight,
    pub underlined: bool,
    pub reversed: bool,
}

impl Look {
    const PLAIN: Self = Self {
        colour: None,
        weight: Weight::Normal,
        underlined: false,
        reversed: false,
    };

    const fn coloured(number: u8) -> Self {
        Self {
            colour: Some(Colour::Terminal(number)),
            ..Self::PLAIN
        }
    }

    const fn exact(red: u8, green: u8, blue: u8) -> Self {
        Self {
            colour: Some(Colour::True(red, green, blue)),
            ..Self::PLAIN
        }
    }

    const fn bold(self) -> Self {
        Self {
            weight: Weight::Bold,
            ..self
        }
    }

    const fn dim(self) -> Self {
        Self {
            weight: Weight::Dim,
            ..self
        }
    }

    const fn underlined(self) -> Self {
        Self {
            underlined: true,
            ..self
        }
    }

    const fn reversed(self) -> Self {
        Self {
            reversed: true,
            ..self
        }
    }

    /// The text between the sequences that switch this look on and off; the bare text when there is
    /// nothing to switch or nothing to show. The text must be safe already.
    #[must_use]
    pub fn paint(&self, text: &str) -> String {
        let mut codes = Vec::new();
        match self.weight {
            Weight::Normal => {}
            Weight::Bold => codes.push("1".to_owned()),
            Weight::Dim => codes.push("2".to_owned()),
        }
        if self.underlined {
            codes.push("4".to_owned());
        }
        if self.reversed {
            codes.push("7".to_owned());
        }
        match self.colour {
            None => {}
            Some(Colour::Terminal(number @ 0..8)) => codes.push((30 + number).to_string()),
            Some(Colour::Terminal(number)) => codes.push((82 + number.min(15)).to_string()),
            Some(Colour::True(red, green, blue)) => {
                codes.push(format!("38;2;{red};{green};{blue}"))
            }
        }
        if codes.is_empty() || text.is_empty() {
            return text.to_owned();
        }
        format!("\u{1b}[{}m{text}\u{1b}[0m", codes.join(";"))
    }
}

/// A whole set of looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// The 16 colours of the terminal.
    #[default]
    Terminal,
    /// The same, bright and bold, with nothing dimmed.
    Contrast,
    /// True colours of the Okabe-Ito set, told apart with any kind of colour blindness.
    Okabe,
    /// No colour at all: weight, underline and reverse only.
    Mono,
}

impl Theme {
    pub const ALL: [Self; 4] = [Self::Terminal, Self::Contrast, Self::Okabe, Self::Mono];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Contrast => "contrast",
            Self::Okabe => "okabe",
            Self::Mono => "mono",
        }
    }

    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    #[must_use]
    pub fn look(self, tone: Tone) -> Look {
        match self {
            Self::Terminal => terminal(tone),
            Self::Contrast => contrast(tone),
            Self::Okabe => okabe(tone),
            Self::Mono => mono(tone),
        }
    }
}

fn terminal(tone: Tone) -> Look {
    match tone {
        Tone::Ahead => Look::coloured(6),
        Tone::On | Tone::Done => Look::coloured(2),
        Tone::Watch | Tone::Warning | Tone::Stale => Look::coloured(3),
        // Not red: red and green are one colour to one man in twelve.
        Tone::Behind => Look::coloured(5).bold(),
        Tone::Error => Look::coloured(1).bold(),
        Tone::Win => Look::coloured(3).bold(),
        Tone::Id | Tone::Heading => Look::PLAIN.bold(),
        Tone::Muted | Tone::NoData => Look::PLAIN.dim(),
        Tone::Selected => Look::PLAIN.reversed(),
    }
}

fn contrast(tone: Tone) -> Look {
    match tone {
        Tone::Ahead => Look::coloured(14).bold(),
        Tone::On | Tone::Done => Look::coloured(10).bold(),
        Tone::Watch | Tone::Warning | Tone::Stale => Look::coloured(11).bold(),
        Tone::Behind => Look::coloured(13).bold().underlined(),
        Tone::Error => Look::coloured(9).bold(),
        Tone::Win => Look::coloured(11).bold().underlined(),
        Tone::Id => Look::PLAIN.bold(),
        Tone::Heading => Look::PLAIN.bold().underlined(),
        Tone::Muted | Tone::NoData => Look::PLAIN,
        Tone::Selected => Look::PLAIN.bold().reversed(),
    }
}

fn okabe(tone: Tone) -> Look {
    match tone {
        Tone::Ahead => Look::exact(86, 180, 233),
        Tone::On | Tone::Done => Look::exact(0, 158, 115),
        Tone::Watch | Tone::Warning | Tone::Stale => Look::exact(230, 159, 0),
        Tone::Behind => Look::exact(204, 121, 167).bold(),
        Tone::Error => Look::exact(213, 94, 0).bold(),
        Tone::Win => Look::exact(240, 228, 66).bold(),
        Tone::Id | Tone::Heading => Look::PLAIN.bold(),
        Tone::Muted | Tone::NoData => Look::PLAIN.dim(),
        Tone::Selected => Look::PLAIN.reversed(),
    }
}

fn mono(tone: Tone) -> Look {
    match tone {
        Tone::Ahead | Tone::On | Tone::Done => Look::PLAIN,
        Tone::Watch | Tone::Warning | Tone::Stale => Look::PLAIN.underlined(),
        Tone::Behind => Look::PLAIN.bold().underlined(),
        Tone::Error | Tone::Win | Tone::Id | Tone::Heading => Look::PLAIN.bold(),
        Tone::Muted | Tone::NoData => Look::PLAIN.dim(),
        Tone::Selected => Look::PLAIN.reversed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_names_its_tone_and_every_theme_its_name() {
        for tone in Tone::ALL {
            assert_eq!(Tone::of_label(tone.label()), Some(tone));
        }
        for theme in Theme::ALL {
            assert_eq!(Theme::of_name(theme.name()), Some(theme));
        }
        assert_eq!(Tone::of_status("no data"), Some(Tone::NoData));
        assert_eq!(Tone::of_status("behind"), Some(Tone::Behind));
        assert_eq!(Tone::of_status("purple"), None);
    }

    #[test]
    fn looks_become_sequences_that_end_with_a_reset() {
        let paint = |theme: Theme, tone| theme.look(tone).paint("x");
        assert_eq!(paint(Theme::Terminal, Tone::On), "\u{1b}[32mx\u{1b}[0m");
        assert_eq!(
            paint(Theme::Terminal, Tone::Behind),
            "\u{1b}[1;35mx\u{1b}[0m"
        );
        assert_eq!(
            paint(Theme::Contrast, Tone::Ahead),
            "\u{1b}[1;96mx\u{1b}[0m"
        );
        assert_eq!(
            paint(Theme::Okabe, Tone::On),
            "\u{1b}[38;2;0;158;115mx\u{1b}[0m"
        );
        assert_eq!(paint(Theme::Mono, Tone::On), "x");
        assert_eq!(Theme::Terminal.look(Tone::On).paint(""), "");
    }

    #[test]
    fn no_status_is_red_and_mono_has_no_colour() {
        for tone in [Tone::Ahead, Tone::On, Tone::Watch, Tone::Behind, Tone::Done] {
            let colour = Theme::Terminal.look(tone).colour;
            assert!(!matches!(colour, Some(Colour::Terminal(1 | 9))), "{tone:?}");
        }
        for tone in Tone::ALL {
            assert_eq!(Theme::Mono.look(tone).colour, None);
        }
    }
}
