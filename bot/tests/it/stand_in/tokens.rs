//! Personal tokens, as the API keeps them: names are unique, and there are not many.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use core_shared::contract::Secret;
use core_shared::contract::problem::ProblemKind;
use core_shared::contract::tokens::{CreateToken, NewTokenBody, TokenBody, TokensBody};
use core_shared::domain::TokenId;
use jiff::SignedDuration;

use super::routes::Answer;
use super::{Refusal, StandIn};

#[derive(Debug)]
pub(super) struct KnownToken {
    body: TokenBody,
    secret: String,
}

impl StandIn {
    /// The names of the tokens, oldest first.
    pub(crate) fn tokens_of(&self, user: i64) -> Vec<String> {
        let world = self.lock();
        world.users[&user].tokens.values().map(|token| token.body.name.to_string()).collect()
    }

    /// Whether somebody who shows this is let in.
    pub(crate) fn lets_in(&self, user: i64, secret: &str) -> bool {
        self.lock().users[&user].tokens.values().any(|token| token.secret == secret)
    }

    /// A program shows this secret, and is let in.
    pub(crate) fn is_shown(&self, user: i64, secret: &str) {
        let now = self.clock.now();
        let mut world = self.lock();
        let mut tokens = world.users.get_mut(&user).unwrap().tokens.values_mut();
        tokens.find(|token| token.secret == secret).unwrap().body.last_used_at = Some(now);
    }

    /// What is kept of the conversation, as it is written down.
    pub(crate) fn dialogue_of(&self, user: i64) -> String {
        self.lock().users[&user].dialogue.to_string()
    }

    /// A token that was made elsewhere.
    pub(crate) fn gives_token(&self, user: i64, name: &str) {
        let json = serde_json::json!({"name": name, "access": "read"});
        self.makes_token(user, serde_json::from_value(json).unwrap()).ok().unwrap();
    }

    fn makes_token(&self, user: i64, made: CreateToken) -> Result<NewTokenBody, Refusal> {
        let now = self.clock.now();
        let mut world = self.world()?;
        world.next_token += 1;
        let id = world.next_token;
        let known = world.user(user)?;
        if known.tokens.len() >= TokensBody::MOST {
            return Err(Refusal(ProblemKind::QuotaReached));
        }
        if known.tokens.values().any(|token| token.body.name == made.name) {
            return Err(Refusal(ProblemKind::NameTaken));
        }
        let days = i64::from(made.valid_days.unwrap_or(CreateToken::VALID_DAYS));
        let prefix = format!("htp_{user}_{id}_3fa9");
        let body = TokenBody {
            id: TokenId(id),
            name: made.name,
            access: made.access,
            prefix: prefix.clone(),
            created_at: now,
            expires_at: now + SignedDuration::from_hours(24 * days),
            last_used_at: None,
        };
        let secret = format!("{prefix}{id:044x}");
        known.tokens.insert(id, KnownToken { body: body.clone(), secret: secret.clone() });
        Ok(NewTokenBody { token: body, secret: Secret::new(secret) })
    }
}

pub(super) async fn create_token(
    State(api): State<StandIn>,
    Path(user): Path<i64>,
    Json(made): Json<CreateToken>,
) -> Result<(StatusCode, Json<NewTokenBody>), Refusal> {
    api.makes_token(user, made).map(|made| (StatusCode::CREATED, Json(made)))
}

pub(super) async fn list_tokens(State(api): State<StandIn>, Path(user): Path<i64>) -> Answer<TokensBody> {
    let mut world = api.world()?;
    let tokens = world.user(user)?.tokens.values().map(|token| token.body.clone()).collect();
    Ok(Json(TokensBody { tokens }))
}

pub(super) async fn revoke_token(
    State(api): State<StandIn>,
    Path((user, token)): Path<(i64, i64)>,
) -> Result<StatusCode, Refusal> {
    let gone = api.world()?.user(user)?.tokens.remove(&token);
    gone.map(|_| StatusCode::NO_CONTENT).ok_or(Refusal(ProblemKind::NotFound))
}
