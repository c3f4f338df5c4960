//! Tests of the whole assessment, by topic. `sample` builds the records; `peers` compares the
//! answers with those of other systems; `properties` holds what is true for all numbers.

mod agreed;
mod forecast;
mod pace;
mod peers;
mod progress;
mod properties;
mod rollup;
mod sample;
mod why;
