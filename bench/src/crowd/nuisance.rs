//! Callers that cost and bring nothing. When they are hung up on they come again.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::caller::head;

/// Between two bytes of somebody who is slow.
const TRICKLE: Duration = Duration::from_secs(1);

/// Before somebody comes again who was not even let in.
const PAUSE: Duration = Duration::from_millis(500);

/// What somebody takes before they take nothing any more.
const SMALLEST_BUFFER: u32 = 4096;

#[derive(Debug, Clone, Copy)]
enum Nuisance {
    Silent,
    SlowHead,
    SlowBody,
    TakesNothing,
}

impl Nuisance {
    /// Of eight, four are silent, two send their heads slowly, one its body, and one takes no answer.
    fn of(number: usize) -> Self {
        match number % 8 {
            0..4 => Self::Silent,
            4 | 5 => Self::SlowHead,
            6 => Self::SlowBody,
            _ => Self::TakesNothing,
        }
    }

    /// Until the API hangs up.
    async fn bothers(self, api: SocketAddr) -> io::Result<()> {
        let socket = TcpSocket::new_v4()?;
        socket.set_recv_buffer_size(SMALLEST_BUFFER)?;
        let mut stream = socket.connect(api).await?;
        match self {
            Self::Silent => {}
            Self::SlowHead => return trickle(&mut stream, "GET /v1/users/1/today HTTP/1.1\r\nx: ").await,
            Self::SlowBody => {
                let head = head("PUT", "/v1/users/1/dialogue");
                return trickle(&mut stream, &format!("{head}content-length: 100000\r\n\r\n")).await;
            }
            Self::TakesNothing => {
                stream.write_all(b"GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nhost: api\r\n\r\n").await?;
                return gone(&stream).await;
            }
        }
        stream.read(&mut [0]).await.map(drop)
    }
}

async fn trickle(stream: &mut TcpStream, beginning: &str) -> io::Result<()> {
    stream.write_all(beginning.as_bytes()).await?;
    loop {
        sleep(TRICKLE).await;
        stream.write_all(b"x").await?;
    }
}

/// Waits for the end without reading what is before it.
async fn gone(stream: &TcpStream) -> io::Result<()> {
    loop {
        sleep(TRICKLE).await;
        if let Some(error) = stream.take_error()? {
            return Err(error);
        }
    }
}

/// Lets so many of them in; dropping it sends them away.
pub(super) async fn let_in(count: usize, api: SocketAddr) -> JoinSet<()> {
    let mut all = JoinSet::new();
    for number in 0..count {
        all.spawn(async move {
            loop {
                Nuisance::of(number).bothers(api).await.ok();
                sleep(PAUSE).await;
            }
        });
        // Not faster than they are taken.
        if number % 100 == 0 {
            sleep(Duration::from_millis(10)).await;
        }
    }
    all
}
