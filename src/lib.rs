//! Everything in one process: the same libraries that the three binaries run, composed.

mod house;
mod keys;
mod settings;
mod stopping;
mod telegram;

pub use house::House;
pub use settings::{Command, Settings};
