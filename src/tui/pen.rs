//! Writes text into a frame: made safe, measured, cut at the edge. Nothing else in the view puts text
//! of people on the screen, so that no title can move the cursor or colour the line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::model::Manner;
use super::theme;
use crate::words::glyphs::Glyphs;
use crate::words::tone::Tone;

/// A piece of a line and what it means.
pub type Piece = (Option<Tone>, String);

pub struct Pen<'a> {
    pub buffer: &'a mut Buffer,
    pub manner: &'a Manner,
}

impl Pen<'_> {
    #[must_use]
    pub fn glyphs(&self) -> &'static Glyphs {
        self.manner.ruler.set.glyphs()
    }

    #[must_use]
    pub fn style(&self, tone: Option<Tone>) -> Style {
        tone.map_or_else(Style::new, |tone| theme::style(self.manner.theme, tone))
    }

    /// Writes in at most `width` columns and answers the columns it took.
    pub fn text(&mut self, x: u16, y: u16, width: u16, text: &str, tone: Option<Tone>) -> u16 {
        let area = self.buffer.area;
        if y >= area.bottom() || y < area.top() || x >= area.right() {
            return 0;
        }
        let ruler = self.manner.ruler;
        let room = usize::from(width.min(area.right() - x));
        let safe = ruler.safe(text);
        let cut = ruler.cut(&safe, room);
        let style = self.style(tone);
        self.buffer.set_stringn(x, y, &*cut, room, style);
        u16::try_from(ruler.width(&cut)).unwrap_or(width)
    }

    /// The same, ending in front of column `end`.
    pub fn right(&mut self, end: u16, y: u16, width: u16, text: &str, tone: Option<Tone>) {
        let ruler = self.manner.ruler;
        let safe = ruler.safe(text);
        let cut = ruler.cut(&safe, usize::from(width)).into_owned();
        let wide = u16::try_from(ruler.width(&cut)).unwrap_or(width);
        self.text(end.saturating_sub(wide), y, width, &cut, tone);
    }

    /// Pieces one after the other.
    pub fn pieces(&mut self, x: u16, y: u16, width: u16, pieces: &[Piece]) -> u16 {
        let mut used = 0;
        for (tone, text) in pieces {
            if used >= width {
                break;
            }
            used += self.text(x + used, y, width - used, text, *tone);
        }
        used
    }

    /// A horizontal line.
    pub fn rule(&mut self, x: u16, y: u16, width: u16) {
        let sign = self.glyphs().horizontal;
        let line: String = std::iter::repeat_n(sign, usize::from(width)).collect();
        self.text(x, y, width, &line, Some(Tone::Muted));
    }

    /// An empty box with its title in the upper edge; answers what is inside.
    pub fn framed(&mut self, area: Rect, title: &str) -> Rect {
        let area = area.intersection(self.buffer.area);
        if area.width < 4 || area.height < 2 {
            return Rect::default();
        }
        let glyphs = self.glyphs();
        let [upper_left, upper_right, lower_left, lower_right] = glyphs.corners;
        let inner = usize::from(area.width - 2);
        let line = |left: char, right: char| -> String {
            let middle = std::iter::repeat_n(glyphs.horizontal, inner);
            std::iter::once(left).chain(middle).chain([right]).collect()
        };
        let (x, width) = (area.x, area.width);
        self.text(x, area.y, width, &line(upper_left, upper_right), None);
        let sides = format!("{0}{1}{0}", glyphs.vertical, " ".repeat(inner));
        for y in area.y + 1..area.bottom() - 1 {
            self.wipe(Rect {
                y,
                height: 1,
                ..area
            });
            self.text(x, y, width, &sides, None);
        }
        let low = area.bottom() - 1;
        self.text(x, low, width, &line(lower_left, lower_right), None);
        if !title.is_empty() {
            let shown = format!(" {title} ");
            let room = width.saturating_sub(4);
            self.text(x + 2, area.y, room, &shown, Some(Tone::Heading));
        }
        Rect {
            x: x + 2,
            y: area.y + 1,
            width: width - 4,
            height: area.height - 2,
        }
    }

    /// Takes away what was drawn below.
    pub fn wipe(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for position in area.positions() {
            self.buffer[position].reset();
        }
    }

    /// Draws a whole row as selected.
    pub fn selected(&mut self, area: Rect) {
        let style = self.style(Some(Tone::Selected));
        self.buffer
            .set_style(area.intersection(self.buffer.area), style);
    }
}
