//! What commas and points between the digits of a sheet are, where the sheet itself proves it: a file with
//! `1.234,5` or with semicolons between its cells writes 1.250 for a thousand and 250.

/// What the numbers of a file say of the sign before a fraction.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Proof {
    pub comma: bool,
    point: bool,
}

impl Proof {
    pub fn is_comma(self) -> bool {
        self.comma && !self.point
    }

    pub fn hear(&mut self, cell: &str) {
        for run in runs(cell) {
            let groups = |sign: char| is_grouped(run, sign);
            match (run.rfind(','), run.rfind('.')) {
                (Some(comma), Some(point)) if comma > point => {
                    self.comma |= run.get(..comma).is_some_and(|whole| is_grouped(whole, '.'));
                }
                (Some(_), Some(point)) => {
                    self.point |= run.get(..point).is_some_and(|whole| is_grouped(whole, ','));
                }
                (Some(_), None) => match run.matches(',').count() {
                    1 => self.comma |= !groups(','),
                    _ => self.point |= groups(','),
                },
                (None, Some(_)) => match run.matches('.').count() {
                    1 => self.point |= !groups('.'),
                    _ => self.comma |= groups('.'),
                },
                (None, None) => {}
            }
        }
    }
}

/// A cell of a file with a decimal comma, as it is written elsewhere: `1.234,50 €` is `1234.50 €`.
pub(super) fn with_point(cell: &str) -> String {
    let mut told = cell.to_owned();
    for run in runs(cell) {
        let (whole, fraction) = run.split_once(',').unwrap_or((run, ""));
        let is_whole = is_grouped(whole, '.') || !whole.contains('.');
        if is_whole && fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            let whole = whole.replace('.', "");
            let number = match fraction.trim_end_matches('0') {
                "" => whole,
                fraction => format!("{whole}.{fraction}"),
            };
            told = told.replacen(run, &number, 1);
        }
    }
    told
}

/// Digits with commas and points between them.
fn runs(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(|sign: char| !(sign.is_ascii_digit() || matches!(sign, ',' | '.')))
        .map(|run| run.trim_matches([',', '.']))
        .filter(|run| !run.is_empty())
}

/// One to three digits, then groups of three.
fn is_grouped(run: &str, sign: char) -> bool {
    let mut groups = run.split(sign);
    let first = groups.next().unwrap_or_default();
    let mut groups = groups.peekable();
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && groups.peek().is_some()
        && groups.all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof(cells: &[&str]) -> bool {
        let mut proof = Proof::default();
        for cell in cells {
            proof.hear(cell);
        }
        proof.is_comma()
    }

    #[test]
    fn a_decimal_comma_is_proved_and_never_against_a_decimal_point() {
        for cells in [&["1.250", "1.234,5"][..], &["12,5 %"], &["1.234.567"]] {
            assert!(proof(cells), "{cells:?}");
        }
        for cells in [
            &["1.250"][..],
            &["1,250"],
            &["12,5", "3.5"],
            &["1,234.5"],
            &["17.08.2026"],
            &["1,234,567"],
        ] {
            assert!(!proof(cells), "{cells:?}");
        }
    }

    #[test]
    fn a_number_with_a_decimal_comma_is_written_with_a_point() {
        for (cell, told) in [
            ("1.250", "1250"),
            ("1.234,5", "1234.5"),
            ("12,50 %", "12.5 %"),
            ("2.000.000 €", "2000000 €"),
            ("0,250", "0.25"),
            ("40", "40"),
            ("100", "100"),
            ("17.08.2026", "17.08.2026"),
        ] {
            assert_eq!(with_point(cell), told, "{cell}");
        }
    }
}
