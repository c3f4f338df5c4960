//! Small figures inside a line: the bar of a share and the sparkline of a few values. A value nobody
//! knows is a gap, never an empty bar or a low point.

use super::glyphs::Glyphs;

/// A bar of exactly `width` characters for a share of 0 to 1; outside it, an empty or a full bar.
/// `None` and values that are no number are blank. Only 1 and more is drawn full, and only 0 and
/// less is drawn empty, as far as the steps of the glyphs allow.
#[must_use]
pub fn meter(share: Option<f64>, width: usize, glyphs: &Glyphs) -> String {
    let Some(share) = share.filter(|share| !share.is_nan()) else {
        return " ".repeat(width);
    };
    let steps = glyphs.bar.len();
    let most = width * steps;
    // Rounds down: a bar that looks full means the target is reached.
    let filled = (share.clamp(0.0, 1.0) * most as f64 + 1e-9) as usize;
    let filled = if share > 0.0 { filled.max(1) } else { filled }.min(most);
    let (whole, part) = (filled / steps, filled % steps);
    let mut bar: String = glyphs.bar[steps - 1..]
        .iter()
        .copied()
        .cycle()
        .take(whole)
        .collect();
    if part > 0 {
        bar.push(glyphs.bar[part - 1]);
    }
    let drawn = bar.chars().count();
    bar.extend(std::iter::repeat_n(
        glyphs.bar_empty,
        width.saturating_sub(drawn),
    ));
    bar
}

/// One character for each value, lowest to highest; equal values stand in the middle, unknown ones
/// are spaces.
#[must_use]
pub fn spark(values: &[Option<f64>], glyphs: &Glyphs) -> String {
    let known = || {
        values
            .iter()
            .copied()
            .flatten()
            .filter(|value| value.is_finite())
    };
    let low = known().fold(f64::INFINITY, f64::min);
    let high = known().fold(f64::NEG_INFINITY, f64::max);
    spark_between(values, low, high, glyphs)
}

/// The same on a scale that is known: `low` is the lowest sign, `high` the highest.
#[must_use]
pub fn spark_between(values: &[Option<f64>], low: f64, high: f64, glyphs: &Glyphs) -> String {
    let top = glyphs.spark.len() - 1;
    let sign = |value: f64| {
        let share = if high > low {
            ((value - low) / (high - low)).clamp(0.0, 1.0)
        } else {
            0.5
        };
        glyphs.spark[((share * top as f64).round() as usize).min(top)]
    };
    values
        .iter()
        .map(|value| value.filter(|value| value.is_finite()).map_or(' ', sign))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::glyphs::GlyphSet;

    #[test]
    fn a_bar_is_full_only_when_the_whole_way_is_gone() {
        let bar = |share| meter(share, 9, GlyphSet::Unicode.glyphs());
        assert_eq!(bar(Some(0.0)), "·········");
        assert_eq!(bar(Some(0.001)), "▏········");
        assert_eq!(bar(Some(0.44)), "███▉·····");
        assert_eq!(bar(Some(0.999)), "████████▉");
        assert_eq!(bar(Some(1.0)), "█████████");
        assert_eq!(bar(Some(7.0)), "█████████");
        assert_eq!(bar(Some(-2.0)), "·········");
        assert_eq!(bar(None), "         ");
        assert_eq!(bar(Some(f64::NAN)), "         ");
        let ascii = |share| meter(Some(share), 9, GlyphSet::Ascii.glyphs());
        assert_eq!(ascii(0.44), "###......");
        assert_eq!(ascii(0.99), "########.");
        assert_eq!(meter(Some(0.5), 0, GlyphSet::Unicode.glyphs()), "");
    }

    #[test]
    fn a_sparkline_has_gaps_where_nothing_is_known() {
        let values = [
            Some(6.0),
            Some(6.0),
            Some(5.0),
            None,
            Some(4.0),
            Some(f64::NAN),
            Some(10.0),
        ];
        assert_eq!(spark(&values, GlyphSet::Unicode.glyphs()), "▃▃▂ ▁ █");
        assert_eq!(spark(&values, GlyphSet::Ascii.glyphs()), "--. _ #");
        assert_eq!(
            spark(&[Some(5.0), Some(5.0)], GlyphSet::Unicode.glyphs()),
            "▅▅"
        );
        assert_eq!(spark(&[], GlyphSet::Unicode.glyphs()), "");
    }
}
