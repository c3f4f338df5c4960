//! The word lists of the sentence reader, all in lower case: currencies, units, months, fillers,
//! rates. Verbs are in `verb`. A list here decides nothing on its own.

/// The code of a currency sign.
pub(super) fn currency_sign(sign: char) -> Option<&'static str> {
    Some(match sign {
        '$' => "USD",
        '€' => "EUR",
        '£' => "GBP",
        '¥' | '￥' => "JPY",
        '₩' => "KRW",
        '₹' => "INR",
        '₽' => "RUB",
        '₺' => "TRY",
        '₴' => "UAH",
        '₫' => "VND",
        '₱' => "PHP",
        '฿' => "THB",
        _ => return None,
    })
}

/// The code of a currency written as code, sign or word. Codes must be in capitals or be
/// unmistakable in small letters.
pub(super) fn currency(word: &str) -> Option<&'static str> {
    const CODES: [&str; 26] = [
        "USD", "EUR", "GBP", "CHF", "JPY", "CNY", "INR", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK",
        "PLN", "CZK", "HUF", "BRL", "MXN", "ZAR", "SGD", "HKD", "KRW", "ILS", "AED", "TRY", "THB",
    ];
    let mut letters = word.chars();
    if let (Some(sign), None) = (letters.next(), letters.next()) {
        return currency_sign(sign).or(match sign {
            '円' => Some("JPY"),
            '元' => Some("CNY"),
            '원' => Some("KRW"),
            _ => None,
        });
    }
    let small = match word.to_lowercase().as_str() {
        "usd" | "dollar" | "dollars" => Some("USD"),
        "rs" | "rs." | "rupees" => Some("INR"),
        "eur" | "euro" | "euros" => Some("EUR"),
        "chf" | "franken" | "francs" | "sfr" | "sfr." | "fr." => Some("CHF"),
        "gbp" => Some("GBP"),
        "yen" => Some("JPY"),
        _ => None,
    };
    small.or_else(|| CODES.into_iter().find(|code| *code == word))
}

/// The factor that stands first in `M`, `kCHF` or `bn`, and what follows it.
pub(super) fn multiplier_prefix(glued: &str) -> (i64, &str) {
    for (prefix, factor) in [
        ("bn", 1_000_000_000),
        ("Bn", 1_000_000_000),
        ("BN", 1_000_000_000),
        ("mm", 1_000_000),
        ("MM", 1_000_000),
        ("mn", 1_000_000),
        ("Mio", 1_000_000),
        ("mio", 1_000_000),
        ("lakh", 100_000),
        ("crore", 10_000_000),
        ("cr", 10_000_000),
        ("Cr", 10_000_000),
        ("Mrd", 1_000_000_000),
        ("k", 1_000),
        ("K", 1_000),
        ("M", 1_000_000),
        ("m", 1_000_000),
        ("B", 1_000_000_000),
        ("b", 1_000_000_000),
    ] {
        if let Some(rest) = glued.strip_prefix(prefix)
            && (rest.is_empty() || currency(rest).is_some())
        {
            return (factor, rest);
        }
    }
    // TCHF and T€ are thousands; a lone T is no number.
    match glued.strip_prefix('T') {
        Some(rest) if currency(rest).is_some() => (1_000, rest),
        _ => (1, glued),
    }
}

/// Comes before a period: every week, pro Monat.
pub(super) fn is_every(low: &str) -> bool {
    listed(" every each per pro jede jeden jedes jedem ", low)
}

/// The factor of a multiplier that is its own word.
pub(super) fn multiplier(low: &str) -> Option<i64> {
    Some(match low {
        "k" | "thousand" | "tausend" | "tsd" => 1_000,
        "万" | "만" => 10_000,
        "lakh" | "lakhs" | "lac" => 100_000,
        "crore" | "crores" | "cr" => 10_000_000,
        "million" | "millions" | "mio" | "millionen" | "mn" => 1_000_000,
        "億" | "亿" | "억" => 100_000_000,
        "trillion" => 1_000_000_000_000,
        "billion" | "billions" | "bn" | "mrd" | "milliarden" => 1_000_000_000,
        _ => return None,
    })
}

/// Seconds in a unit of time, times 1,000; 0 for months and years, which have no fixed length.
pub(super) fn time_unit(low: &str) -> Option<i64> {
    Some(match low {
        "ms" | "millisecond" | "milliseconds" | "millisekunden" => 1,
        "s" | "sec" | "secs" | "second" | "seconds" | "sekunde" | "sekunden" => 1_000,
        "m" | "min" | "mins" | "minute" | "minutes" | "minuten" => 60_000,
        "h" | "hr" | "hrs" | "hour" | "hours" | "stunde" | "stunden" | "std" => 3_600_000,
        "d" | "day" | "days" | "tag" | "tage" | "tagen" | "werktage" | "werktagen"
        | "arbeitstage" | "arbeitstagen" => 86_400_000,
        "w" | "week" | "weeks" | "woche" | "wochen" => 604_800_000,
        "month" | "months" | "monat" | "monate" | "monaten" | "quarter" | "quarters"
        | "quartale" | "year" | "years" | "jahr" | "jahre" | "jahren" => 0,
        _ => return None,
    })
}

pub(super) fn is_time_unit(low: &str) -> bool {
    time_unit(low).is_some()
}

pub(super) fn is_size_unit(low: &str) -> bool {
    listed(
        " kb mb gb tb pb kib mib gib tib mbps gbps rps qps tps fps kg km cm kwh mwh kw mw \
        gwh fte ftes dpi bps ",
        low,
    )
}

/// A word for something that takes time, so that a small m behind a number is minutes.
pub(super) fn takes_time(low: &str) -> bool {
    const LIST: &str = " latency duration delay mttr mttd lag takes take build builds reply replies response wait waits \
        waiting deploy deploys turnaround runtime dauer wartezeit ";
    listed(LIST, low) || (low.ends_with("time") && low != "lifetime") || low.ends_with("zeit")
}

/// Bytes in a size such as `MB` or `GiB`, in any case.
pub(super) fn bytes(low: &str) -> Option<i64> {
    Some(match low {
        "kb" => 1_000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        "tb" => 1_000_000_000_000,
        "kib" => 1 << 10,
        "mib" => 1 << 20,
        "gib" => 1 << 30,
        "tib" => 1 << 40,
        _ => return None,
    })
}

/// A word for one period, as in `per week`; the answer is the period's English name.
pub(super) fn period(low: &str) -> Option<&'static str> {
    Some(match low {
        "second" | "sec" | "s" | "sekunde" => "second",
        "minute" | "min" => "minute",
        "hour" | "hr" | "h" | "stunde" => "hour",
        "day" | "tag" | "daily" | "täglich" => "day",
        "night" | "nacht" => "night",
        "week" | "woche" | "weekly" | "wöchentlich" => "week",
        "sprint" => "sprint",
        "month" | "mo" | "monat" | "monthly" | "monatlich" => "month",
        "quarter" | "quartal" | "quarterly" => "quarter",
        "year" | "yr" | "jahr" | "yearly" | "annually" | "jährlich" => "year",
        _ => return None,
    })
}

pub(super) fn is_month(low: &str) -> bool {
    listed(
        " jan january januar feb february februar mar march märz apr april may mai jun june \
        juni jul july juli aug august sep sept september oct october okt oktober nov \
        november dec december dez dezember ",
        low.trim_end_matches('.'),
    )
}

/// A number written as a word. One is left out: "one" and "a" are articles as often as numbers.
pub(super) fn spelled(low: &str) -> Option<i64> {
    Some(match low {
        "two" | "zwei" => 2,
        "three" | "drei" => 3,
        "four" | "vier" => 4,
        "five" | "fünf" => 5,
        "six" | "sechs" => 6,
        "seven" | "sieben" => 7,
        "eight" | "acht" => 8,
        "nine" | "neun" => 9,
        "ten" | "zehn" => 10,
        "twelve" | "zwölf" => 12,
        "fifteen" | "fünfzehn" => 15,
        "twenty" | "zwanzig" => 20,
        "thirty" | "dreissig" | "dreißig" => 30,
        "forty" | "vierzig" => 40,
        "fifty" | "fünfzig" => 50,
        "sixty" | "sechzig" => 60,
        "seventy" | "siebzig" => 70,
        "eighty" | "achtzig" => 80,
        "ninety" | "neunzig" => 90,
        "hundred" | "hundert" => 100,
        _ => return None,
    })
}

/// The word stands in a list of words with a space on either side of each.
fn listed(list: &str, word: &str) -> bool {
    !word.is_empty() && list.contains(&format!(" {word} "))
}

/// Names that carry a number: `SOC 2`, `Tier 1`, `Phase 3`.
pub(super) fn names_a_number(low: &str) -> bool {
    listed(
        " soc iso iec sev severity fortune ftse dax smi tier type phase version level wcag \
        section article chapter pci dss node python java php rails angular react vue \
        windows ios android ubuntu postgres postgresql mysql drupal typo3 priority prio p \
        kr okr objective wave iteration milestone kw layer http tls web series gen \
        generation formula class zone scope category stage step day week month year sprint \
        quarter fy q iec/iso iso/iec h stufe schritt swift kotlin ruby django laravel \
        spring net core industry covid top10 windows-server din en nist cis bs rfc vision \
        horizon agenda ",
        low,
    )
}

/// Words that add nothing to a unit.
pub(super) fn is_filler(low: &str) -> bool {
    listed(
        " the a an our its their all overall total this that these number amount count zahl of in \
        average die der das den dem des unsere unseren unser unserer anzahl wir we also \
        ein eine einen new neue neuen neuer each every 's durchschnittliche \
        durchschnittlichen on for level about approximately around ca rund roughly nearly \
        almost another up down further additional is are zur zu those target goal as \
        indicated measured with currently aktuell flat steady stable constant konstant stabil between \
        zwischen current now today liegt steigt sinkt wächst fällt ",
        low,
    )
}

/// The word says that nothing was there before.
pub(super) fn is_new(low: &str) -> bool {
    listed(
        " new net-new additional more neu neue neuen neuer neues zusätzliche zusätzlichen \
        weitere weiteren neukunden first-time ",
        low,
    )
}

/// Ends a noun phrase.
pub(super) fn ends_phrase(low: &str) -> bool {
    const LIST: &str = " for in on at to of from by with within without during until before after against across via \
        through and or while over under above below each every this next last per that which who whom whose where when \
        if unless is are was were be been has have had can will would should may must do does using based so as than \
        into onto about around between among because since upon plus weekly monthly daily quarterly yearly annually \
        until till throughout the our their his her its a an more less fewer und oder für im am an auf aus bei bis mit \
        nach von vor zu zum zur pro je in über unter die der das den dem des ist sind wird werden wurde wurden hat haben \
        beim als wenn dass fest ab ein uses unsere unserer unseren unserem wöchentlich monatlich täglich jährlich mindestens teil durch \
        mom wow qoq yoy gegenüber sowie within including excluding instead statt currently derzeit aktuell compared versus vs longer worth ";
    listed(LIST, low)
}

/// The thing is itself a rate, so points and percent of it differ.
pub(super) fn is_rate(low: &str) -> bool {
    const RATES: [&str; 26] = [
        "rate",
        "rates",
        "churn",
        "coverage",
        "conversion",
        "conversions",
        "margin",
        "margins",
        "retention",
        "share",
        "uptime",
        "adoption",
        "availability",
        "utilization",
        "utilisation",
        "ratio",
        "accuracy",
        "percentage",
        "ctr",
        "quote",
        "marge",
        "anteil",
        "verrechenbarkeit",
        "auslastung",
        "abdeckung",
        "fluktuation",
    ];
    const ENDINGS: [&str; 7] = [
        "-rate",
        "rate",
        "quote",
        "marge",
        "anteil",
        "abdeckung",
        "auslastung",
    ];
    RATES.contains(&low)
        || (low.chars().count() > 7 && ENDINGS.iter().any(|ending| low.ends_with(ending)))
}

/// Less of it is better, whatever the verb says.
pub(super) fn is_unwanted(low: &str) -> bool {
    listed(
        " churn cost costs bugs bug latency time errors error incidents spend spending debt \
        downtime complaints tickets defects attrition turnover backlog failures failure \
        outages delay kosten ausgaben fehler fluktuation bounce escalations emissions \
        waste vulnerabilities regressions cac mttr overtime überstunden budget budgets absenteeism crash \
        crashes reaktionszeit wartezeit ",
        low,
    )
}

/// Plural by its form, yet no number of things: prices go up, they do not become more.
pub(super) fn is_amount(unit: &str) -> bool {
    let last = unit.rsplit(' ').next().unwrap_or_default().to_lowercase();
    listed(
        " prices costs sales expenses expenditures revenues earnings savings profits emissions fees wages \
        salaries margins taxes rates returns proceeds ",
        &last,
    )
}

/// The letter after a figure that says what is counted in Chinese, Japanese or Korean.
pub(super) fn is_counter(letter: char) -> bool {
    "人件本名回個个篇社台店冊枚位家次份개명건곳회円元원".contains(letter)
}

/// Falling and rising words of Chinese, Japanese and Korean, looked for anywhere in the sentence.
pub(super) fn cjk_change(sentence: &str) -> Option<bool> {
    let has = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    if has(&[
        "削減", "減ら", "削减", "减少", "降低", "下げ", "短縮", "缩短", "줄이", "감소", "축소",
        "단축",
    ]) {
        return Some(false);
    }
    has(&[
        "増や",
        "増加",
        "増やす",
        "向上",
        "高め",
        "上げ",
        "增加",
        "提高",
        "提升",
        "增长",
        "증가",
        "높이",
        "향상",
    ])
    .then_some(true)
}
