//! Proofs about the book as a whole: its log, its file, its actions, and the way back. They use only
//! what a front end can use, except `files` and `broken`, which break files on purpose, and `golden`,
//! which brings a log of its own. What one function does is tested beside that function.

mod actions;
mod batch;
mod broken;
mod desk;
mod files;
mod golden;
mod grades;
mod merge;
mod past;
mod purge;
mod references;
mod registers;
mod steps;
mod undo;
mod whole;
mod wishes;
