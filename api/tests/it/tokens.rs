//! Personal tokens: one person, for a while, no more than they were made for.

use core_shared::client::{ApiClient, ClientError};
use core_shared::contract::executions::PutExecution;
use core_shared::contract::me::MeBody;
use core_shared::contract::problem::ProblemKind;
use core_shared::contract::tokens::{CreateToken, NewTokenBody, TokenAccess};
use core_shared::domain::{Answer, HabitId, TokenName, UserId};

use crate::harness::{Api, User};

const NOON: &str = "2026-11-16T12:00[Europe/Berlin]";

fn named(name: &str, access: TokenAccess) -> CreateToken {
    CreateToken { name: TokenName::parse(name).unwrap(), access, valid_days: None }
}

async fn makes(user: &User<'_>, name: &str, access: TokenAccess) -> NewTokenBody {
    user.api.bot.create_token(user.id, &named(name, access)).await.unwrap()
}

fn program(api: &Api, token: &NewTokenBody) -> ApiClient {
    ApiClient::with_token(&api.url, token.secret.expose().into())
}

fn kind(error: &ClientError) -> Option<ProblemKind> {
    error.kind()
}

async fn marks(program: &ApiClient, user: UserId, habit: HabitId) -> Result<(), Option<ProblemKind>> {
    let done = PutExecution::from(Answer::Done);
    let day = "2026-11-16".parse().unwrap();
    program.put_execution(user, habit, day, &done).await.map(drop).map_err(|error| error.kind())
}

#[tokio::test]
async fn a_token_speaks_for_its_user_until_it_is_taken_back() {
    let api = Api::at(NOON).await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let token = makes(&anna, "Home Assistant <b>🚀", TokenAccess::Write).await;
    let program = program(&api, &token);
    let expires_at = token.token.expires_at;
    assert_eq!(expires_at.to_string(), "2027-02-14T11:00:00Z");
    let me = program.get_me().await.unwrap();
    assert_eq!(me, MeBody::Token { user: anna.id, access: TokenAccess::Write, expires_at });
    assert_eq!(marks(&program, anna.id, run).await, Ok(()));
    assert_eq!(anna.habit(run).await.progress.streak, 1);
    assert_eq!(api.bot.list_tokens(anna.id).await.unwrap().tokens, std::slice::from_ref(&token.token));
    api.bot.revoke_token(anna.id, token.token.id).await.unwrap();
    assert_eq!(marks(&program, anna.id, run).await, Err(Some(ProblemKind::Unauthorized)));
    assert_eq!(api.bot.list_tokens(anna.id).await.unwrap().tokens, []);
    let again = api.bot.revoke_token(anna.id, token.token.id).await.unwrap_err();
    assert_eq!(kind(&again), Some(ProblemKind::NotFound));
}

#[tokio::test]
async fn a_token_that_reads_changes_nothing_and_none_makes_another() {
    let api = Api::at(NOON).await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let reading = program(&api, &makes(&anna, "reads", TokenAccess::Read).await);
    let writing = program(&api, &makes(&anna, "writes", TokenAccess::Write).await);
    assert_eq!(reading.get_habit(anna.id, run).await.unwrap(), anna.habit(run).await);
    assert_eq!(marks(&reading, anna.id, run).await, Err(Some(ProblemKind::Forbidden)));
    for program in [reading, writing] {
        let made = program.create_token(anna.id, &named("more", TokenAccess::Read)).await.unwrap_err();
        assert_eq!(kind(&made), Some(ProblemKind::Forbidden));
    }
    assert_eq!(api.count("select count(*) from executions").await, 0);
}

#[tokio::test]
async fn what_somebody_else_has_is_not_there_whether_it_is_or_not() {
    let api = Api::at(NOON).await;
    let (anna, boris) = (api.user(7, "Europe/Berlin").await, api.user(8, "Europe/Berlin").await);
    let run = anna.keeps("Run").await;
    let program = program(&api, &makes(&boris, "b", TokenAccess::Write).await);
    assert_eq!(marks(&program, anna.id, run).await, Err(Some(ProblemKind::NotFound)));
    assert_eq!(marks(&program, UserId(9), run).await, Err(Some(ProblemKind::NotFound)));
    assert_eq!(marks(&program, boris.id, run).await, Err(Some(ProblemKind::NotFound)));
    let of_anna = makes(&anna, "a", TokenAccess::Read).await.token.id;
    let revoked = api.bot.revoke_token(boris.id, of_anna).await.unwrap_err();
    assert_eq!(kind(&revoked), Some(ProblemKind::NotFound));
}

#[tokio::test]
async fn a_token_expires_and_its_name_is_free_again() {
    let api = Api::at(NOON).await;
    let anna = api.user(7, "Europe/Berlin").await;
    let day = CreateToken { valid_days: Some(1), ..named("watch", TokenAccess::Read) };
    let first = api.bot.create_token(anna.id, &day).await.unwrap();
    let taken = api.bot.create_token(anna.id, &day).await.unwrap_err();
    assert_eq!(kind(&taken), Some(ProblemKind::NameTaken));
    api.move_to("2026-11-17T11:59[Europe/Berlin]");
    program(&api, &first).get_me().await.unwrap();
    api.move_to("2026-11-17T12:00[Europe/Berlin]");
    let expired = program(&api, &first).get_me().await.unwrap_err();
    assert_eq!(kind(&expired), Some(ProblemKind::Unauthorized));
    let second = api.bot.create_token(anna.id, &day).await.unwrap();
    assert_eq!(api.bot.list_tokens(anna.id).await.unwrap().tokens, [second.token]);
}

#[tokio::test]
async fn a_token_with_one_wrong_character_opens_nothing() {
    let api = Api::at(NOON).await;
    let (anna, boris) = (api.user(7, "Europe/Berlin").await, api.user(8, "Europe/Berlin").await);
    let of_anna = makes(&anna, "a", TokenAccess::Write).await;
    let of_boris = makes(&boris, "b", TokenAccess::Write).await;
    let secret = of_anna.secret.expose();
    let (beginning, end) = (&secret[..secret.len() - 1], &secret[secret.len() - 1..]);
    let other_end = if end == "0" { "1" } else { "0" };
    let (user, id) = (of_boris.token.prefix.split('_').nth(1).unwrap(), of_boris.token.id);
    let stolen = secret.splitn(4, '_').nth(3).unwrap();
    for wrong in [
        format!("{beginning}{other_end}"),
        beginning.to_owned(),
        format!("{secret}0"),
        secret.to_uppercase(),
        secret.replace("htp_", "hts_"),
        format!("htp_{user}_{id}_{stolen}"),
        format!("htp_{}_{}_{stolen}", i64::MAX, i64::MIN),
    ] {
        let client = ApiClient::with_token(&api.url, wrong.clone().into());
        assert_eq!(kind(&client.get_me().await.unwrap_err()), Some(ProblemKind::Unauthorized), "{wrong}");
    }
}

#[tokio::test]
async fn tokens_made_at_the_same_moment_are_counted() {
    let api = Api::at(NOON).await;
    let anna = api.user(7, "Europe/Berlin").await;
    for number in 0..19 {
        makes(&anna, &number.to_string(), TokenAccess::Read).await;
    }
    let (one, other) = (named("one", TokenAccess::Read), named("other", TokenAccess::Read));
    let both = tokio::join!(api.bot.create_token(anna.id, &one), api.bot.create_token(anna.id, &other));
    let refusals = [both.0.err(), both.1.err()].into_iter().flatten();
    let refusals: Vec<_> = refusals.map(|error| error.kind()).collect();
    assert_eq!(refusals, [Some(ProblemKind::QuotaReached)]);
    assert_eq!(api.count("select count(*) from tokens").await, 20);
}

#[tokio::test]
async fn tokens_are_kept_by_their_hash_alone_and_cost_one_statement() {
    let api = Api::at(NOON).await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let token = makes(&anna, "a", TokenAccess::Write).await;
    let rows: String = sqlx::query_scalar("select string_agg(tokens::text, ' ') from tokens")
        .fetch_one(&api.db)
        .await
        .unwrap();
    assert!(!rows.contains(&token.secret.expose()[token.token.prefix.len()..]), "{rows}");
    let program = program(&api, &token);
    assert_eq!(api.statements_of(async { marks(&program, anna.id, run).await.unwrap() }).await, 2);
    assert_eq!(api.statements_of(async { program.get_today(anna.id).await.unwrap() }).await, 2);
}

#[tokio::test]
async fn tokens_that_make_no_sense() {
    let api = Api::at(NOON).await;
    api.user(7, "Europe/Berlin").await;
    for (body, pointer) in [
        (r#"{"access":"read"}"#, "/name"),
        (r#"{"name":null,"access":"read"}"#, "/name"),
        (r#"{"name":"a\u0000","access":"read"}"#, "/name"),
        (r#"{"name":" ","access":"read"}"#, "/name"),
        (r#"{"name":"a"}"#, "/access"),
        (r#"{"name":"a","access":"admin"}"#, "/access"),
        (r#"{"name":"a","access":"read","valid_days":0}"#, "/valid_days"),
        (r#"{"name":"a","access":"read","valid_days":367}"#, "/valid_days"),
        (r#"{"name":"a","access":"read","valid_days":null}"#, "/valid_days"),
        (r#"{"name":"a","access":"read","valid_days":9223372036854775808}"#, "/valid_days"),
        (r#"{"name":"a","access":"read","expires_at":"9999-12-31T00:00:00Z"}"#, "/expires_at"),
    ] {
        assert_eq!(api.refuses("POST", "/v1/users/7/tokens", body).await, pointer, "{body}");
    }
    let nobody = api.bot.create_token(UserId(404), &named("a", TokenAccess::Read)).await.unwrap_err();
    assert_eq!(kind(&nobody), Some(ProblemKind::NotFound));
    assert_eq!(api.count("select count(*) from tokens").await, 0);
}
