//! How much one user can have. Whoever adds holds the user's row, so that what is counted stays true.

use core_shared::contract::problem::ProblemKind;
use core_shared::domain::UserId;
use sqlx::PgExecutor;

use crate::error::{ApiError, ApiResult};
use crate::repositories::quotas::{self, Holdings};
use crate::settings::Quotas;

/// What is to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Added {
    pub(super) habits: usize,
    pub(super) reminders: usize,
}

/// Lets something be added to what a user has, whose row is held. Nothing is always welcome: also when somebody has
/// more than they could have by now.
pub(super) async fn admit(
    db: impl PgExecutor<'_>,
    quotas: Quotas,
    user: UserId,
    added: Added,
) -> ApiResult<()> {
    if added == (Added { habits: 0, reminders: 0 }) {
        return Ok(());
    }
    match refusal(quotas, quotas::count(db, user).await?, added) {
        None => Ok(()),
        Some(detail) => Err(ApiError::new(ProblemKind::QuotaReached).detail(detail)),
    }
}

fn refusal(quotas: Quotas, held: Holdings, added: Added) -> Option<String> {
    let is_beyond = |held: i64, added: usize, most: u32| {
        added > 0 && held.saturating_add(i64::try_from(added).unwrap_or(i64::MAX)) > i64::from(most)
    };
    let Quotas { max_habits_per_user: habits, max_reminders_per_user: reminders } = quotas;
    if is_beyond(held.habits, added.habits, habits) {
        let held = held.habits;
        return Some(format!(
            "this user has {held} habits of at most {habits}, archived ones included; delete one first"
        ));
    }
    if is_beyond(held.reminders, added.reminders, reminders) {
        let (held, added) = (held.reminders, added.reminders);
        return Some(format!(
            "this user has {held} reminders of at most {reminders}, and {added} would be added; take others away first"
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUOTAS: Quotas = Quotas { max_habits_per_user: 3, max_reminders_per_user: 5 };

    #[test]
    fn the_last_one_fits_and_the_next_does_not() {
        let held = Holdings { habits: 2, reminders: 4 };
        assert_eq!(refusal(QUOTAS, held, Added { habits: 1, reminders: 1 }), None);
        assert!(refusal(QUOTAS, held, Added { habits: 2, reminders: 0 }).is_some());
        let refused = refusal(QUOTAS, held, Added { habits: 1, reminders: 2 }).unwrap_or_default();
        assert!(refused.contains("4 reminders of at most 5, and 2 would be added"), "{refused}");
    }

    #[test]
    fn what_adds_none_of_a_kind_is_not_stopped_by_that_kind() {
        let held = Holdings { habits: 9, reminders: 4 };
        assert_eq!(refusal(QUOTAS, held, Added { habits: 0, reminders: 1 }), None);
    }
}
