//! From a tone to what the terminal library draws. Colours are named in `words::tone` and nowhere
//! else; without a theme only the selection is drawn, as reverse.

use ratatui::style::{Color, Modifier, Style};

use crate::words::tone::{Colour, Theme, Tone, Weight};

/// The style of a piece of text.
#[must_use]
pub fn style(theme: Option<Theme>, tone: Tone) -> Style {
    let Some(theme) = theme else {
        // Reverse is no colour: without it the selection would be one small sign.
        return match tone {
            Tone::Selected => Style::new().add_modifier(Modifier::REVERSED),
            _ => Style::new(),
        };
    };
    let look = theme.look(tone);
    let mut style = Style::new();
    match look.colour {
        Some(Colour::Terminal(number)) => style = style.fg(Color::Indexed(number)),
        Some(Colour::True(red, green, blue)) => style = style.fg(Color::Rgb(red, green, blue)),
        None => {}
    }
    match look.weight {
        Weight::Bold => style = style.add_modifier(Modifier::BOLD),
        Weight::Dim => style = style.add_modifier(Modifier::DIM),
        Weight::Normal => {}
    }
    if look.underlined {
        style = style.add_modifier(Modifier::UNDERLINED);
    }
    if look.reversed {
        style = style.add_modifier(Modifier::REVERSED);
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_is_seen_in_every_theme_and_without_colour() {
        let themes = Theme::ALL.into_iter().map(Some).chain([None]);
        for theme in themes {
            let selected = style(theme, Tone::Selected);
            assert!(selected.add_modifier.contains(Modifier::REVERSED));
        }
        assert_eq!(style(None, Tone::Behind), Style::new());
    }
}
