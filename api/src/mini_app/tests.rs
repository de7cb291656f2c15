//! Launches that a Telegram of our own has signed, and what happens to them on the way.

use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair as _};

use super::*;

const TOKEN: &str = "4242:AAHs8sandboxTokenOfTheTestSuite";
const USER: &str = r#"{"id":7,"first_name":"Anna & \"<b>\" 🚀","language_code":"ru"}"#;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A Telegram of our own, which signs.
struct Telegram(Ed25519KeyPair);

impl Telegram {
    fn new() -> Self {
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        Self(Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).unwrap())
    }

    fn api(&self, token: &str, bot: Option<i64>) -> MiniApp {
        let settings = LaunchSettings {
            telegram_public_key: hex::encode(self.0.public_key().as_ref()),
            launch_max_age_seconds: 3600,
        };
        MiniApp::new(&token.into(), bot, &settings).unwrap()
    }

    /// What a launch at noon hands over, with both proofs.
    fn launch(&self, user: &str) -> Vec<(String, String)> {
        let at = at("2026-11-16T12:00:00Z").as_second().to_string();
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut fields = vec![field("auth_date", &at), field("query_id", "AAH7"), field("user", user)];
        let text =
            fields.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("\n");
        let signature = self.0.sign(format!("4242:WebAppData\n{text}").as_bytes());
        fields.push(field("signature", &URL_SAFE_NO_PAD.encode(signature.as_ref())));
        fields.sort();
        let text =
            fields.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("\n");
        let secret = hmac(b"WebAppData", TOKEN.as_bytes());
        fields.push(field("hash", &hex::encode(hmac(&secret, text.as_bytes()))));
        fields
    }
}

fn encoded(fields: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

fn without(fields: &[(String, String)], name: &str) -> String {
    encoded(&fields.iter().filter(|(field, _)| field != name).cloned().collect::<Vec<_>>())
}

fn with(fields: &[(String, String)], name: &str, value: &str) -> String {
    let change = |(field, old): &(String, String)| {
        (field.clone(), if field == name { value.to_owned() } else { old.clone() })
    };
    encoded(&fields.iter().map(change).collect::<Vec<_>>())
}

#[test]
fn either_proof_is_enough_and_the_token_is_not_needed_for_the_signature() {
    let telegram = Telegram::new();
    let launch = telegram.launch(USER);
    let now = at("2026-11-16T12:30:00Z");
    for api in [telegram.api(TOKEN, None), telegram.api("", Some(4242))] {
        assert_eq!(api.user(&encoded(&launch), now), Ok(UserId(7)));
        assert_eq!(api.user(&without(&launch, "hash"), now), Ok(UserId(7)));
    }
    let old_client = telegram.launch(USER);
    // Without the signature the hash is another one: it covers it.
    assert_eq!(
        telegram.api(TOKEN, None).user(&without(&old_client, "signature"), now),
        Err(LaunchError::Forged)
    );
}

#[test]
fn whatever_is_changed_is_noticed() {
    let telegram = Telegram::new();
    let launch = telegram.launch(USER);
    let now = at("2026-11-16T12:30:00Z");
    let other = r#"{"id":8,"first_name":"Eve"}"#;
    for api in [telegram.api(TOKEN, None), telegram.api("", Some(4242))] {
        for forged in [
            with(&launch, "user", other),
            with(&launch, "auth_date", "1794000000"),
            with(&launch, "query_id", ""),
            with(&launch, "signature", "AAAA"),
            with(&launch, "signature", "%%%"),
            without(&launch, "query_id"),
        ] {
            assert_eq!(api.user(&forged, now), Err(LaunchError::Forged), "{forged}");
        }
    }
    let api = telegram.api(TOKEN, None);
    for hash in ["", "00", "zz", &"0".repeat(64)] {
        assert_eq!(api.user(&with(&launch, "hash", hash), now), Err(LaunchError::Forged), "{hash}");
    }
    assert_eq!(telegram.api("4242:another", None).user(&encoded(&launch), now), Err(LaunchError::Forged));
    assert_eq!(telegram.api("", Some(4243)).user(&encoded(&launch), now), Err(LaunchError::Forged));
    assert_eq!(Telegram::new().api("", Some(4242)).user(&encoded(&launch), now), Err(LaunchError::Forged));
}

#[test]
fn a_launch_is_good_for_an_hour() {
    let telegram = Telegram::new();
    let launch = encoded(&telegram.launch(USER));
    let user = |now: &str| telegram.api(TOKEN, None).user(&launch, at(now));
    assert_eq!(user("2026-11-16T11:59:00Z"), Ok(UserId(7)));
    assert_eq!(user("2026-11-16T13:00:00Z"), Ok(UserId(7)));
    assert_eq!(user("2026-11-16T13:00:01Z"), Err(LaunchError::TooOld));
    assert_eq!(user("2026-11-16T11:58:59Z"), Err(LaunchError::TooEarly));
}

#[test]
fn what_is_not_a_launch_is_refused() {
    let telegram = Telegram::new();
    let (api, now) = (telegram.api(TOKEN, None), at("2026-11-16T12:30:00Z"));
    let launch = telegram.launch(USER);
    assert_eq!(api.user("", now), Err(LaunchError::Unreadable));
    assert_eq!(api.user(&"a".repeat(9000), now), Err(LaunchError::Unreadable));
    assert_eq!(api.user("auth_date=1", now), Err(LaunchError::Unproven));
    let twice = format!("{}&user=%7B%22id%22%3A8%7D", encoded(&launch));
    assert_eq!(api.user(&twice, now), Err(LaunchError::Unreadable));
    for nobody in
        ["", "{}", "[]", r#"{"id":"7"}"#, r#"{"id":9223372036854775808}"#, r#"{"id":7,"is_bot":true}"#]
    {
        assert_eq!(api.user(&encoded(&telegram.launch(nobody)), now), Err(LaunchError::NoUser), "{nobody}");
    }
    assert_eq!(telegram.api("", None).user(&encoded(&launch), now), Err(LaunchError::NoBot));
}
