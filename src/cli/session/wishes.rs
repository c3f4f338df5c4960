//! What this person wishes: options, environment and settings, in the order in which they win. A
//! command asks here and reads none of the three itself.

use chrono::NaiveDate;
use okr_core::Result;
use okr_core::act::Context;
use okr_core::capture::date::{self, DateContext, Order, Prefer};
use okr_core::capture::number::Comma;
use okr_core::domain::assess::Policy;
use okr_core::domain::cycle::{Calendar, Cycle, Length};
use okr_core::report::board::{self, CycleChoice};
use okr_core::store::{cycles, reviews};

use super::Session;
use crate::cli::usage;

impl Session<'_> {
    /// A setting of the environment or of the file, in this order.
    fn wish(&self, variable: &str, setting: &str) -> String {
        (self.environment)(variable)
            .filter(|value| !value.is_empty())
            .unwrap_or_else(|| self.settings.get(setting).to_owned())
    }

    pub(super) fn is_on(&self, variable: &str) -> bool {
        (self.environment)(variable)
            .is_some_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
    }

    /// Who is at the keyboard: the settings' name, else the login.
    #[must_use]
    pub fn me(&self) -> String {
        let named = self.settings.get("user.name");
        let login = || {
            (self.environment)("USER")
                .or_else(|| (self.environment)("LOGNAME"))
                .unwrap_or_default()
        };
        if named.is_empty() {
            login()
        } else {
            named.to_owned()
        }
    }

    #[must_use]
    pub fn policy(&self) -> Policy {
        let days = date::days(self.settings.get("review.stale_after")).filter(|days| *days > 0);
        Policy {
            stale_after: days.unwrap_or(Policy::default().stale_after),
        }
    }

    #[must_use]
    pub fn calendar(&self) -> Calendar {
        const MONTHS: [&str; 12] = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ];
        let month = self.settings.get("cycle.fiscal_start").to_lowercase();
        let fiscal_start = MONTHS
            .iter()
            .position(|name| month.starts_with(name))
            .map_or(1, |place| place as u32 + 1);
        let length = match self.settings.get("cycle.length") {
            "month" => Length::Month,
            "trimester" => Length::Trimester,
            other => match other
                .strip_prefix("weeks:")
                .and_then(|weeks| weeks.parse().ok())
            {
                Some(weeks) => Length::Weeks(weeks),
                None => Length::Quarter,
            },
        };
        Calendar {
            length,
            fiscal_start,
        }
    }

    #[must_use]
    pub fn comma(&self) -> Comma {
        self.settings
            .get("number.comma")
            .parse()
            .unwrap_or_default()
    }

    /// A date as people type it.
    ///
    /// # Errors
    /// `E201` with a form that would work.
    pub fn date(&self, text: &str, prefer: Prefer, cycle: Option<&Cycle>) -> Result<NaiveDate> {
        let mut span = cycle.map(|cycle| (cycle.start, cycle.end));
        let mut last_review = None;
        // Few days are told from what stands in the book, and only they have it opened.
        let word = text.trim().to_lowercase();
        if matches!(word.as_str(), "start" | "mid" | "end") && span.is_none() {
            span = self
                .look(|connection| {
                    let all = cycles::all(connection)?;
                    board::chosen(connection, &self.cycle_choice(), &all, self.now.today)
                })
                .flatten()
                .map(|cycle| (cycle.start, cycle.end));
        } else if word.ends_with("review") {
            last_review = self
                .look(|connection| reviews::last(connection, self.now.today))
                .flatten();
        }
        date::date(
            text,
            &DateContext {
                today: self.now.today,
                cycle: span,
                last_review,
                prefer,
                order: self
                    .settings
                    .get("date.order")
                    .parse()
                    .unwrap_or(Order::Ask),
                fiscal: self.calendar(),
            },
        )
    }

    /// Who writes, when, with which command.
    #[must_use]
    pub fn context(&self) -> Context {
        Context {
            now: self.now,
            by: self.me(),
            command: match &self.step {
                Some(step) => step.clone(),
                None => usage::shown_command(&self.arguments),
            },
            comma: self.comma(),
            policy: self.policy(),
            calendar: self.calendar(),
            watch: self.io.watch(),
        }
    }

    /// The cycle the command is about.
    #[must_use]
    pub fn cycle_choice(&self) -> CycleChoice {
        let named = self
            .globals
            .cycle
            .clone()
            .or_else(|| (self.environment)("OKR_CYCLE").filter(|name| !name.is_empty()));
        match named.as_deref() {
            None => CycleChoice::Current,
            Some("all") => CycleChoice::All,
            Some(name) => CycleChoice::Named(name.to_owned()),
        }
    }

    /// The scope in force: flag, environment, settings. `--all` takes it away.
    #[must_use]
    pub fn scope(&self) -> Option<String> {
        if self.globals.all {
            return None;
        }
        let scope = self
            .globals
            .scope
            .clone()
            .unwrap_or_else(|| self.wish("OKR_SCOPE", "scope"));
        Some(scope).filter(|scope| !scope.trim().is_empty())
    }

    /// The editor and the pager of this person, for commands that start one.
    #[must_use]
    pub fn editor(&self) -> Option<String> {
        ["OKR_EDITOR", "VISUAL", "EDITOR"]
            .into_iter()
            .filter_map(self.environment)
            .chain([self.settings.get("editor").to_owned()])
            .find(|editor| !editor.trim().is_empty())
    }
}
