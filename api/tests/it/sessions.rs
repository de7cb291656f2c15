//! Sessions: from the launch of a Mini App, or for the bot.

use core_shared::client::ApiClient;
use core_shared::contract::me::MeBody;
use core_shared::contract::problem::ProblemKind;
use core_shared::contract::sessions::{CreateSession, SessionBody};
use core_shared::contract::tokens::TokenAccess;
use core_shared::domain::UserId;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::harness::{Api, BOT_TOKEN, instant};

const NOON: &str = "2026-11-16T12:00[Europe/Berlin]";

fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}

/// What Telegram hands to the Mini App of the bot with this token.
fn launched(user: i64, at: &str, bot_token: &str) -> String {
    let at = instant(at).as_second();
    let user = format!(r#"{{"id":{user},"first_name":"<b>Anna</b> & 🚀"}}"#);
    let text = format!("auth_date={at}\nquery_id=AAH\nuser={user}");
    let hash = hex::encode(hmac(&hmac(b"WebAppData", bot_token.as_bytes()), text.as_bytes()));
    let fields =
        [("auth_date", at.to_string().as_str()), ("query_id", "AAH"), ("user", &user), ("hash", &hash)]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
    reqwest::Url::parse_with_params("http://x", fields).unwrap().query().unwrap().to_owned()
}

/// Without any credential.
async fn opens(api: &Api, init_data: String) -> Result<SessionBody, (u16, String)> {
    let create = CreateSession { init_data: Some(init_data), user: None };
    let response = api.http.post(format!("{}/v1/sessions", api.url)).json(&create).send().await.unwrap();
    if response.status().as_u16() == 201 {
        return Ok(response.json().await.unwrap());
    }
    let problem: core_shared::contract::problem::Problem = response.json().await.unwrap();
    Err((problem.status, problem.kind.rsplit(':').next().unwrap().to_owned()))
}

fn refused(status: u16, kind: &str) -> Result<SessionBody, (u16, String)> {
    Err((status, kind.to_owned()))
}

#[tokio::test]
async fn a_launch_opens_an_hour_of_ones_own() {
    let api = Api::at(NOON).await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let session = opens(&api, launched(7, NOON, BOT_TOKEN)).await.unwrap();
    let page = ApiClient::with_token(&api.url, session.secret.expose().into());
    let expires_at = instant("2026-11-16T13:00[Europe/Berlin]");
    let me = MeBody::Session { user: anna.id, access: TokenAccess::Write, expires_at };
    assert_eq!(page.get_me().await.unwrap(), me);
    assert_eq!(page.get_habit(anna.id, run).await.unwrap().id, run);
    assert_eq!(page.list_tokens(anna.id).await.unwrap().tokens, []);
    api.move_to("2026-11-16T13:00[Europe/Berlin]");
    assert_eq!(page.get_me().await.unwrap_err().kind(), Some(ProblemKind::Unauthorized));
}

#[tokio::test]
async fn a_launch_that_is_old_forged_or_of_another_bot_opens_nothing() {
    let api = Api::at(NOON).await;
    api.user(7, "Europe/Berlin").await;
    let launch = launched(7, NOON, BOT_TOKEN);
    let unauthorized = refused(401, "unauthorized");
    assert_eq!(opens(&api, launched(7, "2026-11-16T10:59[Europe/Berlin]", BOT_TOKEN)).await, unauthorized);
    assert_eq!(opens(&api, launched(7, "2026-11-16T12:02[Europe/Berlin]", BOT_TOKEN)).await, unauthorized);
    assert_eq!(opens(&api, launched(7, NOON, "4242:another")).await, unauthorized);
    assert_eq!(opens(&api, launch.replace("%22id%22%3A7", "%22id%22%3A8")).await, unauthorized);
    assert_eq!(opens(&api, format!("{launch}&user=1")).await, refused(422, "invalid"));
    assert_eq!(opens(&api, String::new()).await, refused(422, "invalid"));
    assert_eq!(opens(&api, "\0".to_owned()).await, unauthorized);
    assert_eq!(opens(&api, launched(404, NOON, BOT_TOKEN)).await, refused(404, "not-found"));
    assert_eq!(api.count("select count(*) from tokens").await, 0);
}

#[tokio::test]
async fn the_bot_opens_a_session_for_anybody_and_nobody_else_does() {
    let api = Api::at(NOON).await;
    let anna = api.user(7, "Europe/Berlin").await;
    let create = |user| CreateSession { init_data: None, user: Some(user) };
    let session = api.bot.create_session(&create(anna.id)).await.unwrap();
    let page = ApiClient::with_token(&api.url, session.secret.expose().into());
    assert_eq!(page.create_session(&create(anna.id)).await.unwrap_err().kind(), Some(ProblemKind::Forbidden));
    let nobody = api.bot.create_session(&create(UserId(404))).await.unwrap_err();
    assert_eq!(nobody.kind(), Some(ProblemKind::NotFound));
    let anonymous = api.http.post(format!("{}/v1/sessions", api.url)).json(&create(anna.id));
    assert_eq!(anonymous.send().await.unwrap().status().as_u16(), 401);
    for body in ["{}", r#"{"user":7,"init_data":"a"}"#, r#"{"user":null}"#, r#"{"user":9223372036854775808}"#]
    {
        api.refuses("POST", "/v1/sessions", body).await;
    }
}

#[tokio::test]
async fn the_eleventh_page_ends_the_session_of_the_first() {
    let api = Api::at(NOON).await;
    let anna = api.user(7, "Europe/Berlin").await;
    let mut pages = Vec::new();
    for _ in 0..11 {
        let session = opens(&api, launched(7, NOON, BOT_TOKEN)).await.unwrap();
        pages.push(ApiClient::with_token(&api.url, session.secret.expose().into()));
    }
    assert!(pages[0].get_user(anna.id).await.is_err());
    for page in &pages[1..] {
        page.get_user(anna.id).await.unwrap();
    }
}
