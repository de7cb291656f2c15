//! Service keys: made by the operator, exchanged while both work, taken back.

use core_shared::client::ApiClient;
use core_shared::contract::keys::{CreateKey, KeyBody, NewKeyBody, RotateKey, Scope};
use core_shared::contract::me::MeBody;
use core_shared::contract::problem::ProblemKind;

use crate::harness::{ADMIN_KEY, Api, BOT_KEY};

const NOON: &str = "2026-11-16T12:00[Europe/Berlin]";

fn operator(api: &Api) -> ApiClient {
    ApiClient::new(&api.url, ADMIN_KEY.into())
}

async fn makes(api: &Api, name: &str, scope: Scope) -> NewKeyBody {
    let create = CreateKey { name: name.parse().unwrap(), scope, expires_at: None };
    operator(api).create_key(&create).await.unwrap()
}

/// Whom a key speaks for; what is wrong with it otherwise.
async fn speaks(api: &Api, key: &NewKeyBody) -> Result<MeBody, Option<ProblemKind>> {
    let client = ApiClient::new(&api.url, key.secret.expose().into());
    client.get_me().await.map_err(|error| error.kind())
}

async fn listed(api: &Api, name: &str) -> Vec<KeyBody> {
    let keys = operator(api).list_keys().await.unwrap().keys;
    keys.into_iter().filter(|key| key.name == name).collect()
}

fn service(name: &str, scope: Scope) -> MeBody {
    MeBody::Service { name: name.to_owned(), scope }
}

const UNKNOWN: Result<MeBody, Option<ProblemKind>> = Err(Some(ProblemKind::Unauthorized));

#[tokio::test]
async fn a_key_works_at_once_with_its_scope_and_until_it_is_taken_back() {
    let api = Api::at(NOON).await;
    let made = makes(&api, "billing", Scope::Tasks).await;
    assert_eq!(speaks(&api, &made).await, Ok(service("billing", Scope::Tasks)));
    let shown = listed(&api, "billing").await.remove(0);
    assert_eq!(Some(&made.secret.expose()[..8]), shown.prefix.as_deref());
    let revoked = operator(&api).revoke_key(made.key.id).await.unwrap();
    assert_eq!(revoked.revoked_at.map(|at| at.to_string()), Some("2026-11-16T11:00:00Z".to_owned()));
    assert_eq!(speaks(&api, &made).await, UNKNOWN);
    // Again is the same as once.
    assert_eq!(operator(&api).revoke_key(made.key.id).await.unwrap(), revoked);
}

#[tokio::test]
async fn a_key_and_its_successor_are_both_taken_for_a_while() {
    let api = Api::at(NOON).await;
    let old = makes(&api, "billing", Scope::Tasks).await;
    let rotate = RotateKey { old_valid_seconds: Some(60), expires_at: None };
    let new = operator(&api).rotate_key(old.key.id, &rotate).await.unwrap();
    assert_ne!(old.secret, new.secret);
    for key in [&old, &new] {
        assert_eq!(speaks(&api, key).await, Ok(service("billing", Scope::Tasks)));
    }
    let again = operator(&api).rotate_key(old.key.id, &rotate).await.unwrap_err();
    assert_eq!(again.kind(), Some(ProblemKind::KeyState));
    api.move_to("2026-11-16T12:01[Europe/Berlin]");
    assert_eq!(speaks(&api, &old).await, UNKNOWN);
    assert_eq!(speaks(&api, &new).await, Ok(service("billing", Scope::Tasks)));
}

#[tokio::test]
async fn what_a_service_has_queued_stays_its_own_when_its_key_is_exchanged() {
    let api = Api::at(NOON).await;
    api.user(7, "Europe/Berlin").await;
    let old = makes(&api, "billing", Scope::Tasks).await;
    let message = r#"{"dedup_key":"1","message":{"user":7,"text":"Hello"}}"#;
    let client = |key: &NewKeyBody| ApiClient::new(&api.url, key.secret.expose().into());
    let task = client(&old).create_task(&serde_json::from_str(message).unwrap()).await.unwrap();
    let new = operator(&api).rotate_key(old.key.id, &RotateKey::default()).await.unwrap();
    assert_eq!(client(&new).get_task(task.id).await.unwrap(), task);
    let other = makes(&api, "shop", Scope::Tasks).await;
    assert_eq!(client(&other).get_task(task.id).await.unwrap_err().kind(), Some(ProblemKind::NotFound));
    assert_eq!(operator(&api).get_task(task.id).await.unwrap(), task);
}

#[tokio::test]
async fn keys_of_the_settings_are_listed_and_exchanged_but_taken_back_where_they_come_from() {
    let api = Api::at(NOON).await;
    let bot = listed(&api, "BOT_API_KEY").await.remove(0);
    assert!(bot.is_configured && bot.prefix.is_none() && bot.scope == Scope::Bot);
    let refusal = operator(&api).revoke_key(bot.id).await.unwrap_err();
    assert_eq!(refusal.kind(), Some(ProblemKind::KeyState));
    let new = operator(&api).rotate_key(bot.id, &RotateKey::default()).await.unwrap();
    assert_eq!(speaks(&api, &new).await, Ok(service("BOT_API_KEY", Scope::Bot)));
    let old = ApiClient::new(&api.url, BOT_KEY.into());
    assert_eq!(old.get_me().await.unwrap(), service("BOT_API_KEY", Scope::Bot));
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_and_makes_no_key() {
    let api = Api::at(NOON).await;
    makes(&api, "billing", Scope::Tasks).await;
    let before = api.count("select count(*) from api_keys").await;
    let post = async |path: &str, body: &'static str| {
        let request = api.http.post(format!("{}{path}", api.url)).header("x-api-key", ADMIN_KEY);
        let response = request.header("content-type", "application/json").body(body).send().await.unwrap();
        let status = response.status().as_u16();
        let problem: serde_json::Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        (status, problem["errors"][0]["pointer"].as_str().unwrap_or_default().to_owned())
    };
    for (body, status, pointer) in [
        (r#"{"name":"billing","scope":"bot"}"#, 409, ""),
        (r#"{"name":"Billing","scope":"bot"}"#, 422, "/name"),
        (r#"{"name":"a\u0000","scope":"bot"}"#, 422, "/name"),
        (r#"{"name":null,"scope":"bot"}"#, 422, "/name"),
        (r#"{"name":"a","scope":"god"}"#, 422, "/scope"),
        (r#"{"name":"a"}"#, 422, "/scope"),
        (r#"{"name":"a","scope":"bot","expires_at":null}"#, 422, "/expires_at"),
        (r#"{"name":"a","scope":"bot","expires_at":"2026-11-16T11:00:00Z"}"#, 422, "/expires_at"),
        (r#"{"name":"a","scope":"bot","x":1}"#, 422, "/x"),
    ] {
        assert_eq!(post("/v1/admin/keys", body).await, (status, pointer.to_owned()), "{body}");
    }
    for (key, body, status, pointer) in [
        ("9223372036854775808", "{}", 422, ""),
        ("999999", "{}", 404, ""),
        ("1", r#"{"old_valid_seconds":2592001}"#, 422, "/old_valid_seconds"),
        ("1", r#"{"old_valid_seconds":-1}"#, 422, "/old_valid_seconds"),
        ("1", r#"{"old_valid_seconds":null}"#, 422, "/old_valid_seconds"),
    ] {
        let path = format!("/v1/admin/keys/{key}/rotate");
        assert_eq!(post(&path, body).await, (status, pointer.to_owned()), "{key} {body}");
    }
    assert_eq!(api.count("select count(*) from api_keys").await, before);
}

#[tokio::test]
async fn when_a_key_was_used_is_written_down_without_a_statement_for_each_use() {
    let api = Api::at(NOON).await;
    let made = makes(&api, "billing", Scope::Tasks).await;
    speaks(&api, &made).await.unwrap();
    let ten_times = async || {
        for _ in 0..10 {
            speaks(&api, &made).await.unwrap();
        }
    };
    assert_eq!(api.statements_of(ten_times()).await, 0);
    let db = api.db.clone();
    api.stops().await;
    let used: i64 = sqlx::query_scalar(
        "select count(*) from api_keys where name = 'billing' and last_used_at = '2026-11-16T11:00:00Z'",
    )
    .fetch_one(&db)
    .await
    .unwrap();
    assert_eq!(used, 1);
}

#[tokio::test]
async fn a_key_that_another_process_has_made_or_taken_back_is_noticed() {
    let api = Api::at(NOON).await;
    let made = makes(&api, "billing", Scope::Tasks).await;
    let other = api.beside().await;
    assert_eq!(speaks(&other, &made).await, Ok(service("billing", Scope::Tasks)));
    operator(&api).revoke_key(made.key.id).await.unwrap();
    // Within two seconds: whoever asks on is refused in the end, without anything else happening.
    let refused = async {
        while speaks(&other, &made).await != UNKNOWN {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), refused).await.unwrap();
}
