//! The only file that may read the clock. Everything else is told what day and what instant it is,
//! so a test, a `--today` and a real morning run the same code.

use chrono::{DateTime, FixedOffset, Local, NaiveDate, NaiveTime, TimeZone};

/// The moment a command runs at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// The person's own day, the one check-ins are dated with.
    pub today: NaiveDate,
    pub instant: DateTime<FixedOffset>,
}

impl Now {
    /// The machine's clock, in its time zone.
    #[must_use]
    pub fn read() -> Self {
        let instant = Local::now().fixed_offset();
        Self {
            today: instant.date_naive(),
            instant,
        }
    }

    /// Noon of a given day, for `--today`: the same output on every run.
    #[must_use]
    pub fn noon_of(today: NaiveDate) -> Self {
        let noon = today.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default());
        // A time zone may skip noon in theory (Samoa skipped a whole day); UTC noon exists always.
        let instant = Local.from_local_datetime(&noon).earliest().map_or_else(
            || noon.and_utc().fixed_offset(),
            |local| local.fixed_offset(),
        );
        Self { today, instant }
    }

    #[must_use]
    pub fn millis(&self) -> i64 {
        self.instant.timestamp_millis()
    }
}

/// An instant of the log as local time, for printing.
#[must_use]
pub fn local_instant(millis: i64) -> DateTime<FixedOffset> {
    Local
        .timestamp_millis_opt(millis)
        .single()
        .map_or_else(DateTime::default, |local| local.fixed_offset())
}
