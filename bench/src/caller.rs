//! One connection to one of our services, by hand: thousands of them have to cost this process next to nothing.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use crate::product::BOT_KEY;

#[derive(Debug)]
pub(crate) struct Caller(BufReader<TcpStream>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Served,
    /// 503, with the time after which to come back.
    ToldToComeBack,
    Other(u16),
}

impl Caller {
    pub(crate) async fn connect(to: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(to).await?;
        stream.set_nodelay(true)?;
        Ok(Self(BufReader::with_capacity(1024, stream)))
    }

    /// Sends a request and reads the whole answer.
    pub(crate) async fn call(&mut self, request: &[u8]) -> io::Result<Answer> {
        self.0.write_all(request).await?;
        self.hear().await
    }

    /// Sends a body of `bytes` zeros, as much of it as is taken, and reads the answer.
    pub(crate) async fn send_zeros(&mut self, head: &[u8], chunk: &[u8], bytes: u64) -> io::Result<Answer> {
        self.0.write_all(head).await?;
        for _ in 0..bytes / 0x10000 {
            if self.0.write_all(chunk).await.is_err() {
                break;
            }
        }
        self.hear().await
    }

    async fn hear(&mut self) -> io::Result<Answer> {
        let (mut status, mut length, mut comes_back) = (0, 0, false);
        let mut line = String::new();
        loop {
            line.clear();
            if self.0.read_line(&mut line).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            match line.trim_end().split_once(": ") {
                Some(("content-length", value)) => length = value.parse().map_err(io::Error::other)?,
                Some(("retry-after", _)) => comes_back = true,
                None if line.starts_with("HTTP/1.1 ") => {
                    status = line[9..12].parse().map_err(io::Error::other)?;
                }
                None if line.trim_end().is_empty() => break,
                _ => {}
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).await?;
        Ok(match status {
            200 => Answer::Served,
            503 if comes_back => Answer::ToldToComeBack,
            other => Answer::Other(other),
        })
    }
}

/// A request of the bot.
pub(crate) fn request(method: &str, path: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("{}content-length: {length}\r\n\r\n{body}", head(method, path)).into_bytes()
}

/// A head with an open end.
pub(crate) fn head(method: &str, path: &str) -> String {
    format!(
        "{method} {path} HTTP/1.1\r\nhost: api\r\nx-api-key: {BOT_KEY}\r\ncontent-type: application/json\r\n"
    )
}
