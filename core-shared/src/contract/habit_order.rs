//! The order of a user's habits: that of every list.

use serde::{Deserialize, Serialize};

use crate::domain::HabitId;

/// `PUT /v1/users/{user}/habit-order`: the same twice changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PutHabitOrder {
    /// These come first, in this order. The others follow in the order that they have.
    pub habits: Vec<HabitId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HabitOrderBody {
    /// Every habit of the user, archived ones included.
    pub habits: Vec<HabitId>,
}
