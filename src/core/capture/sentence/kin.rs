//! Sentences of one kin that were once read wrong, table by table: the number taken, where it starts,
//! which way it goes. In the form of `forty_two`.

use super::forty_two::differences;

const CHANGE_AND_LEVEL: &str = r#"
Increase MRR by $20k to $120k | currency | - | 120000 | USD | up | ?start !change $20k
Increase signups by 200 to 1,200 | count | - | 1200 | signups | up | ?start !change 200
Reduce tickets by 30 to 12 | count | - | 12 | tickets | down | ?start !change 30
Reduce churn by 2 points to 3% | percent | - | 3 | % | down | ?start !change 2
Umsatz um 20k auf 120k steigern | number | - | 120000 | Umsatz | up | ?start !change 20k
Kosten um 10% auf 90k CHF senken | currency | - | 90000 | CHF | down | ?start !change 10%
Increase margin by 50 basis points to 4% | percent | - | 4 | % | up | ?start !change 50 basis points
Reduce churn from 5% by 2 points to 3% | percent | 5 | 3 | % | down | !change 2
Cut lead time by 2 days to 5 days | duration | - | 5 | days | down | ?start !change 2 days
Grow the community by 50% to 3,000 members | count | - | 3000 | members | up | ?start !change 50%
Fluktuation um 2 Prozentpunkte auf 8% senken | percent | - | 8 | % | down | ?start !change 2 Prozentpunkte
Increase WAU 20% to 6,000 | number | - | 6000 | WAU | up | ?start !aside 20%
Increase weekly active users by 20% (from 5,000 to 6,000) | count | 5000 | 6000 | weekly active users | up | !change 20%
Reduce churn by 50% from 6% to 3% | percent | 6 | 3 | % | down | !change 50%
Increase signups 3x from 100 to 300 | count | 100 | 300 | signups | up | !change 3x
Reduce the 50 open bugs to 10 | number | - | 10 | - | down | ?start !aside 50
Reduce time from 5 days to same day | unknown | - | - | - | up | ?how-measured
Umsatzsteigerung um 10% auf 1,1 Mio. € | currency | - | 1100000 | EUR | up | ?start !change 10%
Incidents: 12 → ≤ 4 | count | 12 | 4 | Incidents | down |
Reduce from 12 incidents per month to 4 | number | 12 | 4 | - | down |
"#;

const YEARS: &str = r#"
Reduce cost from 2025's $1.2M to $1M | currency | 1200000 | 1000000 | USD | down |
Grow users from 2025 level of 200 to 300 | count | 200 | 300 | users | up |
Increase NPS from 2024's 30 to 45 | number | 30 | 45 | NPS | up |
Raise revenue from 2025: $1M to $2M | currency | 1000000 | 2000000 | USD | up |
Umsatz von 2025 auf 2026 um 20% steigern | relative | - | x1.2 | Umsatz | up | ?baseline
Increase NPS from the current 32 to at least 45 | number | 32 | 45 | NPS | up |
Raise revenue from last year's $1.2M to $1.5M | currency | 1200000 | 1500000 | USD | up |
Grow readers from an average of 200 to 300 | count | 200 | 300 | readers | up |
Grow from currently 200 to 300 users | count | 200 | 300 | users | up |
Increase average deal size from 2025 Q4's $12k to $15k | currency | 12000 | 15000 | USD | up |
Reduce emissions by 30% compared to 2019 | relative | - | x0.7 | emissions | down | ?baseline
Grow from 1,200 customers in 2025 to 2,000 in 2026 | number | 1200 | 2000 | - | up |
Raise Q3 revenue 10% above 2025 | relative | - | x1.1 | Q3 revenue | up | ?baseline
Umsatz gegenüber 2024 um 20% steigern | relative | - | x1.2 | Umsatz | up | ?baseline
Bis 30.6. 20 Kunden gewinnen | count | 0 | 20 | Kunden | up |
NPS: current 32, goal 45 | number | 32 | 45 | NPS | up |
Start 32, Ziel 45 | number | 32 | 45 | - | up |
Baseline: 32, Target: 45 | number | 32 | 45 | - | up |
MRR: $20k (now $12k) | currency | 12000 | 20000 | USD | up |
From 1 deploy a week to 5 a day | number | - | 5 | per day | up | ?start
"#;

const RANGES: &str = r#"
Resolve 95 to 98% of cases within SLA | percent | - | 95 | % | up | ?start !aside 98%
Respond within 5 to 10 minutes | duration | - | 10 | minutes | down | ?start !aside 5
Publish 3 to 5 times per month | hold | - | 3.. | times/month | stay | ?floor-or-total 3 month !aside 5
Hire 3 to 5 engineers | count | 0 | 3 | engineers | up | !aside 5
10 bis 15 Kunden gewinnen | count | 0 | 10 | Kunden | up | !aside 15
Increase conversion to 5-7% | percent | - | 5 | % | up | ?start !aside 7%
Reduce costs by 5 to 10% | relative | - | x0.95 | costs | down | ?baseline !aside 10%
Raise NPS between 40 and 50 | number | - | 40 | NPS | up | ?start !aside 50
Keep freezer temperature between -18 and -22 | hold | - | -22..-18 | freezer temperature | stay |
Keep churn at 3-5% | hold | - | 3..5 | % | stay |
Raise $1.5-2M | currency | - | 1500000 | USD | up | ?start !aside 2M
Reach 1.5–2 million users | count | - | 1500000 | users | up | ?start !aside 2 million
NPS 20 to 35 | number | 20 | 35 | NPS | up |
Increase conversion 5% to 7% | percent | 5 | 7 | % | up |
Reply to tickets in 1-2 hours | duration | - | 2 | hours | down | ?start !aside 1
Conduct two to three interviews each week | hold | - | 2.. | interviews/week | stay | ?floor-or-total 2 week !aside three
Zwischen 5 und 10 Neukunden gewinnen | count | 0 | 5 | Neukunden | up | !aside 10
Kosten um 10 bis 15 Prozent senken | relative | - | x0.9 | Kosten | down | ?baseline !aside 15 Prozent
Durchlaufzeit auf 3 bis 5 Tage senken | duration | - | 5 | Tage | down | ?start !aside 3
Reduce support tickets from 50-60 to 20 per week | count | - | 20 | support tickets/week | down | ?start
Cut p99 latency from 800 to 300-400 ms | duration | 800 | 400 | ms | down | !aside 300
Keep spend within $45k-$50k | hold | - | ..50000 | USD | stay | !aside $45k
Reach 4-5 stars | rating | - | 4 | /5 | up | ?start !aside 5 stars
Increase throughput by a factor of 2 to 3 | relative | - | x2 | throughput | up | ?baseline !aside 3
Shorten sales cycle 90 to 60 days | duration | 90 | 60 | days | down |
Response time 5 to 10 min | duration | - | 10 | min | down | ?start !aside 5
Score 7-8 out of 10 | rating | - | 7 | /10 | up | ?start !aside 8 out of 10
Pipeline of $2 to 3 million | currency | - | 2000000 | USD | up | ?start !aside 3 million !unknown-verb
"#;

const NAMES: &str = r#"
5-star reviews: from 120 to 300 | count | 120 | 300 | 5-star reviews | up |
Get 200 5-star reviews | count | - | 200 | reviews | up | ?start
Achieve a 4.5-star rating | rating | - | 4.5 | /5 | up | ?start
Reduce defects per 1000 units from 12 to 4 | count | 12 | 4 | defects | down |
Get 404 errors down to 50 per day | count | - | 50 | 404 errors/day | down | ?start
Ship 3.0 release with 0 critical bugs | hold | 0 | 0 ..0 | critical bugs | stay |
Release 2.0 by May | milestone | 0 | 1 | done | up | !task-like
Two thirds of customers use the new app | percent | - | 66.67 | % | up | ?start
Three quarters of teams check in weekly | percent | - | 75 | % | up | ?start
Improve win rate from 1 in 5 to 1 in 3 | percent | 20 | 33.33 | % | up |
Reduce complaints to 1 in 100 orders | percent | - | 1 | % | down | ?start
Reach 10^6 downloads | count | - | 1000000 | downloads | up | ?start
Reach 10⁶ downloads | count | - | 1000000 | downloads | up | ?start
Reach ₹10 crore revenue | currency | - | 100000000 | INR | up | ?start
Reach 25 lakh users | count | - | 2500000 | users | up | ?start
Of the 50 open bugs, close 40 | number | - | 40 | - | up | ?start
Customers with more than 3 users: from 20 to 50 | count | 20 | 50 | Customers | up | !aside 3
Accounts > $10k ARR from 12 to 20 | count | 12 | 20 | Accounts | up | !aside $10k
Reduce open P1s older than 30 days from 40 to 5 | number | 40 | 5 | open P1s | down | !aside 30 days
Fehler pro 1000 Einheiten von 12 auf 4 senken | number | 12 | 4 | Fehler | down |
Launch 2.0 with 3 pilot customers | count | 0 | 3 | customers | up |
Ein Drittel der Kunden nutzt die App | percent | - | 33.33 | % | up | ?start
Increase share from 1/4 to 1/3 | percent | 25 | 33.33 | % | up |
Win 2 out of every 3 pitches | percent | - | 66.67 | % | up | ?start
Cut meetings by 1/3 | relative | - | x0.6667 | meetings | down | ?baseline
Umsatz auf 500 TCHF steigern | currency | - | 500000 | CHF | up | ?start
Umsatz auf 500 T€ steigern | currency | - | 500000 | EUR | up | ?start
AWS-Kosten von 42k CHF/Monat auf 30k CHF/Monat senken | currency | 42000 | 30000 | CHF/month | down |
Ship the top three requested features | milestone | 0 | 1 | done | up | !task-like
Close tickets within 2 business days | milestone | 0 | 1 | done | up | !task-like
MRR auf 120'000.- CHF | currency | - | 120000 | CHF | up | ?start !unknown-verb
Raise our NPS from thirty to forty | number | 30 | 40 | NPS | up |
Raise the share of women in leadership from a quarter to a third | percent | 25 | 33.33 | % | up |
Cut waste by three quarters | relative | - | x0.25 | waste | down | ?baseline
Two-thirds of employees trained | percent | - | 66.67 | % | up | ?start
Close deals with a third party | milestone | 0 | 1 | done | up | !task-like
"#;

const WAYS: &str = r#"
Reduce churn from 3% to 5% | percent | 3 | 5 | % | up | !against
Increase NPS from 45 to 32 | number | 45 | 32 | NPS | down | !against
Kosten von 80 auf 100 senken | number | 80 | 100 | Kosten | up | !against
Improve page load from 4 s to 2 s | duration | 4 | 2 | s | down |
Move from position 8 to position 3 | rank | 8 | 3 | rank | down |
Search result from rank 12 to rank 5 | rank | 12 | 5 | rank | down |
Improve ranking from 8 to 3 | rank | 8 | 3 | rank | down |
Be in the top 10% of schools | percent | - | 10 | % | down | ?start
Get to 75 kg instead of 82 | number | 82 | 75 | kg | down |
Releases: 1/week → 5/week | count | 1 | 5 | Releases/week | up |
Reduce double bookings by 75% | relative | - | x0.25 | double bookings | down | ?baseline
Keep double bookings under 5 | hold | - | ..5 | double bookings | stay |
Reduce triple charges to 3 | count | - | 3 | triple charges | down | ?start
Bring double bookings down to 60 | count | - | 60 | double bookings | down | ?start
Double bookings by June | relative | - | x2 | bookings | up | ?baseline
Umsatz von 100 auf 80 steigern | number | 100 | 80 | Umsatz | down | !against
Reach 50 paying customers | count | - | 50 | customers | up | ?start
Paying customers from 20 to 50 | count | 20 | 50 | Paying customers | up |
Von Platz 12 auf Platz 5 | rank | 12 | 5 | rank | down |
Read 24 books instead of 12 | count | 12 | 24 | books | up |
75 kg statt 82 kg wiegen | number | 82 | 75 | kg | down |
2 releases/month → 4 releases/month | count | 2 | 4 | releases/month | up |
Double bookings down to 60 | count | - | 60 | bookings | down | ?start
Budget bei 50'000 CHF halten | hold | - | ..50000 | CHF | stay |
Run 10 km in under 50 minutes | duration | - | 50 | minutes | down | ?start !aside 10 km
Ship 4 features to 10 customers | count | 0 | 4 | features | up | !aside 10
Climb from rank 15 to 10 | rank | 15 | 10 | rank | down |
Be number 3 in the market | rank | - | 3 | rank | down | ?start
Nr. 1 in der Region | rank | - | 1 | rank | down | ?start
"#;

const KINDS: &str = r#"
Lose 10 kg | delta | - | -10 | kg | down | ?baseline
Lose fewer than 5 customers | hold | - | ..4 | customers | stay |
Increase output by a factor of 1.5 | relative | - | x1.5 | output | up | ?baseline
Kosten um den Faktor 2 senken | relative | - | x0.5 | Kosten | down | ?baseline
+15 NPS points | delta | - | 15 | points | up | ?baseline
Reduce spread by 20 basis points | delta | - | -20 | basis points | down | ?baseline
Improve margin by 150 bps | delta | - | 150 | bps | up | ?baseline
Jeden Monat 2 Blogposts veröffentlichen | hold | - | 2.. | Blogposts/month | stay | ?floor-or-total 2 month
Sleep 8 hours per night | hold | - | 8.. | hours/night | stay | ?floor-or-total 8 night
Keep headcount flat at 50 | hold | - | 50..50 | headcount | stay |
Reach 10 users @ 5 companies | count | - | 10 | users | up | ?start !aside 5
200 Mitarbeiter nutzen das neue Tool | count | - | 200 | Mitarbeiter | up | ?start
Reduktion der Fehler um 20% | relative | - | x0.8 | Fehler | down | ?baseline
5 kg abnehmen | delta | - | -5 | kg | down | ?baseline
Pay off $10k of debt | delta | - | -10000 | USD | down | ?baseline
Revenue +20% | relative | - | x1.2 | Revenue | up | ?baseline
-10 tickets per week | delta | - | -10 | tickets/week | down | ?baseline
Each quarter 2 talks | hold | - | 2.. | talks/quarter | stay | ?floor-or-total 2 quarter
Wöchentlich 3 Kundeninterviews führen | hold | - | 3.. | Kundeninterviews/week | stay | ?floor-or-total 3 week
3x per week gym | hold | - | 3.. | times/week | stay | ?floor-or-total 3 week
Halve churn (currently 6%) | relative | 6 | x0.5 | % | down |
Cut costs in half from $10k | relative | 10000 | x0.5 | USD | down |
Höchstens 3 kritische Fehler | hold | - | ..3 | Fehler | stay |
Hold prices stable at CHF 20 | hold | - | 20..20 | CHF | stay |
4 von 5 Kunden empfehlen uns | count | - | 4 | of 5 Kunden | up | ?start
20 von 80 Testkunden konvertieren | count | - | 20 | of 80 Testkunden | up | ?start
Es wurde mindestens ein neuer Lead generiert | count | 0 | 1 | Lead | up | !unknown-verb
Kostenreduktion um 10% | relative | - | x0.9 | - | down | ?baseline
Umsatzsteigerung von 10% | relative | - | x1.1 | - | up | ?baseline
Reduction of pages per report by 20% | relative | - | x0.8 | pages | down | ?baseline
Reduction in churn from 5% to 3% | percent | 5 | 3 | % | down |
An increase of 20% in signups | relative | - | x1.2 | signups | up | ?baseline !unknown-verb
20 fewer tickets | delta | - | -20 | - | down | ?baseline
Grow margin 2 points | delta | - | 2 | pp | up | ?baseline
Margin up 2 points | delta | - | 2 | pp | up | ?baseline
Conversion down 3% | percent | - | - | % | down | ?points-or-relative 3 ?baseline
"#;

const READ_LESS: &str = r#"
Reach 10k MAU (from 7.5k) | count | 7500 | 10000 | MAU | up |
Reach 10k MAU (up from 7.5k) | count | 7500 | 10000 | MAU | up |
10k MAU erreichen (aktuell 7,5k) | count | 7500 | 10000 | MAU | up |
Reach 50 signups from 3 campaigns | count | - | 50 | signups | up | ?start
Win 10 deals from 200 | count | 0 | 10 | deals | up |
Make it 0.000001 s from 0.00001 s | duration | 0.00001 | 0.000001 | s | down |
From 2026 on, 3 releases a month | hold | - | 3.. | releases/month | stay | ?floor-or-total 3 month
Ab 2026 jeden Monat 3 Releases | hold | - | 3.. | Releases/month | stay | ?floor-or-total 3 month
Fewer than 5 bugs older than 30 days | hold | - | ..4 | bugs | stay | !aside 30 days
Reduce open bugs to fewer than 5 | count | - | 4 | open bugs | down | ?start
Reach 12345678901234567890123456 users | unknown | - | - | - | up | ?how-measured !too-large
Reach 1e30 users in 5 countries | unknown | - | - | - | up | ?how-measured !too-large
Reach 5000000 billion users | unknown | - | - | - | up | ?how-measured !too-large
Ship order 12345678901234567890 | milestone | 0 | 1 | done | up | !task-like
Grow 25% MoM | unknown | - | - | - | up | ?how-measured
15% QoQ increase in website leads | relative | - | x1.15 | website leads | up | ?baseline
Regular check-ins to confirm and update plans | unknown | - | - | - | up | ?how-measured
Hire VP Sales, 2 Directors of Sales, 4 Support Engineers | unknown | - | - | - | up | ?how-measured ?split 2
Team reaches 9 active customers, at least 1 new tier 1 customer | count | - | 9 | customers | up | ?start ?split 2
Ours reaches active customers, at least 1 new tier 1 customer | unknown | - | - | - | up | ?how-measured
In Q3, hire 3 engineers | count | 0 | 3 | engineers | up |
Update - it can quickly update files | milestone | 0 | 1 | done | up | !task-like
Add - it can quickly add files | milestone | 0 | 1 | done | up | !task-like
Value 33 gets where it should | number | - | 33 | Value | up | ?start !unknown-verb
10.000 brand searches | count | - | 10000 | searches | up | ?start !thousands 10000 10
Reach €120.000 MRR | currency | - | 120000 | EUR | up | ?start !thousands 120000 120
Von 8.500 auf 10.000 Besucher steigern | count | 8500 | 10000 | Besucher | up | !thousands 10000 10
Uptime auf 99.999 % halten | hold | - | 99.999.. | % | stay |
Raise price to $1.234 | currency | - | 1.234 | USD | up | ?start !decimal 1.234 1234
5 von 5 Neuen sagen es | count | - | 5 | of 5 Neuen | up | ?start
Mean of 3 scores above 4.2 | number | - | 4.2 | Mean of 3 scores | up | ?start !unknown-verb
Nimm 10 kg ab | delta | - | -10 | kg | down | ?baseline
Reach a 2/3 majority | percent | - | 66.67 | % | up | ?start
"#;

#[test]
fn in_doubt_less_is_read() {
    assert_eq!(differences(READ_LESS), Vec::<String>::new());
}

#[test]
fn a_change_beside_a_level_gives_no_start() {
    assert_eq!(differences(CHANGE_AND_LEVEL), Vec::<String>::new());
}

#[test]
fn a_year_is_never_where_it_starts() {
    assert_eq!(differences(YEARS), Vec::<String>::new());
}

#[test]
fn a_range_is_no_way_from_one_end_to_the_other() {
    assert_eq!(differences(RANGES), Vec::<String>::new());
}

#[test]
fn a_number_in_a_name_a_share_or_a_power_keeps_its_meaning() {
    assert_eq!(differences(NAMES), Vec::<String>::new());
}

#[test]
fn the_way_follows_the_numbers_and_a_verb_against_them_is_told() {
    assert_eq!(differences(WAYS), Vec::<String>::new());
}

#[test]
fn a_difference_a_factor_and_a_rhythm_are_told_apart_from_a_level() {
    assert_eq!(differences(KINDS), Vec::<String>::new());
}
