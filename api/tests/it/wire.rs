//! A caller that speaks HTTP by hand, and so may speak it badly.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::harness::{Api, BOT_KEY};

/// Far longer than anything here takes; a test that waits so long has failed.
const TOO_LONG: Duration = Duration::from_secs(20);

pub(crate) struct Wire(TcpStream);

/// An answer as it came, in lower case up to its body.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Wire {
    pub(crate) async fn to(api: &Api) -> Self {
        Self(TcpStream::connect(api.url.strip_prefix("http://").unwrap()).await.unwrap())
    }

    /// The head of a request of the bot, with these further headers.
    pub(crate) fn head(method: &str, path: &str, headers: &str) -> String {
        format!("{method} {path} HTTP/1.1\r\nhost: api\r\nx-api-key: {BOT_KEY}\r\n{headers}\r\n")
    }

    /// Sends it, or as much of it as is taken.
    pub(crate) async fn says(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.write_all(bytes.as_ref()).await.ok();
    }

    /// As [`Self::says`], and whether all of it was taken.
    pub(crate) async fn says_all(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.0.write_all(bytes.as_ref()).await.is_ok()
    }

    pub(crate) async fn says_no_more(&mut self) {
        self.0.shutdown().await.unwrap();
    }

    /// Sends the same again and again until told off.
    pub(crate) async fn goes_on_until_told_off(&mut self, bytes: &[u8], every: Duration) -> Answer {
        let (mut from, mut to) = self.0.split();
        let sending = async {
            while to.write_all(bytes).await.is_ok() {
                tokio::time::sleep(every).await;
            }
            std::future::pending::<()>().await;
        };
        let mut heard = Vec::new();
        tokio::select! {
            read = timeout(TOO_LONG, from.read_to_end(&mut heard)) => drop(read.expect("the connection is ended")),
            () = sending => {}
        }
        Answer::read(&String::from_utf8(heard).unwrap())
    }

    /// What comes before an answer, such as that the body is waited for.
    pub(crate) async fn hears_interim(&mut self) -> String {
        let mut bytes = [0; 4096];
        let read = timeout(TOO_LONG, self.0.read(&mut bytes)).await.expect("a word").unwrap();
        String::from_utf8(bytes[..read].to_vec()).unwrap()
    }

    /// Everything until the API ends the connection.
    pub(crate) async fn hears_all(&mut self) -> String {
        let mut bytes = Vec::new();
        // A reset comes after what was there to be read.
        timeout(TOO_LONG, self.0.read_to_end(&mut bytes)).await.expect("the connection is ended").ok();
        String::from_utf8(bytes).unwrap()
    }

    /// The last answer before the API ends the connection.
    pub(crate) async fn is_told_off(&mut self) -> Answer {
        let text = self.hears_all().await;
        Answer::read(&text)
    }

    /// One answer, on a connection that goes on.
    pub(crate) async fn hears(&mut self) -> Answer {
        let mut text = String::new();
        loop {
            let mut bytes = [0; 4096];
            let read = timeout(TOO_LONG, self.0.read(&mut bytes)).await.expect("an answer").unwrap();
            assert_ne!(read, 0, "ended after {text}");
            text.push_str(std::str::from_utf8(&bytes[..read]).unwrap());
            if text.contains("\r\n\r\n") {
                let answer = Answer::read(&text);
                let length = answer.header("content-length").map(|length| length.parse().unwrap());
                if length == Some(answer.body.len()) {
                    return answer;
                }
            }
        }
    }
}

impl Answer {
    fn read(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer in {text:?}"));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        Self { status: status.unwrap(), head: head.to_lowercase(), body: body.to_owned() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// The last part of the problem's type.
    pub(crate) fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{self:?}");
        let problem: serde_json::Value = serde_json::from_str(&self.body).unwrap();
        assert_eq!(problem["status"], self.status, "{self:?}");
        assert_eq!(problem["request_id"].as_str(), self.header("x-request-id"), "{self:?}");
        problem["type"].as_str().unwrap().rsplit(':').next().unwrap().to_owned()
    }
}
