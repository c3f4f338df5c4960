//! Help in its three forms: pages of commands, topics and manual pages. All words come from the
//! catalogue, the settings table and the topic files; nothing is told twice.

pub mod explained;
pub mod fields;
pub mod manual;
pub mod page;
pub mod text;
pub mod topic;
