//! Pages of a list: how many of it, and behind what.

use std::str::FromStr;

use core_shared::contract::problem::InvalidValue;

use crate::error::{ApiError, ApiResult};

/// Which part of a list is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page<'a> {
    /// What `next` said on the page before.
    pub(crate) after: Option<&'a str>,
    pub(crate) limit: Option<u32>,
}

impl Page<'_> {
    /// How many the page has: `most` when nobody asks for fewer.
    pub(super) fn limit(self, most: u32) -> ApiResult<usize> {
        let limit = self.limit.unwrap_or(most);
        if !(1..=most).contains(&limit) {
            let detail = format!("has to be 1 to {most}");
            return Err(ApiError::invalid(InvalidValue::in_parameter("limit", detail)));
        }
        Ok(usize::try_from(limit).unwrap_or(usize::MAX))
    }

    /// The place that the page is behind; `None` for the first page.
    pub(super) fn behind<T: FromStr>(self) -> ApiResult<Option<T>> {
        let place = self.after.map(str::parse).transpose();
        place.map_err(|_| {
            let detail = "is no place in this list; send what `next` said, or leave it out";
            ApiError::invalid(InvalidValue::in_parameter("after", detail))
        })
    }
}

/// How many rows a statement looks for, so that one more than fits tells that there are more.
pub(super) fn looked_for(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1)
}

/// Whether there was more than fits on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum More {
    Yes,
    No,
}

/// Cuts what was found to what fits on the page.
pub(super) fn cut<T>(found: &mut Vec<T>, limit: usize) -> More {
    let more = if found.len() > limit { More::Yes } else { More::No };
    found.truncate(limit);
    more
}
