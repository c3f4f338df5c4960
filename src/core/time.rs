//! The only file that may read the clock. Everything else is told what day and what instant it is,
//! so a test, a `--today` and a real morning run the same code.

use chrono::{
    DateTime, FixedOffset, Local, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Timelike, Utc,
};

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

/// A change of this machine's clock against UTC: summer time begins or ends. Offsets are in seconds
/// east of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    pub at: DateTime<Utc>,
    pub before: i32,
    pub after: i32,
}

/// How this machine's time zone stands to UTC over a span of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offsets {
    /// At the beginning of the span, in seconds east of UTC.
    pub first: i32,
    /// In the order of time.
    pub shifts: Vec<Shift>,
}

/// The offsets of the machine's time zone from the first to the last day.
#[must_use]
pub fn offsets(from: NaiveDate, to: NaiveDate) -> Offsets {
    let offset = |at: DateTime<Utc>| at.with_timezone(&Local).offset().fix().local_minus_utc();
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    let first = offset(midnight(from));
    let mut shifts = Vec::new();
    for day in from.iter_days().take_while(|day| *day <= to) {
        let mut early = midnight(day);
        let mut late = early + TimeDelta::days(1);
        let (before, after) = (offset(early), offset(late));
        if before == after {
            continue;
        }
        while late - early > TimeDelta::seconds(1) {
            let middle = early + (late - early) / 2;
            let middle = middle - TimeDelta::nanoseconds(i64::from(middle.nanosecond()));
            if offset(middle) == before {
                early = middle;
            } else {
                late = middle;
            }
        }
        shifts.push(Shift {
            at: late,
            before,
            after,
        });
    }
    Offsets { first, shifts }
}

/// Measures how long something takes.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(std::time::Instant);

impl Stopwatch {
    #[must_use]
    pub fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// One that has been running already.
    #[cfg(test)]
    pub fn started(ago: std::time::Duration) -> Self {
        let now = std::time::Instant::now();
        Self(now.checked_sub(ago).unwrap_or(now))
    }

    #[must_use]
    pub fn passed(self) -> std::time::Duration {
        self.0.elapsed()
    }
}
