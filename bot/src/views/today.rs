//! The list of a day, which the scheduler sends as well: see `core_shared::today_message`.

pub(crate) use core_shared::today_message::{page_of, today};

#[cfg(test)]
mod tests;
