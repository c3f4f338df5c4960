//! Flags: what is unusual about a number, each with the sentence that explains it.
//! A flag never changes a number; it says which edge rule made it.

/// Something a reader should know about an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    Flat,
    Regressed,
    PastTarget,
    Moved,
    StartFromFirstCheckIn,
    NoBaseline,
    NoTarget,
    NoShareLeft,
    NothingCounts,
}

impl Flag {
    /// The word in JSON and in filters.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Flat => "flat",
            Self::Regressed => "regressed",
            Self::PastTarget => "past_target",
            Self::Moved => "moved",
            Self::StartFromFirstCheckIn => "start_from_first_check_in",
            Self::NoBaseline => "no_baseline",
            Self::NoTarget => "no_target",
            Self::NoShareLeft => "no_share_left",
            Self::NothingCounts => "nothing_counts",
        }
    }

    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Flat => {
                "there is no way from the start to the target: it is 100% while the target is met, else 0%"
            }
            Self::Regressed => "it is worse than at the start; progress counts as 0",
            Self::PastTarget => "it is past the target; progress counts as 1",
            Self::Moved => {
                "the start or the target changed after the cycle opened; both scores are kept"
            }
            Self::StartFromFirstCheckIn => {
                "nobody gave a start, so the first check-in is taken as the start"
            }
            Self::NoBaseline => "the start is unknown, so progress is unknown",
            Self::NoTarget => "the target is unknown, so progress is unknown",
            Self::NoShareLeft => {
                "the set weights leave nothing for the unset ones, which count as the average of the set ones"
            }
            Self::NothingCounts => "every weight is 0, so nothing is counted",
        }
    }
}
