//! The hybrid logical clock: wall time in milliseconds with a counter below it, so that stamps
//! grow even when the wall clock stands still or steps back.

/// Milliseconds since 1970 shifted left by 16 bits, and a counter in those bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Stamp(pub i64);

const COUNTER_BITS: u32 = 16;

impl Stamp {
    #[must_use]
    pub fn of_millis(millis: i64) -> Self {
        Self(millis.saturating_mul(1 << COUNTER_BITS))
    }

    #[must_use]
    pub fn millis(self) -> i64 {
        self.0 >> COUNTER_BITS
    }

    /// The stamp of the next local write: later than every stamp seen, and the wall's time if that
    /// is later still. A full counter carries into the millisecond by itself.
    #[must_use]
    pub fn after(self, wall_millis: i64) -> Self {
        Self(self.0.saturating_add(1).max(Self::of_millis(wall_millis).0))
    }
}

#[cfg(test)]
mod tests {
    use super::Stamp;

    #[test]
    fn stamps_grow_while_the_wall_clock_steps_back() {
        let now = Stamp::default().after(1_000_000);
        assert_eq!(now.millis(), 1_000_000);
        let later = now.after(10);
        assert!(later > now);
        assert_eq!(later.millis(), 1_000_000);
    }

    #[test]
    fn a_full_counter_carries_into_the_millisecond() {
        let full = Stamp(Stamp::of_millis(5).0 + 0xffff);
        assert_eq!(full.after(0).millis(), 6);
    }
}
