//! The units a number can carry: percent, money, time, a scale. Recognising them is done here;
//! whether they fit a measure is `reading`'s. Money is never converted.

use crate::domain::quantity::Quantity;

/// What stood beside a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    Percent,
    /// Percentage points.
    Points,
    /// An ISO 4217 code; a bare `$` is `USD`, a bare `¥` is `JPY`.
    Currency(String),
    Time(TimeUnit),
    /// `4.5/5`: the top of a scale, or a total.
    OutOf(Quantity),
    /// `#3`
    Rank,
    /// Any other words, as typed.
    Word(String),
}

/// Units of time of one fixed length; a day is 24 hours. Months and years have no such length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeUnit {
    Milliseconds,
    Seconds,
    Minutes,
    Hours,
    Days,
    Weeks,
}

impl TimeUnit {
    /// Reads `h`, `hr`, `hours` and the like. A capital `M` is a million and never a minute.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        if word == "M" {
            return None;
        }
        match word.to_lowercase().as_str() {
            "ms" | "msec" | "millisecond" | "milliseconds" => Some(Self::Milliseconds),
            "s" | "sec" | "secs" | "second" | "seconds" => Some(Self::Seconds),
            "m" | "min" | "mins" | "minute" | "minutes" => Some(Self::Minutes),
            "h" | "hr" | "hrs" | "hour" | "hours" => Some(Self::Hours),
            "d" | "day" | "days" => Some(Self::Days),
            "w" | "wk" | "wks" | "week" | "weeks" => Some(Self::Weeks),
            _ => None,
        }
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Milliseconds => "ms",
            Self::Seconds => "seconds",
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
            Self::Weeks => "weeks",
        }
    }

    #[must_use]
    pub fn milliseconds(self) -> Quantity {
        Quantity::from(match self {
            Self::Milliseconds => 1,
            Self::Seconds => 1_000,
            Self::Minutes => 60_000,
            Self::Hours => 3_600_000,
            Self::Days => 86_400_000,
            Self::Weeks => 604_800_000,
        })
    }

    /// What a number after this unit counts when it names none: the 30 of `1h30`.
    pub(super) fn below(self) -> Option<Self> {
        match self {
            Self::Hours => Some(Self::Minutes),
            Self::Minutes => Some(Self::Seconds),
            _ => None,
        }
    }
}

/// A currency as typed: every code it can stand for, the usual one first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::capture) struct Money(pub(in crate::capture) Vec<String>);

impl Money {
    pub(in crate::capture) fn usual(&self) -> &str {
        self.0.first().map_or("", String::as_str)
    }

    pub(in crate::capture) fn fits(&self, other: &Self) -> bool {
        self.0.iter().any(|code| other.0.contains(code))
    }
}

/// Longer signs first, so that `US$` is not read as `$`.
const SIGNS: [(&str, &[&str]); 30] = [
    ("US$", &["USD"]),
    ("NZ$", &["NZD"]),
    ("HK$", &["HKD"]),
    ("NT$", &["TWD"]),
    ("A$", &["AUD"]),
    ("C$", &["CAD"]),
    ("S$", &["SGD"]),
    ("R$", &["BRL"]),
    (
        "$",
        &[
            "USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP",
        ],
    ),
    ("€", &["EUR"]),
    ("£", &["GBP", "EGP", "LBP", "GIP", "FKP"]),
    ("¥", &["JPY", "CNY"]),
    ("元", &["CNY", "TWD"]),
    ("円", &["JPY"]),
    ("₩", &["KRW"]),
    ("₹", &["INR"]),
    ("₽", &["RUB"]),
    ("₺", &["TRY"]),
    ("₴", &["UAH"]),
    ("₪", &["ILS"]),
    ("₫", &["VND"]),
    ("₱", &["PHP"]),
    ("₦", &["NGN"]),
    ("₸", &["KZT"]),
    ("฿", &["THB"]),
    ("zł", &["PLN"]),
    ("Kč", &["CZK"]),
    ("Ft", &["HUF"]),
    ("kr", &["SEK", "NOK", "DKK", "ISK"]),
    ("Fr", &["CHF"]),
];

const CODES: &str = "AED ARS AUD BDT BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR FKP GBP GEL GHS \
                     GIP HKD HRK HUF IDR ILS INR ISK JPY KES KRW KZT LBP LKR MAD MXN MYR NGN NOK \
                     NZD PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD TZS UAH UGX \
                     USD UYU VND XAF XOF ZAR";

/// A currency's sign or code, as the whole word.
pub(in crate::capture) fn money(word: &str) -> Option<Money> {
    let signed = SIGNS.iter().find(|(sign, _)| *sign == word);
    if let Some((_, codes)) = signed {
        return Some(Money(codes.iter().map(|code| (*code).to_owned()).collect()));
    }
    let code = word.to_ascii_uppercase();
    (code.len() == 3 && CODES.split_whitespace().any(|known| known == code))
        .then(|| Money(vec![code]))
}

/// A currency at the front of a text, and what follows it.
pub(super) fn leading_money(text: &str) -> Option<(Money, &str)> {
    let sign = SIGNS
        .iter()
        .find_map(|(sign, _)| text.starts_with(sign).then_some(sign.len()));
    let end = sign.or_else(|| {
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        (letters == 3).then_some(3)
    })?;
    let (word, rest) = text.split_at(end);
    Some((money(word)?, rest.trim_start()))
}
