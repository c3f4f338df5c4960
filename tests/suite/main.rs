//! The tests of the whole program, as one binary so that it is linked once. Rules of the core are
//! tested beside the code; here is only what needs the finished command line.

#[cfg(unix)]
mod agreement;
#[cfg(unix)]
mod faults;
mod generated;
mod habit;
#[cfg(unix)]
mod layouts;
mod machine;
mod report;
mod report_options;
#[cfg(unix)]
mod stories;
mod support;
mod tidy;
#[cfg(unix)]
mod transcripts;
mod whole_cycle;
